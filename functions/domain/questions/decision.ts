import * as z from 'zod'
import type { Problem } from '../base/problems.ts'
import { cents } from '../file/application.ts'
import type { CaseFile } from '../file/case-file.ts'
import { lastNotice, type Request } from '../file/request.ts'
import { refunded } from '../money/funds.ts'
import { amountProblems } from '../money/grant-limits.ts'
import { owedMinutes } from '../money/plan.ts'
import { abstention, move, rulesOf } from '../procedure/transition.ts'
import { staffOf } from '../procedure/who-may.ts'
import { abstain, choice, points, reasons, texts } from './fields.ts'
import type { Question } from './question.ts'
import { requestWorkflow } from './workflows.ts'

const input = z.discriminatedUnion(
  'choice',
  [
    // Approving as proposed rests on the proposal's reasons (art. 3(3)); departing from it needs its own (art. 6(1)(e)).
    choice('approve', {
      monthlyCents: cents.min(1, 'amount').optional(),
      months: z.int('months').min(1, 'months').max(24, 'months').optional(),
      reasons: reasons.optional(),
    }),
    choice('refuse', { grounds: points, answers: texts.optional(), reasons }),
    choice('sendBack', { reasons }),
    choice('declareInadmissible', { reasons }),
    abstain,
  ],
  'choice',
)
type Input = z.infer<typeof input>

/**
 * Returns problems if a refusal has grounds that were not in the notice, or leaves an observation unanswered (art.
 * 10-bis).
 */
function refusalProblems({ request }: CaseFile, answer: Extract<Input, { choice: 'refuse' }>): Problem[] {
  const notice = lastNotice(request)
  if (!notice) return []
  const added = answer.grounds.flatMap((ground, index): Problem[] =>
    notice.grounds.includes(ground) ? [] : [{ field: `grounds.${index}`, code: 'decision.newGround' }],
  )
  const unanswered = Object.keys(notice.observations?.texts ?? {}).flatMap((number): Problem[] =>
    answer.answers?.[number] ? [] : [{ field: `answers.${number}`, code: 'decision.unanswered' }],
  )
  return [...added, ...unanswered]
}

/** The question that decides on a proposal, asked of the manager. */
export const decision: Question<Input> = {
  input,
  workflow: requestWorkflow,
  needs: ['evaluation'],
  addressee: (context) => staffOf('manager', context),
  decidesInTerm: true,
  dueInDays: () => 7,
  decide: (context) => {
    const { answer, file, by, now } = context
    const { request } = file
    const act = { by: by.id, at: now }
    const { proposal } = request
    const afterNotice = request.stage === 'observations'
    const isAbout = (outcome: NonNullable<Request['proposal']>['outcome']) => proposal?.outcome === outcome
    const { evaluation } = context
    const decided = { ...act, departs: false, regulation: request.regulation, ...(evaluation ? { evaluation } : {}) }
    if (isAbout('inadmissibility') !== (answer.choice === 'declareInadmissible'))
      if (answer.choice !== 'sendBack' && answer.choice !== 'abstain')
        return [{ field: 'choice', code: 'decision.otherProposal' }]
    switch (answer.choice) {
      case 'approve': {
        // A proposal of refusal has no plan to approve: the social worker makes one first.
        const planned = proposal?.grant
        if (!planned) return [{ field: 'choice', code: 'decision.noPlan' }]
        const amount = {
          monthlyCents: answer.monthlyCents ?? planned.monthlyCents,
          months: answer.months ?? planned.months,
        }
        const departs = amount.monthlyCents !== planned.monthlyCents || amount.months !== planned.months
        if (departs && !answer.reasons) return [{ field: 'reasons', code: 'decision.departs' }]
        const problems = amountProblems(context, planned, amount)
        if (problems.length > 0) return problems
        const totalCents = amount.monthlyCents * amount.months
        const owed = owedMinutes(totalCents, rulesOf(context))
        return move('approve', request, 'manager', {
          decision: { ...decided, outcome: 'approved', departs, reasons: answer.reasons ?? proposal.reasons },
          // A smaller grant never asks for more hours than the person can do.
          grant: departs
            ? {
                ...planned,
                ...amount,
                totalCents,
                funding: refunded(planned.funding, totalCents),
                owedMinutes: Math.min(owed, planned.owedMinutes),
              }
            : planned,
        })
      }
      case 'refuse': {
        // A refusal needs a notice of the reasons and ten days to answer it (art. 10-bis).
        if (!afterNotice)
          return move('proposeOtherwise', request, 'manager', {
            // The plan is kept, because observations may lead the manager back to it.
            proposal: {
              ...act,
              outcome: 'refusal',
              reasons: answer.reasons,
              grounds: answer.grounds,
              ...(proposal?.grant ? { grant: proposal.grant } : {}),
            },
          })
        const problems = refusalProblems(file, answer)
        if (problems.length > 0) return problems
        return move('refuse', request, 'manager', {
          decision: {
            ...decided,
            outcome: 'refused',
            // Refusing a proposed grant departs from the assessment and needs reasons (art. 6(1)(e)).
            departs: proposal?.grant !== undefined,
            reasons: answer.reasons,
            grounds: answer.grounds,
            ...(answer.answers ? { answers: answer.answers } : {}),
          },
        })
      }
      case 'declareInadmissible':
        return move('declareInadmissible', request, 'manager', {
          decision: { ...decided, outcome: 'inadmissible', reasons: answer.reasons },
        })
      case 'sendBack':
        // A proposal without another choice may be sent back again.
        return request.sentBack && request.stage === 'proposed_approval'
          ? [{ field: 'choice', code: 'decision.sentBackOnce' }]
          : move('sendBack', request, 'manager', { sentBack: { ...act, reasons: answer.reasons } })
      case 'abstain':
        return abstention(context, answer.reasons)
    }
  },
}
