import * as z from 'zod'
import { deps } from '../../composition.ts'
import { application } from '../../domain/file/application.ts'
import { maySee } from '../../domain/file/sealed.ts'
import { HttpProblem, type HttpRequest, type HttpResponse, json, type Routes } from '../../platform/http.ts'
import { openStatus } from '../../usecases/asks/open-ask.ts'
import { type Submission, submitApplication } from '../../usecases/procedure/submit-application.ts'
import { parseInput } from '../kit/parse-input.ts'
import { requestJson, sealedJson } from './representation.ts'
import type { ReceivedRequest } from './schemas.ts'
import { bearerOf, staffBehind } from '../session/staff.ts'

/**
 * An application sent by a machine; the municipality is optional if there is only one. Staff may file it as sealed, so
 * that it is never stored in clear.
 */
const newRequest = application.safeExtend({
  municipality: z.string().optional(),
  sealed: z.boolean('choice').optional(),
})

async function municipalityOf(code: string | undefined): Promise<string> {
  const configured = await deps().configuration.municipalities()
  const chosen = code ?? (configured.length === 1 ? configured[0] : undefined)
  if (!chosen || !configured.includes(chosen))
    throw new HttpProblem(422, 'invalid', { problems: [{ field: 'municipality', code: 'choice' }] })
  return chosen
}

async function create(request: HttpRequest): Promise<HttpResponse> {
  const { municipality: code, sealed, ...body } = parseInput(newRequest, request.json())
  const token = bearerOf(request)
  const staff = token || sealed ? await staffBehind(token, deps()) : undefined
  const submission: Submission = {
    municipality: await municipalityOf(code ?? staff?.municipality),
    application: body,
    channel: staff ? 'desk' : 'api',
    ...(staff ? { filedBy: staff.member.id } : {}),
    ...(sealed ? { sealed } : {}),
    ...(request.headers['idempotency-key'] ? { key: request.headers['idempotency-key'] } : {}),
  }
  const received = await submitApplication(deps(), submission)
  if (received.outcome === 'otherBody') throw new HttpProblem(422, 'idempotencyKey')
  if (received.outcome !== 'received') throw new HttpProblem(409, received.outcome)
  const { file, statusUrl } = received
  const answer: ReceivedRequest = { ...requestJson(file), statusUrl }
  return json(201, answer, { location: `/api/requests/${file.request.id}` })
}

/** Returns a request to the holder of its status link, whose last part is the bearer token, and to staff. */
async function read(request: HttpRequest): Promise<HttpResponse> {
  const token = bearerOf(request)
  const id = request.parameters['id'] ?? ''
  const opened = token ? await openStatus(deps(), id, token) : undefined
  if (opened) return json(200, requestJson(opened.file))
  const { municipality, member } = await staffBehind(token, deps())
  const file = await deps().files.load(id)
  if (file?.request.municipality !== municipality) throw new HttpProblem(404, 'unknown')
  if (!maySee(file.request, member)) return json(200, sealedJson(file.request))
  return json(200, { ...requestJson(file), attention: (await deps().workflows.stuck(id)) ?? null })
}

/** The routes of the JSON API to submit and follow requests. */
export const routes = {
  '/api/requests': { POST: create },
  '/api/requests/{id}': { GET: read },
} satisfies Routes
