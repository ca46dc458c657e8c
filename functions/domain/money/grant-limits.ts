import type { Problem } from '../base/problems.ts'
import type { Context } from '../file/context.ts'
import type { Grant } from './grant.ts'
import { rulesOf } from '../procedure/transition.ts'

/** Checks the amount and duration of a grant against the regulation of the request. */
export function amountProblems(
  context: Context,
  { kind, payee, advantage }: Pick<Grant, 'kind' | 'payee' | 'advantage'>,
  { monthlyCents, months }: { monthlyCents: number; months: number },
): Problem[] {
  const { payout } = context.file.request.application
  const { parameters } = rulesOf(context)
  const totalCents = monthlyCents * months
  const problems: Problem[] = []
  const problem = (field: string, code: string, values?: Problem['values']) =>
    void problems.push({ field, code, ...(values ? { values } : {}) })
  if (kind === 'ordinary') {
    const { min, max } = parameters.monthlyCents.value
    if (monthlyCents < min || monthlyCents > max)
      problem('monthlyCents', 'monthly.range', { minCents: min, maxCents: max })
    if (months > parameters.durationMonths.value)
      problem('months', 'months.max', { max: parameters.durationMonths.value })
  } else if (months !== 1) problem('months', 'months.extraordinary')
  const ceiling = parameters.grantMaxCents.value[kind]
  if (totalCents > ceiling) problem('monthlyCents', 'grant.ceiling', { totalCents, maxCents: ceiling })
  // Hours done early release more than a month's share, so a cash grant must stay within the cash limit.
  if (payout.method === 'cash' && !payee && !advantage && totalCents > parameters.cashLimitCents.value)
    problem('monthlyCents', 'cash.limit', { maxCents: parameters.cashLimitCents.value })
  return problems
}
