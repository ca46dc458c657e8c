import * as z from 'zod'
import { GRANT_KINDS, WORK_STATUSES } from '../file/application.ts'
import { day, holidaysOf, timeOfDay } from '../base/calendar.ts'
import { taxCode } from '../base/identifiers.ts'
import { treasury } from '../treasury/sepa.ts'
import { outcomeFormat } from '../treasury/treasury.ts'

const cents = z.int().min(0)
const name = z.string().trim().min(1)
const id = z.string().regex(/^[a-z0-9-]{2,40}$/)
const article = z.string().min(1)

/** A parameter of a regulation: its value and the article it comes from. */
const parameter = <T extends z.ZodType>(value: T) => z.strictObject({ value, article, example: z.boolean().optional() })
const days = parameter(z.int().min(0).max(365))
const hours = parameter(z.int().min(1).max(400))
const perKind = parameter(z.strictObject({ ordinary: cents, extraordinary: cents }))

/** A minimum and a maximum, in this order. */
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

/**
 * The payment plans: at once, in proportion to verified hours, by whole modules of them (`moduleHours`), or at the end.
 */
export const PAYMENT_PLANS = ['upfront', 'by_verified_hours', 'by_module', 'at_completion'] as const

/** The strains of an activity, and those a person must be spared: one list. */
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
/** The levels of Italian that an activity needs and a person speaks, ascending. */
export const ITALIAN = ['none', 'basic', 'good'] as const
/** The areas of activities of public utility (DM 22/10/2019 art. 2). */
export const AREAS = ['cultural', 'social', 'artistic', 'environmental', 'educational', 'commons'] as const

/** The reasons to help somebody above the ISEE ceiling, or without a certificate yet. */
export const ISEE_WAIVERS = ['anti_violence', 'urgent'] as const

/**
 * A version of a municipality's regulation. Amounts in cents, hours of activity in hours, terms in days. A request keeps the
 * version in force on the day it was received (L. 241/1990 art. 12).
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
    /** The maximum number of consecutive ordinary grants, each of at most `durationMonths`. */
    extensions: parameter(z.int().min(0).max(10)),
    iseeWaivers: parameter(z.array(z.enum(ISEE_WAIVERS))),
    /** The monthly need of one person (minimo vitale); the scale makes it that of a household. */
    subsistenceMonthlyCents: parameter(cents),
    /** The need by household size, in hundredths of one person's; `further` for each person beyond the listed sizes. */
    equivalenceScale: parameter(z.strictObject({ sizes: z.array(z.int().min(100)).min(1), further: z.int().min(0) })),
    /** The months in which help already received by the household counts. */
    helpWindowMonths: parameter(z.int().min(1).max(36)),
    termDays: days,
    suspensionMaxDays: days,
    rejectionNoticeDays: days,
    resumeAfterObservationsDays: days,
    /** The days a person has to be heard before a revocation, a forfeiture or an annulment. */
    hearingDays: days,
    annulmentMonths: parameter(z.int().min(1).max(12)),
    falseDeclarationBanYears: parameter(z.int().min(0).max(10)),
    /** The percentage of requests that are checked (DPR 445/2000 art. 71). */
    sampleCheckPercent: parameter(z.int().min(0).max(100)),
    /** The days to appeal to the regional court, and to the President of the Republic. */
    appealDays: parameter(z.strictObject({ court: z.int().min(1), president: z.int().min(1) })),
    hourValueCents: parameter(cents.min(1)),
    moduleHours: hours,
    maxHoursWeek: hours,
    maxHoursDay: hours,
    workAge: parameter(range(z.int().min(0))),
    exemptionReasons: parameter(z.array(z.enum(EXEMPTION_REASONS))),
    insuranceLeadDays: days,
    /** The hours per week of a community project (PUC), and the days of notice that its insurance needs. */
    communityHoursWeek: parameter(range(z.int().min(1))),
    communityInsuranceLeadDays: days,
    /** The days in which a person may dispute recorded hours; afterwards they are final. */
    disputeDays: days,
    /** The unexcused hours after which a warning, and a forfeiture, are proposed: each with notice and hearing. */
    warnUnexcusedHours: hours,
    forfeitUnexcusedHours: hours,
    /** The maximum distance of a place from home, in km, by means of transport. */
    travelKm: parameter(z.record(z.enum(TRANSPORTS), z.int().min(1).max(100))),
    cashLimitCents: parameter(cents),
    publishThresholdYearCents: parameter(cents),
    paymentPlan: parameter(z.record(z.enum(GRANT_KINDS), z.enum(PAYMENT_PLANS))),
  }),
})
export type Regulation = z.infer<typeof regulation>

