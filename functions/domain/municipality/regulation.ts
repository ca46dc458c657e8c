import * as z from 'zod'
import { GRANT_KINDS, WORK_STATUSES } from '../file/application.ts'
import { day, holidaysOf, timeOfDay } from '../base/calendar.ts'
import { taxCode } from '../base/identifiers.ts'
import { treasury } from '../money/sepa.ts'
import { outcomeFormat } from '../money/treasury.ts'

const cents = z.int().min(0)
const name = z.string().trim().min(1)
const id = z.string().regex(/^[a-z0-9-]{2,40}$/)
const article = z.string().min(1)

/** One parameter of a regulation: its value and the article it comes from; the value is what the rules use. */
const parameter = <T extends z.ZodType>(value: T) => z.strictObject({ value, article, example: z.boolean().optional() })
const days = parameter(z.int().min(0).max(365))
const hours = parameter(z.int().min(1).max(400))
const perKind = parameter(z.strictObject({ ordinary: cents, extraordinary: cents }))

/** A smallest and a largest value, in this order. */
const range = (value: z.ZodInt) =>
  z.strictObject({ min: value, max: value }).refine(({ min, max }) => min <= max, 'min must not be above max')

export const EXEMPTION_REASONS = [
  'age',
  'disability',
  'oncological',
  'care_child_under_3',
  'care_three_minors',
  'care_disabled_relative',
] as const

/** When money is released: at once, in proportion to verified hours, by whole modules of them (`moduleHours`), or at the end. */
export const PAYMENT_PLANS = ['upfront', 'by_verified_hours', 'by_module', 'at_completion'] as const

/** What of an activity may be too much for a person, and what a person may have to be spared: the same list. */
export const STRAINS = [
  'lifting',
  'standing',
  'heights',
  'dust',
  'outdoors',
  'machinery',
  'crowds',
  'children',
] as const
export const TRANSPORTS = ['foot', 'bicycle', 'public', 'car'] as const
/** How much Italian an activity needs, and a person speaks: each more than the one before. */
export const ITALIAN = ['none', 'basic', 'good'] as const
/** Areas of activities of public utility (DM 22/10/2019 art. 2). */
export const AREAS = ['cultural', 'social', 'artistic', 'environmental', 'educational', 'commons'] as const

/** Why somebody above the ISEE ceiling, or without a certificate yet, may be helped all the same. */
export const ISEE_WAIVERS = ['anti_violence', 'urgent'] as const

/**
 * One version of a municipality's regulation. Amounts in cents, hours of activity in hours, terms in days.
 * A request keeps the version in force on the day it was received (L. 241/1990 art. 12).
 */
