import { endOf, hasEnded } from '../domain/lifecycle.ts'
import type { CaseFile, Request } from '../domain/records.ts'
import { registerYear } from './open-request.ts'
import type { Deps } from './ports.ts'
import { tellPerson, type Telling } from './tell-person.ts'

/** What happened to an activity under way: why, and what it means, is on the person's page. */
const newsDue = ({ stage, news = [] }: Request): Telling | undefined =>
  hasEnded(stage) || news.every(({ toldAt }) => toldAt)
    ? undefined
    : {
        letter: { template: 'news' },
        change: (now) => ({
          act: 'news.told',
          request: { news: news.map((each) => ({ ...each, toldAt: each.toldAt ?? now })) },
        }),
      }

function noticeDue({ request }: CaseFile): Telling | undefined {
  const { stage, grant, approvalNotifiedAt, outcomeNotifiedAt } = request
  const told = (letter: Telling['letter'], mark: 'approvalNotifiedAt' | 'outcomeNotifiedAt'): Telling => ({
    letter,
    change: (now) => ({ act: 'request.notified', law: 'L. 241/1990 art. 3', request: { [mark]: now } }),
  })
  if (stage === 'funded' && grant && !approvalNotifiedAt)
    return told({ template: 'approved', amountCents: grant.totalCents }, 'approvalNotifiedAt')
  if (stage === 'enrolled' && !approvalNotifiedAt) return told({ template: 'enrolled' }, 'approvalNotifiedAt')
  const outcome = endOf(stage)
  return outcome && !outcomeNotifiedAt ? told({ template: 'outcome', outcome }, 'outcomeNotifiedAt') : newsDue(request)
}

/** Tells the person what was decided, with the page that holds reasons and remedies (L. 241/1990 art. 3, 21-bis). */
export async function notifyOutcome(deps: Deps, id: string): Promise<void> {
  const told = await tellPerson(deps, id, noticeDue)
  // An ended request asks for its number no more.
  if (told && endOf(told.request.stage))
    await deps.files.forgetNumber(told.request.municipality, registerYear(told.request), id)
}
