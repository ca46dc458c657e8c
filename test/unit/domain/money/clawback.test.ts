import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  splitInProportion,
  overdueOf,
  splitReceipt,
  monthlyPlan,
  nextDueInstalment,
  openCents,
} from '../../../../functions/domain/money/clawback.ts'
import { sumOf } from '../../../../functions/domain/money/funds.ts'
import type { Funding } from '../../../../functions/domain/money/grant.ts'
import type { Clawback } from '../../../../functions/domain/file/clawback.ts'

const FUNDS = ['a', 'b', 'c', 'd']
const life = fc.record({
  paid: fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 4 }),
  /** In thousandths: what of the paid is asked back, and what of the rest each receipt brings. */
  part: fc.integer({ min: 1, max: 1000 }),
  receipts: fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 8 }),
  count: fc.integer({ min: 1, max: 24 }),
})

describe('a hundred thousand clawbacks', () => {
  it('bring back to each fund what it paid and no cent more, and lose none', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(life, ({ paid, part, receipts, count }) => {
        const from: Funding[] = paid.map((cents, index) => ({ fund: FUNDS[index] ?? '', cents }))
        const cents = Math.max(count, Math.floor((sumOf(from) * part) / 1000))
        if (cents > sumOf(from)) return
        let clawback: Clawback = {
          number: 1,
          cause: 'revocation',
          cents,
          lines: splitInProportion(cents, from),
          reasons: '',
          plan: monthlyPlan(cents, count, '2026-01-31', () => []),
          receipts: [],
          openedBy: '',
          openedAt: '2026-01-01T08:00:00Z',
        }
        if (sumOf(clawback.plan) !== cents) throw new Error('the instalments lose a cent')
        for (const each of receipts) {
          const open = openCents(clawback)
          const more = Math.max(1, Math.floor((open * each) / 1000))
          if (more > open) break
          const lines = splitReceipt(clawback, more)
          if (sumOf(lines) !== more) throw new Error('a receipt loses a cent')
          const receipt = { id: '', on: '2026-02-01', cents: more, lines, reference: '', by: '', at: clawback.openedAt }
          clawback = { ...clawback, receipts: [...clawback.receipts, receipt] }
          const due = nextDueInstalment(clawback)
          if ((due === undefined) !== (openCents(clawback) === 0)) throw new Error('what is due next is lost')
        }
        const back = clawback.receipts.flatMap(({ lines }) => lines)
        for (const { fund, cents: most } of from)
          if (sumOf(back.filter((line) => line.fund === fund)) > most) throw new Error(`${fund} gets more than it paid`)
        // When all instalments are over, what is late is what is open.
        const late = overdueOf(clawback, '2030-01-01')?.cents ?? 0
        if (late !== openCents(clawback)) throw new Error('what is late is not what is open')
      }),
      { numRuns: 100_000 },
    )
  })
})
