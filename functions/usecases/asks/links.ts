import { addDays, daysAfter, secondsUntil, startOf } from '../../domain/base/calendar.ts'
import { type Municipality, regulationOf } from '../../domain/municipality/regulation.ts'
import { workingDayFinder, substituteDueOn } from '../../domain/procedure/term.ts'
import { questionOf } from '../../domain/questions/index.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { amend, type Decision } from '../file/amend.ts'
import type { Letter } from '../ports/letter.ts'
import { contactOf, isInPlaceOfPerson } from '../../domain/procedure/who-may.ts'
import type { Context } from '../../domain/file/context.ts'
import { nameOnSealedFile } from '../../domain/file/sealed.ts'
import { SYSTEM, type Change } from '../../domain/file/change.ts'
import { numberOf, type Request } from '../../domain/file/request.ts'
import { type Ask, type Link, livingLink } from '../../domain/file/ask.ts'
import type { Addressee } from '../../domain/file/addressee.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'
/** The days for which a link works, at least until the question is due; afterwards the page offers a new one. */
const LINK_DAYS = 30

/** Returns a decision that changes an ask while it is open. */
export const ifOpen =
  (id: string, change: (ask: Ask) => Change | undefined) =>
  (file: CaseFile): Decision => {
    const ask = file.asks.find((candidate) => candidate.id === id)
    return ask?.status === 'open' ? change(ask) : undefined
  }

/** Makes a link for an addressee. Its secret is derived from ask and generation, so a retry makes the same one. */
export async function newLink(
  deps: Pick<Deps, 'secrets'>,
  ask: Pick<Ask, 'id' | 'links' | 'dueOn'>,
  to: Addressee,
  now: string,
): Promise<Link> {
  const generation = ask.links.length + 1
  const secret = await deps.secrets.forAsk(ask.id, generation)
  const ends = [daysAfter(now, LINK_DAYS), startOf(addDays(ask.dueOn, 1))].sort()
  return {
    generation,
    to,
    hash: sha256(secret),
    expiresAt: ends.at(-1) ?? now,
    superseded: false,
  }
}

/**
 * Returns the valid link of an addressee, or makes one and invalidates older ones. It is recorded before it is sent, so
 * that it works on arrival.
 */
export async function ensureLink(
  deps: Pick<Deps, 'files' | 'clock' | 'secrets'>,
  ask: Ask,
  to: Addressee,
): Promise<Link> {
  const file = await amend(deps, ask.request, async (current, now) => {
    const open = current.asks.find((candidate) => candidate.id === ask.id)
    if (open?.status !== 'open' || livingLink(open, to, now)) return undefined
    const fresh = await newLink(deps, open, to, now)
    const old = open.links.map((link) =>
      link.to.role === to.role && link.to.id === to.id ? { ...link, superseded: true } : link,
    )
    return {
      act: 'ask.linked',
      by: SYSTEM,
      about: ask.id,
      request: nameOnSealedFile(current.request, to),
      asks: [{ ...open, links: [...old, fresh] }],
    }
  })
  const current = file.asks.find((candidate) => candidate.id === ask.id)
  const link = current && livingLink(current, to, deps.clock.now())
  if (!link) throw new Error(`${ask.id} takes no more links`)
  return link
}

/** Returns when the term of a request ends, and that of the substitute after it. */
function termEnds({ dueOn, regulation }: Request, municipality: Municipality) {
  const prescribedDays = regulationOf(municipality, regulation).parameters.termDays.value
  return { dueOn, substituteDueOn: substituteDueOn({ dueOn, prescribedDays }, workingDayFinder(municipality)) }
}

/** Sends a link, then marks it as sent: at-least-once delivery. */
export async function sendLink(
  deps: Deps,
  { file, municipality }: Context,
  ask: Ask,
  link: Link,
  notice: Extract<Letter, { template: 'ask' }>['notice'],
  fields: Partial<Pick<Ask, 'reminders' | 'escalatedAt' | 'overdueAt'>> = {},
): Promise<void> {
  const contact = contactOf(link.to, municipality, file)
  if (!contact) throw new Error(`${ask.id}: nobody is ${link.to.role} ${link.to.id}`)
  const secret = await deps.secrets.forAsk(ask.id, link.generation)
  await deps.postman.send(contact.email, {
    template: 'ask',
    kind: ask.kind,
    notice,
    language: link.to.role === 'citizen' ? file.request.application.language : 'it',
    office: municipality.office,
    number: numberOf(file.request),
    dueOn: ask.dueOn,
    ...(questionOf(ask.kind).decidesInTerm ? { term: termEnds(file.request, municipality) } : {}),
    ...(isInPlaceOfPerson(ask, link.to) ? { inPlaceOfPerson: true } : {}),
    url: `${deps.publicUrl}/asks/${ask.id}/${secret}`,
  })
  await amend(deps, ask.request, (current, now) =>
    ifOpen(ask.id, (open) => ({
      act: `ask.${{ first: 'sent', reminder: 'reminded', escalation: 'escalated', renewal: 'renewed' }[notice]}`,
      by: SYSTEM,
      about: ask.id,
      asks: [
        {
          ...open,
          ...fields,
          links: open.links.map((held) => (held.generation === link.generation ? { ...held, sentAt: now } : held)),
        },
      ],
    }))(current),
  )
}

/** The minutes in which a repeated request for a link sends no letter. */
const PAUSE_MINUTES = 10

/** Sends an addressee their valid link at their request, at a limited rate and to the address on record only. */
export async function sendAgain(deps: Deps, context: Context, ask: Ask, to: Addressee): Promise<void> {
  const link = await ensureLink(deps, ask, to)
  if (!link.sentAt || secondsUntil(link.sentAt, context.now) > PAUSE_MINUTES * 60)
    await sendLink(deps, context, ask, link, 'renewal')
}