export const regulation = z.strictObject({
  version: z.string().regex(/^[a-z0-9.-]+$/),
  title: name,
  validFrom: day,
  validTo: day.optional(),
  parameters: z.strictObject({
    iseeMaxCents: perKind,
    residencyRequired: parameter(z.boolean()),
    grantMaxCents: perKind,
    monthlyCents: parameter(range(cents)),
    durationMonths: parameter(z.int().min(1).max(24)),
    /** How often an ordinary grant may follow another one without a break, each time for `durationMonths` at most. */
    extensions: parameter(z.int().min(0).max(10)),
    iseeWaivers: parameter(z.array(z.enum(ISEE_WAIVERS))),
    /** What one person needs a month (minimo vitale); the scale makes it that of a household. */
    subsistenceMonthlyCents: parameter(cents),
    /** Hundredths of one person's need by household size; `further` for each person beyond the listed sizes. */
    equivalenceScale: parameter(z.strictObject({ sizes: z.array(z.int().min(100)).min(1), further: z.int().min(0) })),
    /** Months that count as one period for help already received by the household. */
    helpWindowMonths: parameter(z.int().min(1).max(36)),
    termDays: days,
    suspensionMaxDays: days,
    rejectionNoticeDays: days,
    resumeAfterObservationsDays: days,
    /** Days a person has to be heard before a revocation, a forfeiture or an annulment. */
    hearingDays: days,
    annulmentMonths: parameter(z.int().min(1).max(12)),
    falseDeclarationBanYears: parameter(z.int().min(0).max(10)),
    /** Of the requests of a period, how many in a hundred are checked (DPR 445/2000 art. 71). */
    sampleCheckPercent: parameter(z.int().min(0).max(100)),
    /** Days to appeal to the regional court, and to the President of the Republic. */
    appealDays: parameter(z.strictObject({ court: z.int().min(1), president: z.int().min(1) })),
    hourValueCents: parameter(cents.min(1)),
    moduleHours: hours,
    maxHoursWeek: hours,
    maxHoursDay: hours,
    workAge: parameter(range(z.int().min(0))),
    exemptionReasons: parameter(z.array(z.enum(EXEMPTION_REASONS))),
    insuranceLeadDays: days,
    /** Hours a week of a community project (PUC), and the days of notice that its cover needs. */
    communityHoursWeek: parameter(range(z.int().min(1))),
    communityInsuranceLeadDays: days,
    /** Days in which a person may dispute what was written of their hours; after them it stands. */
    disputeDays: days,
    /** Unexcused hours after which a warning, and a forfeiture, are proposed: each with notice and hearing. */
    warnUnexcusedHours: hours,
    forfeitUnexcusedHours: hours,
    /** How far a place may be from home, in km, by how somebody moves. */
    travelKm: parameter(z.record(z.enum(TRANSPORTS), z.int().min(1).max(100))),
    cashLimitCents: parameter(cents),
    publishThresholdYearCents: parameter(cents),
    paymentPlan: parameter(z.record(z.enum(GRANT_KINDS), z.enum(PAYMENT_PLANS))),
  }),
})
export type Regulation = z.infer<typeof regulation>

export const STAFF_ROLES = ['socialWorker', 'manager', 'educator', 'finance', 'administrator'] as const

/** People a programme or a fund is for. The age is in whole years, both included; `referred` is for who a centre sends. */
export const group = z.strictObject({
  id,
  name,
  age: range(z.int().min(0)).optional(),
  workStatus: z.enum(WORK_STATUSES).optional(),
  referred: z.boolean().default(false),
})
export type Group = z.infer<typeof group>

export const PROGRAMME_KINDS = ['socialBarter', 'targetGroup', 'communityProject', 'insertion'] as const

/**
 * Under what a request is helped: municipal social barter, a project for a target group (with a second municipality of the
 * district, where there is one), hours for the community of who has national income support (PUC), or insertion and
 * training with a partner association.
 */
export const programme = z.strictObject({
  id,
  name,
  kind: z.enum(PROGRAMME_KINDS),
  /** Act or law it rests on, quoted in decisions. */
  law: name,
  /** Whom it is for; absent where it is for everyone. */
  group: id.optional(),
  /** The second municipality, asked for its agreement before the decision. */
  partner: z.strictObject({ name, office: name, email: z.email() }).optional(),
  /** Its files are sealed: visible to the staff named on them only. */
  sealed: z.boolean().default(false),
})
export type Programme = z.infer<typeof programme>

export const staffMember = z.strictObject({
  id,
  firstName: name,
  lastName: name,
  email: z.email(),
  role: z.enum(STAFF_ROLES),
  /** Decides in place of whom, when that one does not within the term (L. 241/1990 art. 2(9-bis)). */
  substituteFor: id.optional(),
  /** Days away, both included: questions go to the delegate, or to whoever of the role is there. */
  away: z
    .array(
      z
        .strictObject({ from: day, to: day })
        .refine(({ from, to }) => from <= to, { error: 'must not end before it begins' }),
    )
    .default([]),
  /** Who answers for this person while away. */
  delegate: id.optional(),
  /** Tells when a file is about the person themself or who lives with them (L. 241/1990 art. 6-bis). */
  taxCode: taxCode.optional(),
})
export type StaffMember = z.infer<typeof staffMember>

/** A source of money (fondo): what it holds in cents, its budget line, and its CUP where it has one. */
export const fund = z.strictObject({
  id,
  name,
  budgetLine: name,
  cup: z
    .string()
    .regex(/^[A-Z0-9]{15}$/)
    .optional(),
  budgetCents: cents,
  /** What it may pay for; an empty list would be a fund for nothing, and is refused. */
  programmes: z.array(id).min(1),
  /** Groups it is reserved to; absent where it is for everyone. */
  groups: z.array(id).min(1).optional(),
  validFrom: day,
  validTo: day,
})
export type Fund = z.infer<typeof fund>

