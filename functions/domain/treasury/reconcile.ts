import { minutesAfter } from '../base/calendar.ts'
import { receiptKey, recoveredCents } from '../money/clawback.ts'
import { CLOCK_SKEW_MINUTES, isComplete } from '../money/due.ts'
import { isDecisionSetAside } from '../procedure/lifecycle.ts'
import { type Share, shareOf } from '../money/share.ts'
import type { CaseFile } from '../file/case-file.ts'
import type { Cause, Difference } from './differences.ts'
import { checkClawback, checkFunds, checkPayment, checkPlan, type Found } from './file-checks.ts'

/** The aggregates that the store keeps besides the files. */
export type StoreAggregates = {
  /** The counter of each fund that guards commitments, in cents. */
  counters: ReadonlyMap<string, number>
  /** The lines of the public list of each year, by pseudonym, in cents. */
  lines: ReadonlyMap<number, ReadonlyMap<string, number>>
  /** The sums published for sealed files, by year. */
  sealed: ReadonlyMap<number, { files: number; cents: number }>
}

/** A file as the rules of publication see it: the line it should have, and the threshold of its year. */
export type Published = {
  year: number
  pseudonym: string
  /** The current amount of the grant; 0 if there should be no line. */
  cents: number
  sealed: boolean
  thresholdCents: number
  /** The counter that guards publication, for the person and the year with their other grants, in cents. */
  benefitsCents: number
}

/** A grant among the benefits of a person and year, in cents; a fund counts `committedCents` of it now. */
type Counted = { request: string; fundedAt: string; grantedCents: number; committedCents: number; endedAt: string }
/** A payment that was cleared without being published. */
type Unpublished = {
  about: string
  clearedAt: string
  thresholdCents: number
  of: Pick<Difference, 'request' | 'number'>
}
/** The benefits of a person in a year. */
type Benefits = {
  counterCents: number
  grants: Counted[]
  unpublished: Unpublished[]
  /** One of the files, as a pointer to the others. A sealed one takes precedence, and then no figures are shown. */
  of: Pick<Difference, 'request' | 'number'>
  sealed: boolean
}

type FundLine = Share & { fund: string; counterCents: number }
export type Reconciliation = { files: number; payments: number; funds: FundLine[]; differences: Difference[] }

const NOTHING: Share = {
  grantedCents: 0,
  paidCents: 0,
  toPayCents: 0,
  notYetDueCents: 0,
  releasedCents: 0,
  recoveredCents: 0,
  committedCents: 0,
}

const plus = (a: Share, b: Share): Share => ({
  grantedCents: a.grantedCents + b.grantedCents,
  paidCents: a.paidCents + b.paidCents,
  toPayCents: a.toPayCents + b.toPayCents,
  notYetDueCents: a.notYetDueCents + b.notYetDueCents,
  releasedCents: a.releasedCents + b.releasedCents,
  recoveredCents: a.recoveredCents + b.recoveredCents,
  committedCents: a.committedCents + b.committedCents,
})

/** Text that sorts after every instant. */
const LAST = '~'

/**
 * Returns when a grant ended, by the first act that ended it: a completed one may still be annulled. Returns the empty string,
 * which sorts first, if that is unknown.
 */
function endedAt({ request }: CaseFile): string {
  const { stage, periods, withdrawal, reviews = [] } = request
  if (isComplete(request)) return periods.findLast(({ settledAt }) => settledAt)?.settledAt ?? ''
  if (stage === 'withdrawn') return withdrawal?.at ?? ''
  if (!isDecisionSetAside(stage)) return LAST
  return reviews.findLast(({ ruling, kind }) => ruling?.upheld && kind !== 'warning')?.ruling?.at ?? ''
}

/**
 * Returns the minimum benefits of a person when a payment was cleared: earlier grants that had not ended in full, less
 * recoveries; the others by their current amount. The payment's own grant counts as earlier.
 */
