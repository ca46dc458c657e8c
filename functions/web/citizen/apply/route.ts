import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { application } from '../../../domain/file/application.ts'
import type { Municipality } from '../../../domain/municipality/regulation.ts'
import { sha256 } from '../../../domain/file/trail.ts'
import {
  bySection,
  firstMissing,
  readSection,
  type SectionStep,
  sectionsOf,
  FORM_STEPS,
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
import { form, respondEarly } from '../../kit/form.ts'

/** Returns a new secret for the address of a draft: 256 random bits, stored only as a hash. */
const newSecret = () => randomBytes(32).toString('base64url')

type Open = Awaited<ReturnType<typeof open>>

/** Loads the draft of an address. @throws HttpProblem 404 */
async function open(deps: Deps, { parameters, language }: HttpRequest) {
  const secret = parameters['draft'] ?? ''
  const step = stepName.safeParse(parameters['step']).data
  const draft = await deps.drafts.load(sha256(secret))
  if (!draft) throw new HttpProblem(404, 'draft')
  if (!step) throw new HttpProblem(404, 'route')
  const { office } = await deps.configuration.of(draft.municipality)
  return { secret, step, draft, office, language, sections: sectionsOf(draft.sections) }
}

const goTo = ({ secret, language }: Open, step: (typeof FORM_STEPS)[number]) =>
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

/** Returns the page with a row more or less if a button asked for it; nothing is saved. */
function withOtherRows(opened: Open, step: SectionStep, values: URLSearchParams): HttpResponse | undefined {
  const { language } = opened
  const action = values.get('action') ?? ''
  if (action === 'add') return stepPage(opened, step, blank(language, withRow(values)), true)
  const removed = /^remove-(\d{1,2})$/.exec(action)?.[1]
  return removed ? stepPage(opened, step, blank(language, withoutRow(values, Number(removed)))) : undefined
}

/** Saves a section. */
const save = form({
  formOnly: true,
  find: async (deps: Deps, request, opened: Open, step: SectionStep) => {
    const other = withOtherRows(opened, step, request.form())
    return other ? respondEarly(other) : { ...opened, deps, step }
  },
  read: ({ step, language }, values) => readSection(step, values, language),
  schema: () => z.unknown(),
  run: async ({ deps, step, language, secret, draft }, section) => {
    const sections = { ...draft.sections, [step]: section }
    await deps.drafts.save(sha256(secret), { ...draft, language, sections })
    return sections
  },
  page: (opened, form) => stepPage(opened, opened.step, form),
  done: (opened, sections) => {
    // A changed section returns to the review; a new one leads to the next.
    const next = FORM_STEPS[FORM_STEPS.indexOf(opened.step) + 1] ?? 'review'
    return goTo(opened, firstMissing(sectionsOf(sections)) === undefined ? 'review' : next)
  },
})

const REFUSED = { alreadyOpen: 409, otherBody: 409, noRegulation: 503 } as const

function outcomePage({ language, office }: Open, received: SubmissionOutcome): HttpResponse {
  if (received.outcome === 'received')
    return redirect(link(new URL(received.statusUrl).pathname, language, { new: '1' }))
  const status = REFUSED[received.outcome]
  return html(status, rendered(RefusalPage, { status, code: received.outcome, values: {}, language, office }))
}

/** Sends the application. */
const send = form({
  formOnly: true,
  find: async (deps: Deps, _request, opened: Open) => ({ ...opened, deps }),
  read: ({ language, sections }, values) => {
    const said = readSection('declarations', values, language)
    return 'errors' in said ? said : { typed: { language, ...sections, declarations: said.typed } }
  },
  schema: () => application,
  // The draft is the idempotency key, so it is kept until it expires.
  run: ({ deps, draft, secret }, application) =>
    submitApplication(deps, { municipality: draft.municipality, application, channel: 'form', key: secret }),
  errors: ({ language }, problems) => bySection(problems, language),
  page: (opened, form) => reviewPage(opened, form),
  done: (opened, received) => outcomePage(opened, received),
})

type Office = Municipality['office']

async function officesOf({ configuration }: Deps): Promise<Office[]> {
  const codes = await configuration.municipalities()
  return Promise.all(codes.map(async (code) => (await configuration.of(code)).office))
}

const chosenOf = (offices: readonly Office[], code: string | undefined): Office | undefined =>
  offices.length === 1 ? offices[0] : offices.find(({ municipality }) => municipality === code)

/** Begins a draft for the chosen municipality. */
const begin = form({
  formOnly: true,
  find: async (deps: Deps, { language }) => ({ deps, language, offices: await officesOf(deps) }),
  read: ({ offices }, values) => ({ typed: chosenOf(offices, values.get('municipality') ?? undefined)?.municipality }),
  schema: () => z.string('choice'),
  run: async ({ deps, language }, municipality) => {
    const secret = newSecret()
    await deps.drafts.save(sha256(secret), { municipality, language, sections: {} })
    return secret
  },
  errors: ({ language }) => [
    { name: 'municipality', label: '', message: sentence({ field: '', code: 'choice' }, language) },
  ],
  page: ({ language, offices }, form) => html(422, rendered(ApplyIntroPage, { language, offices, form })),
  done: ({ language }, secret) => redirect(link(`/apply/${secret}/${FORM_STEPS[0]}`, language)),
})

/** The routes of the application form: each step works without scripts, and GET writes nothing. */
export const routes = (deps: () => Deps) => {
  return {
    '/apply': {
      GET: async ({ language, query }) => {
        const all = await officesOf(deps())
        return html(
          200,
          rendered(ApplyIntroPage, { language, offices: all, chosen: chosenOf(all, query['municipality']) }),
        )
      },
      POST: (request) => begin(deps(), request),
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
        if (step !== 'review') return save(deps(), request, opened, step)
        const missing = firstMissing(sections)
        return missing ? goTo(opened, missing) : send(deps(), request, opened)
      },
    },
  } satisfies Routes
}
