import type { Language } from '../../../domain/base/languages.ts'
import { sentence } from '../../../texts/sentences.ts'
import { entriesOf } from '../../../domain/hours/ledger.ts'
import { blank } from '../../../ui/controls.ts'
import { rendered } from '../../../ui/render.ts'
import { periodErrors, readChoices, VerifyPeriodsPage } from './page.tsx'
import { type HttpRequest, type HttpResponse, json, type Routes, sendsJson } from '../../../platform/http.ts'
import { periodAnswers } from '../../../domain/hours/period-answers.ts'
import {
  periodsToVerify,
  type VerifyPeriodResult,
  type ToVerify,
  verifyPeriods,
} from '../../../usecases/hours/verify-periods.ts'
import { valid } from '../../kit/checked.ts'
import { staffHandlers, deskPage, workerOf } from '../../session/desk.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import type { Lists } from '../../../usecases/ports/lists.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

type Needs = Deps & { lists: Pick<Lists, 'asks'> }

/** Returns a period as JSON: minutes, instants and ids, no names. */
const periodJson = ({ ask, file: { request, postings }, period, isOwn }: ToVerify) => ({
  ask: ask.id,
  request: request.id,
  number: request.registryEntry ?? null,
  period: { number: period.number, from: period.from, to: period.to },
  dueOn: ask.dueOn,
  recordedByYou: isOwn,
  entries: entriesOf(postings)
    .filter((entry) => entry.period === period.number)
    .map(({ id, on, minutes, counted, state, shift, absence, made }) => ({
      entry: id,
      on,
      starts: shift?.starts ?? null,
      ends: shift?.ends ?? null,
      minutes,
      countedMinutes: counted,
      state,
      recorded: shift?.recorded ?? null,
      by: made.by,
      excused: absence?.excused ?? null,
    })),
  disputes: (request.disputes ?? [])
    .filter((dispute) => dispute.period === period.number)
    .map(({ number, entry, on, minutes, ruling }) => ({
      number,
      entry,
      on,
      minutes: minutes ?? null,
      upheld: ruling?.upheld ?? null,
    })),
})

const resultJson = (result: VerifyPeriodResult, language: Language) => ({
  ask: result.ask,
  outcome: result.outcome,
  ...(result.outcome === 'invalid'
    ? {
        errors: result.problems.map((problem) => ({
          field: problem.field,
          code: problem.code,
          message: sentence(problem, language),
        })),
      }
    : {}),
  ...(result.outcome === 'answered' ? { answeredBy: result.by, answeredAt: result.at } : {}),
})

async function show(deps: Needs, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const list = await periodsToVerify(deps, staff)
  if (request.wantsJson) return json(200, { periods: list.periods.map(periodJson), more: list.more })
  const worker = await workerOf(deps, staff, request)
  return deskPage(
    200,
    rendered(VerifyPeriodsPage, { ...worker, now: deps.clock.now(), list, form: blank(worker.language) }),
  )
}

async function verifyAll(deps: Needs, staff: Staff, typed: unknown): Promise<VerifyPeriodResult[]> {
  return verifyPeriods(deps, staff, valid(periodAnswers, typed).answers)
}

/** Records the answers and tells of each what came of it; the page goes on with what is left. */
async function answer(deps: Needs, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  if (sendsJson(request)) {
    const results = await verifyAll(deps, staff, request.json())
    return json(200, { results: results.map((each) => resultJson(each, request.language)) })
  }
  const worker = await workerOf(deps, staff, request)
  const { language } = worker
  const values = request.form()
  const { answers, errors: unread } = readChoices(values, language)
  const results = answers.length > 0 ? await verifyAll(deps, staff, { answers }) : []
  const list = await periodsToVerify(deps, staff)
  const errors = [...unread, ...periodErrors(results, values, language)]
  const isEmpty = answers.length + errors.length === 0
  const isWhole = !isEmpty && errors.length === 0 && results.every(({ outcome }) => outcome === 'recorded')
  const props = { ...worker, now: deps.clock.now(), list, form: { language, values, errors }, results, isEmpty }
  return deskPage(isWhole ? 200 : 422, rendered(VerifyPeriodsPage, props))
}

/** Periods to verify, in one list: GET shows them, POST answers those that were chosen. */
export const routes = (needs: () => Needs) => {
  const { get, post } = staffHandlers(needs)
  return { '/desk/hours': { GET: get(show), POST: post(answer) } } satisfies Routes
}
