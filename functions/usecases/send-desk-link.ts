import type { Language } from '../domain/application.ts'
import { passOf, type Staff } from './desk-pass.ts'
import type { Deps, Pauses } from './ports.ts'

/** How long a link to the desk works, in minutes. */
export const LINK_MINUTES = 30
/** Minutes in which asking again for a link sends no further letter. */
const PAUSE_MINUTES = 10

type Needs = Pick<Deps, 'clock' | 'configuration' | 'postman' | 'secrets' | 'publicUrl' | 'report'> & { pauses: Pauses }

async function send(deps: Needs, staff: Staff, language: Language): Promise<void> {
  const { municipality, member } = staff
  const what = `desk:${municipality}:${member.id}`
  if (!(await deps.pauses.begin(what, deps.clock.now(), PAUSE_MINUTES))) return
  try {
    const { office } = await deps.configuration.of(municipality)
    const url = `${deps.publicUrl}/desk/enter/${await passOf(deps, 'enter', staff, LINK_MINUTES)}`
    await deps.postman.send(member.email, { template: 'desk', language, office, url, minutes: LINK_MINUTES })
  } catch (error) {
    // Whoever asks gets the same answer, so that it tells nobody who works here; and may ask again at once.
    deps.report('deskLink', member.id, error)
    await deps.pauses.end(what)
  }
}

/** Writes to whoever of the staff has this address, at that address only and not over and over. Tells nothing. */
export async function sendDeskLink(deps: Needs, email: string, language: Language): Promise<void> {
  const wanted = email.trim().toLowerCase()
  for (const municipality of await deps.configuration.municipalities())
    for (const member of (await deps.configuration.of(municipality)).staff)
      if (member.email.toLowerCase() === wanted) await send(deps, { municipality, member }, language)
}
