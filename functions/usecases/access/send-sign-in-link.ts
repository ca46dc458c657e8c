import type { Language } from '../../domain/base/languages.ts'
import { type Pass, writePass } from './pass.ts'
import type { Pauses } from '../ports/pauses.ts'
import { attempt } from '../file/attempt.ts'
import type { Deps } from '../ports/deps.ts'
import { LINK_MINUTES } from '../../domain/base/sessions.ts'

/** The minutes in which a repeated request sends no further letter. */
const PAUSE_MINUTES = 10

type Needs = Pick<Deps, 'clock' | 'configuration' | 'postman' | 'secrets' | 'publicUrl' | 'report'> & { pauses: Pauses }

/** The entrances with a sign-in link: the desk of staff, the page of a host. */
const DOORS = { desk: 'enter', host: 'hostEnter' } as const
type Door = keyof typeof DOORS

async function send(deps: Needs, door: Door, pass: Pass, email: string, language: Language): Promise<void> {
  const { municipality, holder } = pass
  const what = `${door}:${municipality}:${holder}`
  if (!(await deps.pauses.begin(what, deps.clock.now(), PAUSE_MINUTES))) return
  // Every address gets the same response, which does not reveal who works here.
  const sent = await attempt(deps, `${door}Link`, holder, async () => {
    const { office } = await deps.configuration.of(municipality)
    const url = `${deps.publicUrl}/${door}/enter/${await writePass(deps, DOORS[door], pass, LINK_MINUTES)}`
    await deps.postman.send(email, { template: door, language, office, url, minutes: LINK_MINUTES })
    return true
  })
  if (!sent) await deps.pauses.end(what)
}

const isSame = (email: string, wanted: string): boolean => email.toLowerCase() === wanted.trim().toLowerCase()

/** Sends a sign-in link to the member of staff with this address, at a limited rate. The result reveals nothing. */
export async function sendDeskLink(deps: Needs, email: string, language: Language): Promise<void> {
  for (const municipality of await deps.configuration.municipalities())
    for (const member of (await deps.configuration.of(municipality)).staff)
      if (isSame(member.email, email))
        await send(deps, 'desk', { municipality, holder: member.id }, member.email, language)
}

/** Sends a sign-in link to the supervisor of a host: one link per host. */
export async function sendHostLink(deps: Needs, email: string, language: Language): Promise<void> {
  for (const municipality of await deps.configuration.municipalities())
    for (const { id, supervisor } of (await deps.configuration.of(municipality)).hosts)
      if (isSame(supervisor.email, email))
        await send(deps, 'host', { municipality, holder: id }, supervisor.email, language)
}
