import { dayOf } from '../../domain/base/calendar.ts'
import { awaitsNotice, nextDueInstalment } from '../../domain/money/clawback.ts'
import { endingOf, hasEnded } from '../../domain/procedure/lifecycle.ts'
import { amend } from '../file/amend.ts'
import { registerYear } from './open-request.ts'
import { notifyPerson, type PersonNotice } from './notify-person.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

/** Returns the news of an activity under way; reasons and consequences are on the person's page. */
const newsDue = ({ stage, news = [] }: Request): PersonNotice | undefined =>
  hasEnded(stage) || news.every(({ notifiedAt, to }) => notifiedAt ?? to)
    ? undefined
    : {
        letter: { template: 'news' },
        change: (now) => ({
          act: 'news.notified',
          request: { news: news.map((each) => (each.to ? each : { ...each, notifiedAt: each.notifiedAt ?? now })) },
        }),
      }

/** Returns the letter about a clawback. The reasons are on the person's page (L. 241/1990 art. 21-bis). */
function clawbackDue({ clawbacks = [] }: Request): PersonNotice | undefined {
  const clawback = clawbacks.find(awaitsNotice)
  if (!clawback) return undefined
  const { number, cents, plan, openedAt } = clawback
  const dueOn = nextDueInstalment(clawback)?.dueOn ?? dayOf(openedAt)
  return {
    letter: { template: 'clawback', amountCents: cents, instalments: plan.length, dueOn },
    change: (now) => ({
      act: 'clawback.notified',
      law: 'L. 241/1990 art. 21-bis',
      request: { clawbacks: clawbacks.map((each) => (each.number === number ? { ...each, notifiedAt: now } : each)) },
    }),
  }
}

function noticeDue({ request }: CaseFile): PersonNotice | undefined {
  const { stage, grant, approvalNotifiedAt, outcomeNotifiedAt } = request
  const decisionNotice = (
    letter: PersonNotice['letter'],
    mark: 'approvalNotifiedAt' | 'outcomeNotifiedAt',
  ): PersonNotice => ({
    letter,
    change: (now) => ({ act: 'request.notified', law: 'L. 241/1990 art. 3', request: { [mark]: now } }),
  })
  if (stage === 'funded' && grant && !approvalNotifiedAt)
    return decisionNotice({ template: 'approved', amountCents: grant.totalCents }, 'approvalNotifiedAt')
  if (stage === 'enrolled' && !approvalNotifiedAt) return decisionNotice({ template: 'enrolled' }, 'approvalNotifiedAt')
  const outcome = endingOf(stage)
  return outcome && !outcomeNotifiedAt
    ? decisionNotice({ template: 'outcome', outcome }, 'outcomeNotifiedAt')
    : (newsDue(request) ?? clawbackDue(request))
}

/** Notifies the proposer of a new version that the person declined it or did not answer. At-least-once delivery. */
async function notifyProposer(deps: Deps, id: string): Promise<void> {
  const file = await deps.files.load(id)
  const {
    stage,
    news = [],
    municipality: of,
    registryEntry = id,
  } = file?.request ?? { stage: 'closed', municipality: '' }
  const due = news.filter(({ to, notifiedAt }) => to && !notifiedAt)
  if (hasEnded(stage) || due.length === 0) return
  const municipality = await deps.configuration.of(of)
  for (const member of municipality.staff)
    for (const about of ['declined', 'lapsed'] as const)
      if (due.some((each) => each.to === member.id && each.about === about))
        await deps.postman.send(member.email, {
          template: 'attention',
          language: 'it',
          office: municipality.office,
          number: registryEntry,
          about,
          detail: `${deps.publicUrl}/desk/files/${id}`,
        })
  await amend(deps, id, ({ request }, now) =>
    request.news?.some(({ to, notifiedAt }) => to && !notifiedAt)
      ? {
          act: 'news.notified',
          by: SYSTEM,
          request: {
            news: request.news.map((each) => (each.to ? { ...each, notifiedAt: each.notifiedAt ?? now } : each)),
          },
        }
      : undefined,
  )
}

/** Notifies the person of the decision, with the page that holds reasons and remedies (L. 241/1990 art. 3, 21-bis). */
export async function notifyOutcome(deps: Deps, id: string): Promise<void> {
  const notified = await notifyPerson(deps, id, noticeDue)
  await notifyProposer(deps, id)
  // An ended request no longer needs its number.
  if (notified && endingOf(notified.request.stage))
    await deps.register.forgetNumber(notified.request.municipality, registerYear(notified.request), id)
}