function benefitsAt(grants: readonly Counted[], clearedAt: string, own: string | undefined): number {
  const before = minutesAfter(clearedAt, -CLOCK_SKEW_MINUTES)
  const after = minutesAfter(clearedAt, CLOCK_SKEW_MINUTES)
  return grants
    .filter(({ request, fundedAt }) => request === own || fundedAt < before)
    .reduce((sum, each) => sum + (each.endedAt > after ? each.grantedCents : each.committedCents), 0)
}

/**
 * A comparison of the records of money with one another (riconciliazione), fund by fund and file by file. Files are added one
 * at a time, in any order, and are not kept: memory grows with references, lines and people only.
 */
export class Reconciler {
  readonly #aggregates: StoreAggregates
  readonly #year: number | undefined
  readonly #all = new Map<string, Share>()
  readonly #ofYear = new Map<string, Share>()
  readonly #references = new Set<string>()
  readonly #lines = new Set<string>()
  /** The benefits by person and year. */
  readonly #benefits = new Map<string, Benefits>()
  readonly #sealed = new Map<number, { files: number; cents: number }>()
  readonly #differences: Difference[] = []
  #files = 0
  #payments = 0

  /** With a year, the figures are those of the grants funded in it. Differences cover all files, whatever the year. */
  constructor(aggregates: StoreAggregates, year?: number) {
    this.#aggregates = aggregates
    this.#year = year
  }

  /** Adds a difference that no file shows: an unreadable file, a payment without a file. */
  addDifference(difference: Difference): void {
    this.#differences.push(difference)
  }

  /** Adds a file; `published` is undefined if nothing of it was ever published and nothing had to be. */
  addFile(file: CaseFile, published: Published | undefined): void {
    const { request, payments } = file
    this.#files += 1
    this.#payments += payments.length
    const found = [
      ...payments.flatMap((payment) => checkPayment(file, payment)),
      ...checkFunds(file),
      ...checkPlan(file),
      ...(request.clawbacks ?? []).flatMap((clawback) => checkClawback(request.id, clawback)),
      ...this.#referencesOf(file),
      ...(published ? this.#lineOf(file, published) : []),
    ]
    const of = { request: request.id, ...(request.registryEntry ? { number: request.registryEntry } : {}) }
    if (published) this.#count(file, published, of)
    // The fund of a sealed file may reveal the programme.
    this.#differences.push(
      ...found.map(({ fund, ...each }) => ({ ...each, ...(fund && !request.sealed ? { fund } : {}), ...of })),
    )
    const isOfYear = this.#year === undefined || published?.year === this.#year
    for (const { fund } of request.grant?.funding ?? []) {
      const share = shareOf(fund, file)
      if (!share) continue
      this.#all.set(fund, plus(this.#all.get(fund) ?? NOTHING, share))
      if (isOfYear) this.#ofYear.set(fund, plus(this.#ofYear.get(fund) ?? NOTHING, share))
    }
  }

  /** Finds references that were used before, in this file or in another. */
  #referencesOf({ request, payments }: CaseFile): Found[] {
    const references: [Cause, string, string][] = [
      ...payments.flatMap(({ clearance }): [Cause, string, string][] =>
        clearance ? [['reference', clearance.reference, clearance.reference.toLowerCase()]] : [],
      ),
      ...(request.clawbacks ?? []).flatMap(({ receipts }) =>
        receipts.map((receipt): [Cause, string, string] => ['receipt', receipt.reference, receiptKey(receipt)]),
      ),
    ]
    return references.flatMap(([cause, reference, same]) => {
      const known = `${cause} ${same}`
      if (this.#references.has(known)) return [{ cause, about: reference }]
      this.#references.add(known)
      return []
    })
  }