export const STAFF_ROLES = ['socialWorker', 'manager', 'educator', 'finance', 'administrator'] as const

/**
 * A group of people that a programme or a fund is for. The age is in whole years, both ends included; `referred` is for people
 * referred by a centre.
 */
const group = z.strictObject({
  id,
  name,
  age: range(z.int().min(0)).optional(),
  workStatus: z.enum(WORK_STATUSES).optional(),
  referred: z.boolean().default(false),
})

const PROGRAMME_KINDS = ['socialBarter', 'targetGroup', 'communityProject', 'insertion'] as const

/**
 * A programme: municipal social barter, a project for a target group (with a second municipality of the district, if any),
 * hours for the community by people with national income support (PUC), or insertion and training with a partner association.
 */
const programme = z.strictObject({
  id,
  name,
  kind: z.enum(PROGRAMME_KINDS),
  /** The act or law it is based on, quoted in decisions. */
  law: name,
  /** The group it is for; absent if for everyone. */
  group: id.optional(),
  /** The second municipality, asked for its agreement before the decision. */
  partner: z.strictObject({ name, office: name, email: z.email() }).optional(),
  /** True if its files are sealed: visible only to the staff named on them. */
  sealed: z.boolean().default(false),
})
export type Programme = z.infer<typeof programme>

const staffMember = z.strictObject({
  id,
  firstName: name,
  lastName: name,
  email: z.email(),
  role: z.enum(STAFF_ROLES),
  /** The person whom this one replaces if they do not decide within the term (L. 241/1990 art. 2(9-bis)). */
  substituteFor: id.optional(),
  /** Days of absence, both ends included: questions go to the delegate, or to a present colleague of the role. */
  away: z
    .array(
      z
        .strictObject({ from: day, to: day })
        .refine(({ from, to }) => from <= to, { error: 'must not end before it begins' }),
    )
    .default([]),
  /** The person who answers while this one is away. */
  delegate: id.optional(),
  /** Identifies files about the person or their household (L. 241/1990 art. 6-bis). */
  taxCode: taxCode.optional(),
})
export type StaffMember = z.infer<typeof staffMember>

/** A source of money (fondo): its budget in cents, its budget line, and its CUP if it has one. */
const fund = z.strictObject({
  id,
  name,
  budgetLine: name,
  cup: z
    .string()
    .regex(/^[A-Z0-9]{15}$/)
    .optional(),
  budgetCents: cents,
  /** The programmes it may pay for; an empty list is rejected. */
  programmes: z.array(id).min(1),
  /** The groups it is reserved for; absent if for everyone. */
  groups: z.array(id).min(1).optional(),
  validFrom: day,
  validTo: day,
})
export type Fund = z.infer<typeof fund>

/** A zone of the town with its central point: distances are computed between zones, not addresses. */
const zone = z.strictObject({
  id,
  name,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})
export type Zone = z.infer<typeof zone>

const span = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { error: 'must not end before it begins' })

const host = z.strictObject({
  id,
  name,
  address: name,
  zone: id.optional(),
  supervisor: z.strictObject({ firstName: name, lastName: name, email: z.email() }),
  /** Days on which the host is closed, such as school holidays. */
  closed: z.array(span).default([]),
})
export type Host = z.infer<typeof host>

