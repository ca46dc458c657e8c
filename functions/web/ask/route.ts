import * as z from 'zod'
import { QUESTIONS } from '../../domain/questions/index.ts'
import type { Language } from '../../domain/base/languages.ts'
import { language as languageSchema } from '../../domain/file/application.ts'
import { addDays, startOf } from '../../domain/base/calendar.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { answerErrors, prefilledForm, readAnswer } from './form.ts'
import { AnsweredPage, AskPage, GonePage, RecordedPage, RenewedPage } from './page.tsx'
import type { AskContext } from './view.ts'
import { QUESTION_VIEWS } from './views.ts'
import { link } from '../../ui/page.tsx'
import { rendered } from '../../ui/render.ts'
import {
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  json,
  type Routes,
  redirect,
} from '../../platform/http.ts'
import { form, respondEarly } from '../kit/form.ts'
import { answerAsk } from '../../usecases/asks/answer-ask.ts'
import { matchPlaces } from '../../usecases/activity/match-places.ts'
import { assessRequest } from '../../usecases/procedure/evaluate-request.ts'
import { type OpenedAsk, openAsk, renewLink } from '../../usecases/asks/open-ask.ts'
import { isInPlaceOfPerson } from '../../domain/procedure/who-may.ts'
import type { Ask, Link } from '../../domain/file/ask.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../../usecases/ports/deps.ts'

const linkOf = ({ parameters }: HttpRequest) => ({ id: parameters['id'] ?? '', secret: parameters['secret'] ?? '' })
const addressOf = (request: HttpRequest): string => `/asks/${linkOf(request).id}/${linkOf(request).secret}`

type Found = { ask: Ask; file: CaseFile; municipality: Municipality; link?: Link }

/** Returns the requested language, else the one of the application for citizens, else that of the browser. */
const languageOf = ({ query, language }: HttpRequest, { ask, file, link }: Found): Language =>
  languageSchema.safeParse(query['lang']).data ??
  ((link ?? ask).to.role === 'citizen' ? file.request.application.language : language)

const contextOf = (request: HttpRequest, found: Found): AskContext => ({
  ask: found.ask,
  file: found.file,
  municipality: found.municipality,
  language: languageOf(request, found),
  inPlaceOfPerson: found.link !== undefined && isInPlaceOfPerson(found.ask, found.link.to),
})

/** Loads what the page of a question shows beside the file. */
async function loadContext(deps: Deps, request: HttpRequest, found: Found): Promise<AskContext> {
  const { needs = [] } = QUESTION_VIEWS[found.ask.kind]
  return {
    ...contextOf(request, found),
    ...(needs.includes('evaluation') ? await assessRequest(deps, found.file, found.municipality) : {}),
    ...(needs.includes('matching') ? { matching: await matchPlaces(deps, found.file, found.municipality) } : {}),
  }
}

/** Responds for a link whose ask is not open. @throws HttpProblem 404, and for machines 409 and 410 */
function closed(request: HttpRequest, opened: Exclude<OpenedAsk, { state: 'open' }>): HttpResponse {
  if (opened.state === 'unknown') throw new HttpProblem(404, 'unknown')
  const context = contextOf(request, opened)
  if (opened.state === 'answered') {
    const { by, at } = opened
    if (request.wantsJson) throw new HttpProblem(409, 'answered', { answeredBy: by, answeredAt: at })
    return html(409, rendered(AnsweredPage, { context, by, at }))
  }
  const { renewable } = opened
  if (request.wantsJson) throw new HttpProblem(410, renewable ? 'gone' : 'closed', { renewable })
  return html(410, rendered(GonePage, { context, renewable, address: addressOf(request) }))
}

/** Returns a question as JSON: with the JSON Schema of its answer, and the matching if its view needs it. */
const questionJson = ({ ask, matching }: AskContext) => ({
  kind: ask.kind,
  request: ask.request,
  openedAt: ask.openedAt,
  dueAt: startOf(addDays(ask.dueOn, 1)),
  schema: z.toJSONSchema(QUESTIONS[ask.kind].input, { io: 'input' }),
  ...(matching ? { matching } : {}),
})

/** Returns the props of the page of an open ask, with what is known already filled in. */
async function askPropsOf(deps: Deps, request: HttpRequest, opened: Found) {
  const context = await loadContext(deps, request, opened)
  return { context, form: prefilledForm(context), kept: request.query['kept'] !== undefined }
}

async function show(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const { id, secret } = linkOf(request)
  const opened = await openAsk(deps, id, secret)
  if (opened.state !== 'open') return closed(request, opened)
  return request.wantsJson
    ? json(200, questionJson(await loadContext(deps, request, opened)))
    : html(200, rendered(AskPage, await askPropsOf(deps, request, opened)))
}

const answer = form({
  find: async (deps: Deps, request) => {
    const { id, secret } = linkOf(request)
    const opened = await openAsk(deps, id, secret)
    if (opened.state !== 'open') return respondEarly(closed(request, opened))
    const context = contextOf(request, opened)
    let loaded: Promise<AskContext> | undefined
    // Loaded lazily: only a page with errors needs it.
    const load = () => (loaded ??= loadContext(deps, request, opened))
    return { deps, request, id, secret, context, load, language: context.language }
  },
  read: ({ context }, values) => ({ typed: readAnswer(context, values) }),
  // The use case validates the answer, because desk and host lists answer without this form.
  schema: () => z.unknown(),
  run: ({ deps, id, secret }, typed) => answerAsk(deps, id, secret, typed),
  errors: async ({ load }, problems, values) => answerErrors(await load(), values, problems),
  page: async ({ load }, form) => html(422, rendered(AskPage, { context: await load(), form })),
  done: ({ request, id, language }, answered) => {
    if ('state' in answered) return closed(request, answered)
    if (answered.outcome === 'kept')
      return request.wantsJson
        ? json(200, { recorded: false, kept: true, ask: id })
        : redirect(link(addressOf(request), language, { kept: '1' }))
    const { ask } = answered
    return request.wantsJson
      ? json(200, { recorded: true, ask: ask.id, request: ask.request, kind: ask.kind, answeredAt: ask.answeredAt })
      : html(200, rendered(RecordedPage, { context: contextOf(request, answered) }))
  },
})

async function renew(deps: Deps, request: HttpRequest): Promise<HttpResponse> {
  const { id, secret } = linkOf(request)
  const { renewed = false, ...opened } = await renewLink(deps, id, secret)
  if (!renewed && opened.state !== 'open') return closed(request, opened)
  if (request.wantsJson) return json(200, { renewed })
  if (opened.state === 'unknown' || opened.state === 'open') return redirect(link(addressOf(request), request.language))
  return html(200, rendered(RenewedPage, { context: contextOf(request, opened), address: addressOf(request) }))
}

/** The routes of an ask: GET shows and changes nothing, POST records. */
export const routes = (deps: () => Deps) =>
  ({
    '/asks/{id}/{secret}': {
      GET: (request) => show(deps(), request),
      POST: (request) => answer(deps(), request),
    },
    '/asks/{id}/{secret}/renew': { POST: (request) => renew(deps(), request) },
  }) satisfies Routes