  /**
   * Finds lines that should not exist or are missing: a line exists exactly if a payment was published, the file is not sealed
   * and the grant comes to something.
   */
  #lineOf({ payments }: CaseFile, { year, pseudonym, cents, sealed }: Published): Found[] {
    const isPublic = payments.some(({ publishedAt }) => publishedAt !== undefined) && cents > 0
    if (sealed) {
      const before = this.#sealed.get(year) ?? { files: 0, cents: 0 }
      if (isPublic) this.#sealed.set(year, { files: before.files + 1, cents: before.cents + cents })
      return []
    }
    if (!isPublic) return []
    this.#lines.add(`${year} ${pseudonym}`)
    const line = this.#aggregates.lines.get(year)?.get(pseudonym)
    if (line === undefined) return [{ cause: 'publicationMissing', about: pseudonym, expectedCents: cents }]
    return line === cents
      ? []
      : [{ cause: 'publicationAmount', about: pseudonym, expectedCents: cents, foundCents: line }]
  }

  /** Adds a grant to those of its person and year. */
  #count(file: CaseFile, published: Published, of: Benefits['of']): void {
    const { request, payments } = file
    const { id, grant, fundedAt = '', application } = request
    const shares = (grant?.funding ?? []).flatMap(({ fund }) => shareOf(fund, file) ?? [])
    if (!grant || shares.length === 0) return
    const person = `${application.applicant.taxCode} ${published.year}`
    const known = this.#benefits.get(person) ?? { grants: [], unpublished: [], of, sealed: false }
    this.#benefits.set(person, {
      ...known,
      counterCents: published.benefitsCents,
      grants: [
        ...known.grants,
        {
          ...{ request: id, fundedAt, endedAt: endedAt(file) },
          grantedCents: grant.totalCents - recoveredCents(request),
          committedCents: shares.reduce((sum, { committedCents }) => sum + committedCents, 0),
        },
      ],
      unpublished: [
        ...known.unpublished,
        ...payments.flatMap(({ id: about, publishedAt, clearance }) =>
          clearance && !publishedAt
            ? [{ about, clearedAt: clearance.clearedAt, thresholdCents: published.thresholdCents, of }]
            : [],
        ),
      ],
      ...(published.sealed ? { of, sealed: true } : {}),
    })
  }

  /**
   * Checks each person and year: the guard of publication counts what the files say, and what it had to hold back was
   * published.
   */
  #ofBenefits(): Difference[] {
    return [...this.#benefits.values()].flatMap(({ counterCents, grants, unpublished, of, sealed }): Difference[] => {
      const expectedCents = grants.reduce((sum, { committedCents }) => sum + committedCents, 0)
      const figures = sealed ? {} : { expectedCents, foundCents: counterCents }
      return [
        ...(expectedCents === counterCents ? [] : [{ cause: 'benefits' as const, ...of, ...figures }]),
        ...unpublished
          .filter(
            ({ clearedAt, thresholdCents, of: { request } }) => benefitsAt(grants, clearedAt, request) > thresholdCents,
          )
          .map(({ about, of: own }) => ({ cause: 'publicationDue' as const, about, ...own })),
      ]
    })
  }

  /** Returns the report, once all files were added. */
  report(): Reconciliation {
    const { counters, lines, sealed } = this.#aggregates
    const differences = [...this.#differences, ...this.#ofBenefits()]
    for (const [year, ofYear] of lines)
      for (const [pseudonym, foundCents] of ofYear)
        if (!this.#lines.has(`${year} ${pseudonym}`))
          differences.push({ cause: 'publicationStray', about: `${year}: ${pseudonym}`, foundCents })
    for (const year of new Set([...sealed.keys(), ...this.#sealed.keys()])) {
      const expected = this.#sealed.get(year) ?? { files: 0, cents: 0 }
      const found = sealed.get(year) ?? { files: 0, cents: 0 }
      if (expected.files !== found.files || expected.cents !== found.cents)
        differences.push({
          cause: 'publicationSealed',
          about: String(year),
          expectedCents: expected.cents,
          foundCents: found.cents,
        })
    }
    const funds = [...new Set([...counters.keys(), ...this.#all.keys()])].sort()
    for (const fund of funds) {
      const expectedCents = this.#all.get(fund)?.committedCents ?? 0
      const foundCents = counters.get(fund) ?? 0
      if (expectedCents !== foundCents) differences.push({ cause: 'counter', fund, expectedCents, foundCents })
    }
    return {
      files: this.#files,
      payments: this.#payments,
      funds: funds.map((fund) => ({
        fund,
        ...(this.#ofYear.get(fund) ?? NOTHING),
        counterCents: counters.get(fund) ?? 0,
      })),
      differences,
    }
  }
}
