import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { application } from '../../../domain/file/application.ts'
import { check } from '../../../domain/base/problems.ts'
import { sha256 } from '../../../domain/file/trail.ts'
import {
  bySection,
  firstMissing,
  readSection,
  type SectionStep,
  sectionsOf,
  STEPS,
  stepName,
  valuesOf,
  withoutRow,
  withRow,
} from './form.ts'
import { ApplyIntroPage, ApplyReviewPage, ApplyStepPage } from './page.tsx'
import { blank, type Form } from '../../../ui/controls.ts'
import { sentence } from '../../../texts/sentences.ts'
import { link } from '../../../ui/page.tsx'
import { RefusalPage } from '../../../ui/refusal.tsx'
import { rendered } from '../../../ui/render.ts'
import {
  html,
  HttpProblem,
  type HttpRequest,
  type HttpResponse,
  type Routes,
  redirect,
} from '../../../platform/http.ts'
import { type SubmissionOutcome, submitApplication } from '../../../usecases/procedure/submit-application.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** The address of a draft is the key to it: 256 random bits, of which only the hash is kept. */
const newSecret = () => randomBytes(32).toString('base64url')

type Open = Awaited<ReturnType<typeof open>>

/** The draft behind an address. @throws HttpProblem 404 */
async function open(deps: Deps, { parameters, language }: HttpRequest) {
  const secret = parameters['draft'] ?? ''
  const step = stepName.safeParse(parameters['step']).data
  const draft = await deps.drafts.load(sha256(secret))
  if (!draft) throw new HttpProblem(404, 'draft')
  if (!step) throw new HttpProblem(404, 'route')
  const { office } = await deps.configuration.of(draft.municipality)
  return { secret, step, draft, office, language, sections: sectionsOf(draft.sections) }
}

const goTo = ({ secret, language }: Open, step: (typeof STEPS)[number]) =>
  redirect(link(`/apply/${secret}/${step}`, language))

function stepPage(opened: Open, step: SectionStep, form: Form, added = false): HttpResponse {
  const { language, office, secret } = opened
  const status = form.errors.length > 0 ? 422 : 200
  return html(status, rendered(ApplyStepPage, { language, office, draft: secret, step, form, added }))
}

function reviewPage({ language, office, secret, sections }: Open, form: Form): HttpResponse {
  const status = form.errors.length > 0 ? 422 : 200
  return html(status, rendered(ApplyReviewPage, { language, office, draft: secret, sections, form }))
}

/** Saves a section, or shows what is wrong with it; buttons that only add or take away a row save nothing. */
async function save(deps: Deps, opened: Open, step: SectionStep, values: URLSearchParams): Promise<HttpResponse> {
  const { language, secret, draft } = opened
  const action = values.get('action') ?? ''
  if (action === 'add') return stepPage(opened, step, blank(language, withRow(values)), true)
  const removed = /^remove-(\d{1,2})$/.exec(action)?.[1]
  if (removed) return stepPage(opened, step, blank(language, withoutRow(values, Number(removed))))
  const said = readSection(step, values, language)
  if ('errors' in said) return stepPage(opened, step, { language, values, errors: said.errors })
  const sections = { ...draft.sections, [step]: said.value }
  await deps.drafts.save(sha256(secret), { ...draft, language, sections })
  // Who came back to change something returns to the review; who is on the way goes on.
  const next = STEPS[STEPS.indexOf(step) + 1] ?? 'review'
  return goTo(opened, firstMissing(sectionsOf(sections)) === undefined ? 'review' : next)
}

const REFUSED = { alreadyOpen: 409, otherBody: 409, noRegulation: 503 } as const

function outcomePage({ language, office }: Open, received: SubmissionOutcome): HttpResponse {
  if (received.outcome === 'received')
    return redirect(link(new URL(received.statusUrl).pathname, language, { new: '1' }))
  const status = REFUSED[received.outcome]
  return html(status, rendered(RefusalPage, { status, code: received.outcome, values: {}, language, office }))
}

async function send(deps: Deps, opened: Open, values: URLSearchParams): Promise<HttpResponse> {
  const { language, secret, sections, draft } = opened
  const said = readSection('declarations', values, language)
  if ('errors' in said) return reviewPage(opened, { language, values, errors: said.errors })
  const parsed = check(application, { language, ...sections, declarations: said.value })
  if ('problems' in parsed)
    return reviewPage(opened, { language, values, errors: bySection(parsed.problems, language) })
  // The draft is the key: sending twice makes one request. It stays, so that the second time finds it, until it expires.
  const submission = {
    municipality: draft.municipality,
    application: parsed.value,
    channel: 'form',
    key: secret,
  } as const
  return outcomePage(opened, await submitApplication(deps, submission))
}

/** The application form: each step works without a script, and nothing is written by looking. */
export const routes = (deps: () => Deps) => {
  const offices = async () => {
    const { configuration } = deps()
    const codes = await configuration.municipalities()
    return Promise.all(codes.map(async (code) => (await configuration.of(code)).office))
  }
  const chosenOf = (all: Awaited<ReturnType<typeof offices>>, code: string | undefined | null) =>
    all.length === 1 ? all[0] : all.find(({ municipality }) => municipality === code)

  return {
    '/apply': {
      GET: async ({ language, query }) => {
        const all = await offices()
        return html(
          200,
          rendered(ApplyIntroPage, { language, offices: all, chosen: chosenOf(all, query['municipality']) }),
        )
      },
      POST: async (request) => {
        const { language } = request
        const all = await offices()
        const values = request.form()
        const chosen = chosenOf(all, z.string().nullable().parse(values.get('municipality')))
        if (!chosen) {
          const errors = [
            { name: 'municipality', label: '', message: sentence({ field: '', code: 'choice' }, language) },
          ]
          return html(422, rendered(ApplyIntroPage, { language, offices: all, form: { language, values, errors } }))
        }
        const secret = newSecret()
        await deps().drafts.save(sha256(secret), { municipality: chosen.municipality, language, sections: {} })
        return redirect(link(`/apply/${secret}/${STEPS[0]}`, language))
      },
    },
    '/apply/{draft}/{step}': {
      GET: async (request) => {
        const opened = await open(deps(), request)
        const { step, language, sections } = opened
        if (step !== 'review') return stepPage(opened, step, blank(language, valuesOf(step, sections, language)))
        const missing = firstMissing(sections)
        return missing ? goTo(opened, missing) : reviewPage(opened, blank(language))
      },
      POST: async (request) => {
        const opened = await open(deps(), request)
        const { step, sections } = opened
        const values = request.form()
        if (step !== 'review') return save(deps(), opened, step, values)
        const missing = firstMissing(sections)
        return missing ? goTo(opened, missing) : send(deps(), opened, values)
      },
    },
  } satisfies Routes
}
