import { dayOf } from '../../domain/base/calendar.ts'
import { regulationOf } from '../../domain/municipality/regulation.ts'
import { paymentOf } from '../../domain/file/case-file.ts'
import { amend } from '../file/amend.ts'
import { netGrantCents, pseudonymOf, publishLine, publishSealed } from '../../domain/money/publication.ts'
import { SYSTEM } from '../../domain/file/change.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Publishes a person's benefits above the yearly threshold, which is a condition for paying them (D.Lgs. 33/2013 art. 26(2-3)).
 * The identity stays out, since it would reveal hardship (art. 26(4)).
 */
export async function publishPayment(
  deps: Pick<Deps, 'files' | 'history' | 'clock' | 'configuration'>,
  id: string,
  instalment: number,
): Promise<void> {
  await amend(deps, id, async (file, now) => {
    const { request } = file
    const payment = paymentOf(file, instalment)
    if (payment?.state !== 'eligible' || !request.grant || !request.fundedAt) return undefined
    const municipality = await deps.configuration.of(request.municipality)
    const rules = regulationOf(municipality, request.regulation)
    const year = Number(dayOf(request.fundedAt).slice(0, 4))
    const benefits = await deps.history.benefitsCents(request.municipality, request.application.applicant.taxCode, year)
    const due = benefits > rules.parameters.publishThresholdYearCents.value
    const entry = {
      municipality: request.municipality,
      year,
      pseudonym: pseudonymOf(request),
      amountCents: netGrantCents(file),
      // The programme is left out because it reveals its group.
      rule: `L. 241/1990 art. 12; ${rules.parameters.grantMaxCents.article}`,
      office: municipality.office.office,
      method: 'istanza individuale valutata dal servizio sociale',
    }
    // Counted once per file, with its first instalment above the threshold.
    const isCounted = file.payments.some(({ publishedAt }) => publishedAt)
    const counted = isCounted ? [] : [publishSealed(entry, 1, entry.amountCents)]
    return {
      act: due ? 'payment.published' : 'payment.publication_not_due',
      by: SYSTEM,
      law: 'D.Lgs. 33/2013 art. 26-27',
      about: payment.id,
      payments: [{ ...payment, state: 'published', ...(due ? { publishedAt: now } : {}) }],
      effects: !due ? [] : request.sealed ? counted : [publishLine(entry)],
    }
  })
}
