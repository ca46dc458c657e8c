import { lists } from '../../adapters/dynamodb/lists/lists.ts'
import { pauses } from '../../adapters/dynamodb/pauses.ts'
import { works } from '../../adapters/dynamodb/works.ts'
import { deps } from '../../composition.ts'
import { serve } from '../kit/serve.ts'
import { routes as home } from './home/route.ts'
import { routes as workRequests } from './works/route.ts'

const needs = () => ({ ...deps(), lists, pauses, works })

/** The pages of hosts. */
export const handler = serve('host', { ...home(needs), ...workRequests(needs) })