/** A part of the town, by a point in its middle: distances are told between zones, not between doors. */
export const zone = z.strictObject({
  id,
  name,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
export type Zone = z.infer<typeof zone>

const span = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { error: 'must not end before it begins' })

export const host = z.strictObject({
  id,
  name,
  address: name,
  zone: id.optional(),
  supervisor: z.strictObject({ firstName: name, lastName: name, email: z.email() }),
  /** Days on which nobody is there, such as school holidays. */
  closed: z.array(span).default([]),
})
export type Host = z.infer<typeof host>

/** The hours in which something may be done on one day of the week; past midnight where `to` is not after `from`. */
export const opening = z.strictObject({ weekday: z.int().min(1).max(7), from: timeOfDay, to: timeOfDay })
export type Opening = z.infer<typeof opening>

/** An activity of public utility at a host, described in words the person understands. */
export const project = z.strictObject({
  id,
  host: id,
  title: name,
  description: name,
  area: z.enum(AREAS).default('commons'),
  /** Where, if not at the host's own address. */
  site: z.strictObject({ address: name, zone: id.optional() }).optional(),
  /** People at once. */
  places: z.int().min(1),
  /** When it is open; on no day listed, it is not. */
  hours: z.array(opening).min(1),
  /** What it asks people to know; nobody is kept out by it. */
  abilities: z.array(name).default([]),
  /** What it demands of the body and the mind. */
  strains: z.array(z.enum(STRAINS)).default([]),
  italian: z.enum(ITALIAN).default('none'),
  age: range(z.int().min(0)).optional(),
  /** Programmes whose people must not be sent there. */
  notFor: z.array(id).default([]),
  /** Whether it is an approved community project (PUC) too: people with national income support may be placed there. */
  community: z.boolean().default(true),
  /** Belfiore code of the municipality it lies in, where that is another of the district. */
  municipality: z
    .string()
    .regex(/^[A-Z]\d{3}$/)
    .optional(),
  /** Nobody is placed there any more; files that refer to it still find it. */
  closed: z.boolean().optional(),
})
export type Project = z.infer<typeof project>

export const holidays = z.strictObject({
  /** Every year, as `MM-DD`: national ones and the patron saint. */
  yearly: z.array(
    z.string().refine((monthDay) => day.safeParse(`2024-${monthDay}`).success, 'must be a day of the year, as MM-DD'),
  ),
  once: z.array(day),
})

export const office = z.strictObject({
  /** Belfiore code, for instance `I690`. */
  municipality: z.string().regex(/^[A-Z]\d{3}$/),
  name,
  office: name,
  address: name,
  email: z.email(),
  phone: name,
  court: name,
})
export type Office = z.infer<typeof office>

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Where clearances are told to: over TLS, for they name people; without it on this machine only. */
const webhook = z.string().refine((address) => {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : {}
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname ?? ''))
}, 'must be an address that begins with https:// (http:// only on this machine)')

/** How finance is connected; all of it may be left out. */
export const finance = z.strictObject({
  /** Who orders the payments; without it there is no payment file for a bank. */
  treasury: treasury.optional(),
  /** How the treasury writes its outcomes, where not as described in config/README.md. */
  outcomeFormat: outcomeFormat.optional(),
  webhook: webhook.optional(),
  /** Where the daily list goes, in place of the finance staff's own addresses. */
  mail: z.email().optional(),
})
export type Finance = z.infer<typeof finance>

const unique = (what: readonly { id: string }[]) => new Set(what.map((each) => each.id)).size === what.length

