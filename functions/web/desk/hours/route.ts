import type { Language } from '../../../domain/base/languages.ts'
import { sentence } from '../../../texts/sentences.ts'
import { entriesOf } from '../../../domain/hours/ledger.ts'
import { blank, type Form } from '../../../ui/controls.ts'
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
import { form } from '../../kit/form.ts'
import { staffHandlers, deskPage, workerOf } from '../../session/desk.ts'
import type { Worker } from '../shell.tsx'
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

type Found = { deps: Needs; staff: Staff; worker: Worker; language: Language; isJson: boolean }

/** Responds with the periods that are left to verify, and the results of those that were answered. */
async function listLeft({ deps, staff, worker }: Found, form: Form, results: readonly VerifyPeriodResult[]) {
  const isEmpty = results.length + form.errors.length === 0
  const isWhole = !isEmpty && form.errors.length === 0 && results.every(({ outcome }) => outcome === 'recorded')
  const list = await periodsToVerify(deps, staff)
  return deskPage(
    isWhole ? 200 : 422,
    rendered(VerifyPeriodsPage, { ...worker, now: deps.clock.now(), list, form, results, isEmpty }),
  )
}

/** Records the answers; a problem with one does not stop the others. */
const answer = form({
  find: async (deps: Needs, request, staff: Staff): Promise<Found> => {
    const worker = await workerOf(deps, staff, request)
    return { deps, staff, worker, language: worker.language, isJson: sendsJson(request) }
  },
  read: ({ language }, values) => ({ typed: { answers: readChoices(values, language).answers } }),
  schema: () => periodAnswers,
  run: ({ deps, staff }, { answers }) => verifyPeriods(deps, staff, answers),
  errors: ({ language }, _, values) => readChoices(values, language).errors,
  page: (found, form) => listLeft(found, form, []),
  done: (found, results, values) => {
    const { isJson, language } = found
    if (isJson) return json(200, { results: results.map((each) => resultJson(each, language)) })
    const errors = [...readChoices(values, language).errors, ...periodErrors(results, values, language)]
    return listLeft(found, { language, values, errors }, results)
  },
})

/** The routes of the list of periods to verify: GET shows them, POST answers them. */
export const routes = (needs: () => Needs) => {
  const { get, post } = staffHandlers(needs)
  return { '/desk/hours': { GET: get(show), POST: post(answer) } } satisfies Routes
}
