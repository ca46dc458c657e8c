import type { Context } from '../../domain/file/context.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { type AskKind, questionOf } from '../../domain/questions/index.ts'
import type { AnswerContext, Need } from '../../domain/questions/question.ts'
import { placesFor } from '../activity/places.ts'
import { evaluateRequest } from '../procedure/evaluate-request.ts'
import type { Deps } from '../ports/deps.ts'

const needs = (kind: AskKind, need: Need): boolean => questionOf(kind).needs?.includes(need) ?? false

/** Loads the data that a question needs before it is asked. */
export const loadToAsk = async (
  { staffLoads, writeAgreement }: Pick<Deps, 'staffLoads' | 'writeAgreement'>,
  kind: AskKind,
  { office }: Municipality,
): Promise<Pick<Context, 'loads' | 'writeAgreement'>> => ({
  ...(needs(kind, 'loads') ? { loads: await staffLoads.of(office.municipality) } : {}),
  ...(needs(kind, 'agreementText') ? { writeAgreement } : {}),
})

/** Loads the data that a question needs to decide on an answer. */
export const loadToDecide = async (
  deps: Pick<Deps, 'history' | 'takenPlaces' | 'configuration'>,
  kind: AskKind,
  file: CaseFile,
  municipality: Municipality,
): Promise<Pick<AnswerContext<unknown>, 'municipality' | 'evaluation' | 'places'>> => ({
  municipality: needs(kind, 'freshConfiguration')
    ? await deps.configuration.of(file.request.municipality, { fresh: true })
    : municipality,
  ...(needs(kind, 'evaluation') ? { evaluation: await evaluateRequest(deps, file, municipality) } : {}),
  ...(needs(kind, 'places') ? { places: await placesFor(deps, file) } : {}),
})
