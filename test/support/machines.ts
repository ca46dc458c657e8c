import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { WorkflowRef } from '../../functions/domain/file/next-step.ts'

const definition = z.looseObject({ States: z.record(z.string(), z.looseObject({ Type: z.string() })) })

/** The states of a machine, by name, as its file says. */
export const statesOf = (machine: WorkflowRef['machine']) =>
  definition.parse(JSON.parse(readFileSync(new URL(`../../workflows/${machine}.asl.json`, import.meta.url), 'utf8')))
    .States