/** Everything a municipality configures; references between the files hold. */
export const municipality = z
  .strictObject({
    office,
    regulations: z.array(regulation).min(1),
    staff: z.array(staffMember),
    groups: z.array(group),
    programmes: z.array(programme).min(1),
    funds: z.array(fund).min(1),
    zones: z.array(zone).default([]),
    hosts: z.array(host),
    projects: z.array(project),
    holidays,
    finance: finance.default({}),
  })
  .superRefine((it, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    for (const [part, entries] of Object.entries({
      staff: it.staff,
      groups: it.groups,
      programmes: it.programmes,
      funds: it.funds,
      zones: it.zones,
      hosts: it.hosts,
      projects: it.projects,
    }))
      if (!unique(entries)) report([part], 'two entries share an id')
    const known = (list: readonly { id: string }[], wanted: string) => list.some((candidate) => candidate.id === wanted)
    it.projects.forEach((entry, index) => {
      if (!it.hosts.some((candidate) => candidate.id === entry.host))
        report(['projects', index, 'host'], `no host "${entry.host}"`)
      for (const wanted of entry.notFor)
        if (!known(it.programmes, wanted)) report(['projects', index, 'notFor'], `no programme "${wanted}"`)
      if (entry.site?.zone && !known(it.zones, entry.site.zone))
        report(['projects', index, 'site', 'zone'], `no zone "${entry.site.zone}"`)
    })
    it.hosts.forEach((entry, index) => {
      if (entry.zone && !known(it.zones, entry.zone)) report(['hosts', index, 'zone'], `no zone "${entry.zone}"`)
    })
    it.programmes.forEach((entry, index) => {
      if (entry.group && !known(it.groups, entry.group))
        report(['programmes', index, 'group'], `no group "${entry.group}"`)
    })
    it.funds.forEach((entry, index) => {
      for (const wanted of entry.programmes)
        if (!known(it.programmes, wanted)) report(['funds', index, 'programmes'], `no programme "${wanted}"`)
      for (const wanted of entry.groups ?? [])
        if (!known(it.groups, wanted)) report(['funds', index, 'groups'], `no group "${wanted}"`)
    })
    it.staff.forEach((member, index) => {
      if (member.delegate && (member.delegate === member.id || !known(it.staff, member.delegate)))
        report(['staff', index, 'delegate'], `no other "${member.delegate}"`)
      if (
        member.substituteFor &&
        !it.staff.some((other) => other.id === member.substituteFor && other.role === member.role)
      )
        report(['staff', index, 'substituteFor'], `no ${member.role} "${member.substituteFor}"`)
    })
    for (const role of STAFF_ROLES)
      if (!it.staff.some((member) => member.role === role && !member.substituteFor))
        report(['staff'], `nobody is ${role}`)
    if (new Set(it.regulations.map((rules) => rules.version)).size < it.regulations.length)
      report(['regulations'], 'two files have the same version')
    for (const [part, entries] of Object.entries({ regulations: it.regulations, funds: it.funds }))
      entries.forEach(({ validFrom, validTo }, index) => {
        if (validTo && validTo < validFrom) report([part, index, 'validTo'], `must not be before ${validFrom}`)
      })
    const versions = [...it.regulations].sort((a, b) => a.validFrom.localeCompare(b.validFrom))
    versions.slice(1).forEach((next, index) => {
      const before = versions[index]
      if (!before?.validTo || before.validTo >= next.validFrom)
        report(['regulations'], `"${before?.version}" must end before "${next.version}" starts`)
    })
  })
export type Municipality = z.infer<typeof municipality>

/** Projects in which somebody may be placed: those that are not closed, and those they hold a place of. */
export const openProjects = ({ projects }: Pick<Municipality, 'projects'>, held: readonly string[]): Project[] =>
  projects.filter(({ id, closed }) => !closed || held.includes(id))

/** The regulation in force on a day. */
export const regulationOn = (it: Municipality, on: string): Regulation | undefined =>
  it.regulations.find((version) => version.validFrom <= on && (!version.validTo || on <= version.validTo))

/** The regulation of a version; a request holds the version, so it always exists. */
export function regulationOf(it: Municipality, version: string): Regulation {
  const found = it.regulations.find((candidate) => candidate.version === version)
  if (!found)
    throw new Error(`regulation ${version} of ${it.office.municipality} is gone: versions in use must be kept`)
  return found
}

/** Whether offices are closed is asked of three years: a term may cross New Year. */
export const holidaysAround = (it: Municipality, on: string): string[] => {
  const year = Number(on.slice(0, 4))
  return [year - 1, year, year + 1].flatMap((each) => holidaysOf(each, it.holidays))
}
