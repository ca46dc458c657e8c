import fc from 'fast-check'
import type { NeedFacts } from '../../../../functions/domain/money/amount.ts'
import { GRANT_KINDS, KINDS, WORK_STATUSES } from '../../../../functions/domain/file/application.ts'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import type { Help } from '../../../../functions/domain/procedure/eligibility.ts'
import { ISEE_WAIVERS, type Regulation } from '../../../../functions/domain/municipality/regulation.ts'
import { withRules } from '../../../support/memory.ts'

/** Somebody of forty, alone, with little, who asks for help by the month on 2 March 2026. */
export const factsWith = (fields: Partial<NeedFacts> = {}): NeedFacts => ({
  receivedOn: '2026-03-02',
  kind: 'ordinary',
  iseeCents: 480_000,
  resident: true,
  birthDate: '1985-04-01',
  workStatus: 'unemployed',
  householdSize: 1,
  payout: 'transfer',
  help: [],
  ...fields,
})

export const helpWith = (fields: Partial<Help> = {}): Help => ({
  request: 'other',
  kind: 'ordinary',
  programme: 'baratto',
  totalCents: 60_000,
  askedOn: '2025-07-01',
  on: '2025-08-01',
  endedOn: '2026-02-15',
  sealed: false,
  ...fields,
})

export const rulesWith = (values: Parameters<typeof withRules>[0] = {}): Regulation => {
  const [rules] = withRules(values).regulations
  if (!rules) throw new Error('no regulation')
  return rules
}

const dayAround = fc.integer({ min: -900, max: 100 }).map((days) => addDays('2026-03-02', days))
const amount = fc.integer({ min: 0, max: 2_000_000 })
const maybe = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined })

const anyHelp: fc.Arbitrary<Help> = fc.record(
  {
    request: fc.uuid(),
    kind: fc.constantFrom(...GRANT_KINDS),
    programme: fc.constantFrom('baratto', 'giovani'),
    totalCents: fc.integer({ min: 0, max: 200_000 }),
    askedOn: dayAround,
    on: dayAround,
    endedOn: dayAround,
    sealed: fc.boolean(),
  },
  { requiredKeys: ['request', 'kind', 'programme', 'totalCents', 'askedOn', 'on', 'sealed'] },
)

export const anyFacts: fc.Arbitrary<NeedFacts> = fc.record({
  receivedOn: fc.constant('2026-03-02'),
  kind: fc.constantFrom(...KINDS),
  iseeCents: amount,
  resident: fc.boolean(),
  birthDate: fc.integer({ min: 10 * 365, max: 95 * 365 }).map((days) => addDays('2026-03-02', -days)),
  workStatus: fc.constantFrom(...WORK_STATUSES),
  householdSize: fc.integer({ min: 1, max: 16 }),
  payout: fc.constantFrom('transfer', 'cash', 'none'),
  help: fc.array(anyHelp, { maxLength: 5 }),
  banUntil: maybe(dayAround),
  waiver: maybe(fc.constantFrom(...ISEE_WAIVERS)),
  otherProgrammes: maybe(fc.array(fc.constantFrom('ADI', 'SFL'))),
  proposedCents: maybe(amount),
  expenseCents: maybe(amount),
  maxHours: maybe(fc.nat(400)),
})

/** Regulations as municipalities might have them, the odd ones too. */
export const anyRules: fc.Arbitrary<Regulation> = fc
  .record({
    iseeMaxCents: fc.record({ ordinary: amount, extraordinary: amount }),
    residencyRequired: fc.boolean(),
    grantMaxCents: fc.record({
      ordinary: fc.integer({ min: 0, max: 300_000 }),
      extraordinary: fc.integer({ min: 0, max: 300_000 }),
    }),
    monthlyCents: fc
      .tuple(fc.integer({ min: 0, max: 80_000 }), fc.integer({ min: 0, max: 80_000 }))
      .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    durationMonths: fc.integer({ min: 1, max: 24 }),
    extensions: fc.nat(3),
    iseeWaivers: fc.subarray([...ISEE_WAIVERS]),
    subsistenceMonthlyCents: fc.integer({ min: 0, max: 120_000 }),
    helpWindowMonths: fc.integer({ min: 1, max: 36 }),
    cashLimitCents: fc.integer({ min: 0, max: 200_000 }),
    hourValueCents: fc.integer({ min: 1, max: 2_000 }),
    moduleHours: fc.integer({ min: 1, max: 40 }),
  })
  .map(rulesWith)