/** Opening hours on a day of the week; past midnight where `to` is not after `from`. */
export const opening = z.strictObject({ weekday: z.int().min(1).max(7), from: timeOfDay, to: timeOfDay })
export type Opening = z.infer<typeof opening>

/** An activity of public utility at a host, described in words the person understands. */
export const project = z.strictObject({
  id,
  host: id,
  title: name,
  description: name,
  area: z.enum(AREAS).default('commons'),
  /** The place, if not the host's own address. */
  site: z.strictObject({ address: name, zone: id.optional() }).optional(),
  /** The number of people at once. */
  places: z.int().min(1),
  /** The opening hours; closed on days that are not listed. */
  hours: z.array(opening).min(1),
  /** The abilities it asks for: a preference, not a requirement. */
  abilities: z.array(name).default([]),
  /** The physical and mental demands. */
  strains: z.array(z.enum(STRAINS)).default([]),
  italian: z.enum(ITALIAN).default('none'),
  age: range(z.int().min(0)).optional(),
  /** The programmes whose people must not be placed there. */
  notFor: z.array(id).default([]),
  /** True if it is also an approved community project (PUC), open to people with national income support. */
  community: z.boolean().default(true),
  /** The Belfiore code of its municipality, if another one of the district. */
  municipality: z
    .string()
    .regex(/^[A-Z]\d{3}$/)
    .optional(),
  /** True if it takes no more placements; files that refer to it still find it. */
  closed: z.boolean().optional(),
})
export type Project = z.infer<typeof project>

const holidays = z.strictObject({
  /** Yearly holidays as `MM-DD`: the national ones and the patron saint. */
  yearly: z.array(
    z.string().refine((monthDay) => day.safeParse(`2024-${monthDay}`).success, 'must be a day of the year, as MM-DD'),
  ),
  once: z.array(day),
})

const office = z.strictObject({
  /** The Belfiore code, for instance `I690`. */
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

/** The address that receives clearances. It needs TLS, because they name people, unless it is on this machine. */
const webhook = z.string().refine((address) => {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : {}
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname ?? ''))
}, 'must be an address that begins with https:// (http:// only on this machine)')

/** The connection to finance; all of it is optional. */
const finance = z.strictObject({
  /** The ordering party; without it there is no payment file for a bank. */
  treasury: treasury.optional(),
  /** The format of the treasury's outcomes, if not the one in config/README.md. */
  outcomeFormat: outcomeFormat.optional(),
  webhook: webhook.optional(),
  /** The address of the daily list, instead of those of the finance staff. */
  mail: z.email().optional(),
})
export type Finance = z.infer<typeof finance>

const unique = (what: readonly { id: string }[]) => new Set(what.map((each) => each.id)).size === what.length

/** The configuration of a municipality; references between its files are checked. */
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

/** Returns the projects in which somebody may be placed: open ones, and those they hold a place of. */
export const openProjects = ({ projects }: Pick<Municipality, 'projects'>, held: readonly string[]): Project[] =>
  projects.filter(({ id, closed }) => !closed || held.includes(id))

/** Returns the regulation in force on a day. */
export const regulationOn = (it: Municipality, on: string): Regulation | undefined =>
  it.regulations.find((version) => version.validFrom <= on && (!version.validTo || on <= version.validTo))

/** Returns the regulation of a version; a request holds the version, so it always exists. */
export function regulationOf(it: Municipality, version: string): Regulation {
  const found = it.regulations.find((candidate) => candidate.version === version)
  if (!found)
    throw new Error(`regulation ${version} of ${it.office.municipality} is gone: versions in use must be kept`)
  return found
}

/** Returns the holidays of three years: a term may cross New Year. */
export const holidaysAround = (it: Municipality, on: string): string[] => {
  const year = Number(on.slice(0, 4))
  return [year - 1, year, year + 1].flatMap((each) => holidaysOf(each, it.holidays))
}
