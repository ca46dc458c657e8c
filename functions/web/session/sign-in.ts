import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { Language } from '../../domain/base/languages.ts'
import { link } from '../../ui/page.tsx'
import { rendered } from '../../ui/render.ts'
import { type SignInTexts, EnterPage, emailControl, LinkSentPage, SignInPage } from './sign-in-page.tsx'
import { type HttpRequest, type HttpResponse, redirect } from '../../platform/http.ts'
import { LINK_MINUTES } from '../../domain/base/sessions.ts'
import { form } from '../kit/form.ts'
import { deskPage } from './desk.ts'
import type { Configuration } from '../../usecases/ports/configuration.ts'

/** A way to sign in: its texts, how it sends a link, and which cookie a link gives. */
export type SignInFlow<Deps> = {
  path: SignInTexts['path']
  textsOf(language: Language): SignInTexts['texts']
  send(deps: Deps, email: string, language: Language): Promise<void>
  open(
    deps: Deps,
    token: string,
  ): Promise<{ municipality: string; name: string; cookie(): Promise<string> } | undefined>
}
type Needs = { configuration: Configuration }

const textsOf = <Deps>({ path, textsOf }: SignInFlow<Deps>, { language }: HttpRequest) => ({
  path,
  texts: textsOf(language),
  language,
})

/** Returns the office of a page without a signed-in user, if there is only one. */
async function onlyOffice({ configuration }: Needs) {
  const [only, another] = await configuration.municipalities()
  return only !== undefined && another === undefined ? (await configuration.of(only)).office : undefined
}

/** Renders the sign-in page. */
export const signInPage = async <Deps extends Needs>(
  door: SignInFlow<Deps>,
  deps: Deps,
  request: HttpRequest,
): Promise<HttpResponse> =>
  deskPage(200, rendered(SignInPage, { ...textsOf(door, request), office: await onlyOffice(deps) }))

/** The shortest response time; sending a letter takes less, so timing does not reveal who works here. */
const LEAST_MS = 500

/** Sends a link to known addresses, with the same response for all. */
export const askForLink = <Deps extends Needs>(door: SignInFlow<Deps>) =>
  form({
    formOnly: true,
    find: async (deps: Deps, request) => ({ deps, ...textsOf(door, request), office: await onlyOffice(deps) }),
    controls: ({ texts }) => [emailControl(texts)],
    schema: () => z.strictObject({ email: z.email('email') }),
    run: ({ deps, language }, { email }) => Promise.all([door.send(deps, email, language), pause(LEAST_MS)]),
    page: ({ deps: _, ...common }, form) => deskPage(422, rendered(SignInPage, { ...common, form })),
    done: ({ deps: _, ...common }) => deskPage(200, rendered(LinkSentPage, { ...common, minutes: LINK_MINUTES })),
  })

/** Handles a sign-in link: GET shows the button, POST signs in. */
export async function enter<Deps extends Needs>(
  door: SignInFlow<Deps>,
  deps: Deps,
  request: HttpRequest,
): Promise<HttpResponse> {
  const opened = await door.open(deps, request.parameters['token'] ?? '')
  if (opened && request.method === 'POST')
    return { ...redirect(link(door.path, request.language)), cookies: [await opened.cookie()] }
  const office = opened ? (await deps.configuration.of(opened.municipality)).office : await onlyOffice(deps)
  return deskPage(opened ? 200 : 410, rendered(EnterPage, { ...textsOf(door, request), office, name: opened?.name }))
}
