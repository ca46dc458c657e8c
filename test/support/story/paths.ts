import type { Application } from '../../../functions/domain/file/application.ts'
import { checkLetter } from '../../../functions/domain/base/identifiers.ts'
import type { Stage } from '../../../functions/domain/procedure/lifecycle.ts'
import { amend } from '../../../functions/usecases/file/amend.ts'
import { move } from '../../../functions/domain/procedure/transition.ts'
import { applicationOf, type World } from '../memory.ts'
import { apply, atStage, assessmentFindings, type Parts, PARTS, play, REASONS } from './play.ts'
import type { Review } from '../../../functions/domain/file/review.ts'

/** Alternative paths of a request: the answers that lead it through a stage. */

/** An applicant with national income support: community hours, no money from the municipality. */
export const communityApplication = (index = 0): Application => ({
  ...applicationOf(index, { kind: 'community' }),
  payout: { method: 'none' },
})

/** An unemployed applicant over 40, for the project with a second municipality. */
export const over40 = (index = 0): Application => {
  const application = applicationOf(index)
  const code = application.applicant.taxCode.slice(0, 15).replace('85D41', '80D41')
  const applicant = { ...application.applicant, taxCode: code + checkLetter(code), birthDate: '1980-04-01' }
  return { ...application, applicant }
}

/** Returns an enrolment of 2 months with 10 hours a week in a community project. */
export const enrolment = (today: string, fields: object = {}) => ({
  choice: 'enrol',
  ...assessmentFindings(today),
  programme: 'puc',
  months: 2,
  hoursWeek: 10,
  work: { ability: 'full' },
  reasons: REASONS,
  ...fields,
})

export const enrolled: Parts = { assessment: ({ today }) => enrolment(today) }
export const referred: Parts = {
  assessment: ({ today }) => enrolment(today, { programme: 'inserimento' }),
  timesheet: (scene) => ({ ...PARTS.timesheet(scene), note: 'Il percorso va bene.' }),
}
export const withPartner: Parts = {
  assessment: (scene) => ({ ...PARTS.assessment(scene), programme: 'over-40', fund: 'fesr' }),
}
export const refused: Parts = {
  assessment: () => ({ choice: 'proposeRefusal', grounds: ['Non risiede nel Comune.', 'L’ISEE supera il limite.'] }),
}
export const inadmissible: Parts = { assessment: () => ({ choice: 'proposeInadmissibility', reasons: REASONS }) }

type Way = { parts: Parts; application?: Application }
const WAYS: Partial<Record<Stage, Way>> = {
  integration_requested: { parts: { assessment: () => ({ choice: 'requestIntegration', items: [REASONS] }) } },
  proposed_inadmissibility: { parts: inadmissible },
  concurrence_requested: { parts: withPartner, application: over40() },
  proposed_refusal: { parts: refused },
  rejection_notice: { parts: refused },
  observations: { parts: refused },
  enrolled: { parts: enrolled, application: communityApplication() },
}

/** Returns the application for a request that passes through a stage. */
export const applicationFor = (stage: Stage): Application => WAYS[stage]?.application ?? applicationOf()

/** Submits a request and plays it to a stage. */
export async function playTo(world: World, stage: Stage): Promise<string> {
  if (stage === 'suspended') {
    const id = await playTo(world, 'active')
    await amend(world, id, ({ request }) => ({
      ...move('suspend', request, 'educator'),
      by: { role: 'educator', id: 'ed-marino' },
    }))
    return id
  }
  const id = await apply(world, applicationFor(stage))
  const { request } = await play(world, id, WAYS[stage]?.parts, atStage(stage))
  if (request.stage !== stage) throw new Error(`never ${stage}, but ${request.stage}`)
  return id
}

/** Opens a review of a decision, and returns its number. */
export async function openReview(world: World, id: string, fields: Partial<Review> = {}): Promise<number> {
  const { request } = await amend(world, id, ({ request: { reviews = [] } }, now) => ({
    act: 'review.opened',
    by: { role: 'socialWorker', id: 'as-colombo' },
    request: {
      reviews: [
        ...reviews,
        {
          number: reviews.length + 1,
          kind: 'revocation',
          grounds: 'La situazione è cambiata.',
          falseDeclaration: false,
          openedBy: 'as-colombo',
          openedAt: now,
          ...fields,
        },
      ],
    },
  }))
  return request.reviews?.length ?? 0
}
