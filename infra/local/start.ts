import { main } from './cli.ts'
import { projectHooks, staffLines } from './project.ts'

await main({ ...projectHooks, staffLines })
