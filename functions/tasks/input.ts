import * as z from 'zod'
import { ASK_KINDS } from '../domain/questions/index.ts'
import type { AskInput } from '../usecases/asks/ask-person.ts'
import { isStep, type Step, type StepTarget } from '../usecases/file/run-step.ts'

const request = z.string().regex(/^[0-9a-z]{26}$/)
const number = z.int().min(1)

/** The input of a task from its state machine: ids, and the name of the machine. */
const work = z.discriminatedUnion('machine', [
  z.object({ machine: z.literal('contribution-request'), request }),
  z.object({ machine: z.literal('activity-period'), request, period: number }),
  z.object({ machine: z.literal('payment'), request, instalment: number }),
  z.object({ machine: z.literal('review'), request, review: number }),
])
const step = z.object({ step: z.custom<Step>((value) => typeof value === 'string' && isStep(value), 'step') })
const ask = z.object({ kind: z.enum(ASK_KINDS), token: z.string().min(1) })

/** Reads the request and the workflow that a task is about. @throws ZodError */
export function readTarget(raw: unknown): StepTarget {
  const { request: id, ...workflow } = work.parse(raw)
  return { request: id, workflow }
}

/** Reads the step that a state calls for. @throws ZodError */
export const readStep = (raw: unknown): StepTarget & { step: Step } => ({ ...step.parse(raw), ...readTarget(raw) })

/** Reads the question of a state that asks a person; nothing for one that does not. @throws ZodError */
export const readAsk = (raw: unknown): AskInput | undefined =>
  z.object({ token: z.unknown() }).safeParse(raw).data?.token === undefined
    ? undefined
    : { ...ask.parse(raw), ...readTarget(raw) }
