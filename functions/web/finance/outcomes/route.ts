import * as z from 'zod'
import { mayPay } from '../../../domain/money/roles.ts'
import { blank } from '../../../ui/controls.ts'
import { fileErrors, ImportedPage, OutcomesPage } from './page.tsx'
import { rendered } from '../../../ui/render.ts'
import type { HttpRequest, HttpResponse, Routes } from '../../../platform/http.ts'
import { importOutcomes } from '../../../usecases/money/import-outcomes.ts'
import type { OutcomeDeps } from '../../../usecases/money/record-outcome.ts'
import type { Basics } from '../../kit/basics.ts'
import { form } from '../../kit/form.ts'
import { staffHandlers, deskPage, requireRole, workerOf } from '../../session/desk.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'

export type OutcomeNeeds = OutcomeDeps & Basics

/** Most bytes of a file of outcomes: a report on a thousand transfers, and room to spare. */
export const MAX_FILE = 2 * 1024 * 1024

/** Returns the text of a file: UTF-8, or else what spreadsheets on Windows write. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Returns the content of a submitted file, or the pasted text. @throws HttpProblem 415 */
async function uploaded(request: HttpRequest): Promise<string> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return request.form().get('text') ?? ''
  const form = await request.upload()
  const [file, text] = [form.get('file'), form.get('text')]
  const content = file instanceof File ? decodeText(new Uint8Array(await file.arrayBuffer())) : ''
  return content === '' && typeof text === 'string' ? text : content
}

async function page(deps: OutcomeNeeds, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  return deskPage(
    200,
    rendered(OutcomesPage, { ...(await workerOf(deps, staff, request)), form: blank(request.language) }),
  )
}

/** Imports the outcomes, and shows which lines were recorded. */
const upload = form({
  formOnly: true,
  find: async (deps: OutcomeNeeds, request, staff: Staff) => {
    const worker = await workerOf(deps, staff, request)
    return { deps, staff, worker, language: worker.language }
  },
  fields: async (request) => new URLSearchParams({ text: await uploaded(request) }),
  read: (_, values) => ({ typed: values.get('text') }),
  schema: () => z.string().regex(/\S/, 'required'),
  run: ({ deps, staff }, text) => importOutcomes(deps, staff, text),
  errors: ({ language }, problems) => fileErrors(problems, language),
  page: ({ worker }, form) => deskPage(422, rendered(OutcomesPage, { ...worker, form })),
  done: ({ worker }, { report }) => deskPage(200, rendered(ImportedPage, { ...worker, report })),
})

/** The routes of outcome files, imported by finance. */
export const routes = (needs: () => OutcomeNeeds) => {
  const { get, post } = staffHandlers(needs)
  return {
    '/desk/finance/outcomes': {
      GET: get(requireRole(mayPay, 'finance', page)),
      POST: post(requireRole(mayPay, 'finance', upload)),
      maxBytes: MAX_FILE,
    },
  } satisfies Routes
}
