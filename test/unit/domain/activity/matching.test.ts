import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  kmBetween,
  match,
  type Seeker,
  SHORTEST_SHIFT,
  timetableLimits,
  type Timetable,
  type Town,
} from '../../../../functions/domain/activity/matching.ts'
import { type Guest, mustNotMeet, type Places } from '../../../../functions/domain/activity/places.ts'
import type { Profile } from '../../../../functions/domain/activity/profile.ts'
import {
  type Host,
  ITALIAN,
  type Opening,
  type Project,
  regulationOn,
  STRAINS,
  TRANSPORTS,
} from '../../../../functions/domain/municipality/regulation.ts'
import { earliestStart, hasCommonShift } from '../../../../functions/domain/activity/week.ts'
import { messagesOf } from '../../../../functions/texts/messages.ts'
import { lookUp } from '../../../../functions/texts/sentences.ts'
import { SESTO } from '../../../support/memory.ts'

const rules = regulationOn(SESTO, '2026-03-02')?.parameters
if (!rules) throw new Error('no rules')
const SESTO_TOWN: Town = { ...SESTO, code: 'I690', rules }

const nothingKnown: Profile = {
  spared: [],
  free: [],
  excludedHosts: [],
  excludedPeople: [],
  elsewhere: false,
}
const seeker = (fields: Partial<Seeker> = {}, profile: Partial<Profile> = {}): Seeker => ({
  profile: { ...nothingKnown, ...profile },
  age: 40,
  resident: true,
  programme: 'baratto',
  community: false,
  abilities: '',
  holds: [],
  ...fields,
})

/** What speaks against a project of the example, by code. */
const against = (project: string, who: Seeker, places: Places = {}, town = SESTO_TOWN) =>
  match(who, town, places)
    .excluded.find((each) => each.project === project)
    ?.limits.map(({ code }) => code) ?? []
const order = (who: Seeker, places: Places = {}, town = SESTO_TOWN) =>
  match(who, town, places).proposed.map(({ project }) => project)
const hours = (days: number[], from: string, to: string): Opening[] => days.map((weekday) => ({ weekday, from, to }))
const changed = (id: string, fields: Partial<Project>): Town => ({
  ...SESTO_TOWN,
  projects: SESTO.projects.map((each) => (each.id === id ? { ...each, ...fields } : each)),
})

describe('a limit', () => {
  it('applies to fitness, language, age and programme', () => {
    expect(against('foglie-infanzia', seeker({}, { spared: ['children', 'dust'] }))).toEqual(['limit.strain.children'])
    expect(against('piccola-manutenzione', seeker({}, { italian: 'none' }))).toEqual(['limit.italian.basic'])
    expect(against('piccola-manutenzione', seeker({}, { italian: 'basic' }))).toEqual([])
    expect(against('piccola-manutenzione', seeker({ age: 65 }))).toEqual(['limit.age'])
    expect(against('riordino', seeker({ age: 66 }))).toEqual(['limit.workAge'])
    expect(against('riordino', seeker(), {}, changed('riordino', { notFor: ['baratto'] }))).toEqual(['limit.programme'])
  })

  it('applies if free and opening hours share less than half an hour', () => {
    expect(against('foglie-cortile', seeker({}, { free: hours([1, 2], '12:00', '18:00') }))).toEqual([])
    expect(against('foglie-cortile', seeker({}, { free: hours([1, 2], '12:01', '18:00') }))).toEqual(['limit.hours'])
    expect(against('foglie-cortile', seeker({}, { free: hours([6, 7], '08:00', '18:00') }))).toEqual(['limit.hours'])
  })

  it('applies to the distance between zones, by means of transport', () => {
    // Parco Nord is some two km from Pelucca, and the centre one.
    const from = (transport: Profile['transport']) => seeker({}, { zone: 'pelucca', transport })
    const far = {
      ...SESTO_TOWN,
      rules: { ...rules, travelKm: { ...rules.travelKm, value: { foot: 2, bicycle: 9, public: 9, car: 9 } } },
    }
    expect(against('piccola-manutenzione', from('foot'), {}, far)).toEqual(['limit.distance'])
    expect(against('riordino', from('foot'), {}, far)).toEqual([])
    expect(against('piccola-manutenzione', from('car'), {}, far)).toEqual([])
    // Of a site of its own whose zone is not known nothing is said, though its host's is.
    const elsewhere = {
      ...far,
      projects: far.projects.map((each) => ({ ...each, site: { address: 'Via Lontana 1' } })),
    }
    expect(against('piccola-manutenzione', from('foot'), {}, elsewhere)).toEqual([])
  })

  it('applies to people who must not meet, in both directions, and reads like full places', () => {
    const at = (apart: boolean): Places => ({ artigiani: { changes: 1, taken: {}, apart } })
    expect(against('piccola-manutenzione', seeker(), at(true))).toEqual(['limit.unavailable'])
    expect(against('piccola-manutenzione', seeker(), at(false))).toEqual([])
    // Who has a place there already keeps it, as where all are taken.
    expect(against('piccola-manutenzione', seeker({ holds: ['piccola-manutenzione'] }), at(true))).toEqual([])
    expect(against('piccola-manutenzione', seeker({}, { excludedHosts: ['artigiani'] }))).toEqual(['limit.apart'])
  })

  it('applies to taken places, except those the file holds itself', () => {
    const full: Places = { artigiani: { changes: 2, taken: { 'piccola-manutenzione': 2 }, apart: false } }
    expect(against('piccola-manutenzione', seeker(), full)).toEqual(['limit.unavailable'])
    expect(against('piccola-manutenzione', seeker({ holds: ['piccola-manutenzione'] }), full)).toEqual([])
  })

  it('applies to community projects: approved ones, in the municipality of residence or with consent', () => {
    const puc = { programme: 'puc', community: true }
    expect(against('riordino', seeker(puc), {}, changed('riordino', { community: false }))).toEqual(['limit.community'])
    expect(against('riordino', seeker({ ...puc, resident: false }))).toEqual(['limit.municipality'])
    expect(against('riordino', seeker({ ...puc, resident: false }, { elsewhere: true }))).toEqual([])
    const away = changed('riordino', { municipality: 'C707' })
    expect(against('riordino', seeker(), {}, away)).toEqual(['limit.municipality'])
    expect(against('riordino', seeker({}, { elsewhere: true }), {}, away)).toEqual([])
    expect(against('riordino', seeker(), {}, changed('riordino', { municipality: 'I690' }))).toEqual([])
  })

  it('does not apply to unknown facts, which are listed', () => {
    const unknown = match({ ...seeker(), profile: undefined }, SESTO_TOWN, {})
    expect(unknown.excluded).toEqual([])
    expect(unknown.unknown).toEqual(['spared', 'free', 'zone', 'transport', 'italian'])
    expect(match(seeker({}, { spared: ['dust'], zone: 'centro' }), SESTO_TOWN, {}).unknown).toEqual([
      'free',
      'transport',
      'italian',
    ])
  })
})

describe('among projects without broken limits', () => {
  it('abilities rank first, then distance, then the host with fewer places taken', () => {
    expect(order(seeker())).toEqual(SESTO.projects.map(({ id }) => id))
    expect(order(seeker({ abilities: 'So fare Riparazioni in casa.' }))[0]).toBe('piccola-manutenzione')
    expect(order(seeker({ abilities: 'Mi curo del VERDÈ' })).slice(0, 2)).toEqual(['foglie-cortile', 'foglie-infanzia'])
    expect(order(seeker({}, { zone: 'parco' }))[0]).toBe('piccola-manutenzione')
    const busy: Places = { 'scuola-primaria': { changes: 1, taken: { 'foglie-cortile': 1 }, apart: false } }
    expect(order(seeker(), busy)).toEqual(['foglie-infanzia', 'piccola-manutenzione', 'riordino', 'foglie-cortile'])
    // Both are some way begun from Pelucca, so it is the host with more room that comes first.
    const why = { abilities: ['cura del verde'], asked: 1 }
    expect(match(seeker({ abilities: 'verde' }, { zone: 'pelucca' }), SESTO_TOWN, busy).proposed.slice(0, 2)).toEqual([
      { project: 'foglie-infanzia', why: { ...why, km: 1.4, left: 2, takenPercent: 0 } },
      { project: 'foglie-cortile', why: { ...why, km: 1.1, left: 3, takenPercent: 25 } },
    ])
    expect(order(seeker({}, { zone: 'centro' }), busy)[0]).toBe('riordino')
  })
})

describe('days and times', () => {
  const codes = (fields: Partial<Timetable>, profile: Partial<Profile> = {}) => {
    const project = SESTO.projects.find(({ id }) => id === 'foglie-cortile')
    if (!project) throw new Error('no project')
    const timetable = { startsOn: '2026-05-04', weekdays: [1, 3], at: '08:30', minutesADay: 240, ...fields }
    return timetableLimits(seeker({}, profile), project, SESTO_TOWN, timetable).map(
      ({ field, code }) => `${field} ${code}`,
    )
  }
  it('lie within the hours of the place and of the person', () => {
    expect(codes({})).toEqual([])
    expect(codes({ at: '08:31' })).toEqual(['weekdays limit.opening'])
    expect(codes({ weekdays: [1, 6] })).toEqual(['weekdays limit.opening'])
    expect(codes({}, { free: hours([1], '08:00', '13:00') })).toEqual(['weekdays limit.free'])
    expect(codes({}, { free: hours([1, 3], '08:00', '12:29') })).toEqual(['weekdays limit.free'])
    // What touches is one.
    expect(codes({}, { free: [...hours([1, 3], '08:00', '10:00'), ...hours([1, 3], '10:00', '13:00')] })).toEqual([])
  })
  it('begin when the host is open', () => {
    expect(codes({ startsOn: '2026-12-28' })).toEqual(['startsOn limit.closed'])
  })
  it('may pass midnight, also from Sunday to Monday', () => {
    const night = hours([7], '22:00', '02:00')
    expect(hasCommonShift([night, hours([1], '00:00', '01:00')], 60)).toBe(true)
    expect(hasCommonShift([night, hours([1], '00:00', '01:00')], 61)).toBe(false)
    expect(earliestStart([night], [7], 240)).toBe('22:00')
    expect(earliestStart([hours([1, 2], '08:00', '12:00'), hours([1, 2], '09:15', '20:00')], [1, 2], 120)).toBe('09:15')
    expect(earliestStart([hours([1], '08:00', '09:00')], [1, 2], 60)).toBeUndefined()
  })
})

it('computes the distance between zones', () => {
  const [north, south] = [
    { id: 'a', name: 'a', latitude: 46, longitude: 9 },
    { id: 'b', name: 'b', latitude: 45, longitude: 9 },
  ]
  // A degree of latitude.
  expect(kmBetween(north, south)).toBeCloseTo(111.2, 1)
  expect(kmBetween(north, north)).toBe(0)
  expect(kmBetween({ ...north, longitude: 10 }, north)).toBeCloseTo(77.2, 1)
})

it('has a sentence for every limit', () => {
  const codes = Object.keys(messagesOf('it').problems)
  for (const strain of STRAINS) expect(codes).toContain(`limit.strain.${strain}`)
  for (const level of ITALIAN.slice(1)) expect(codes).toContain(`limit.italian.${level}`)
  for (const code of [
    'age',
    'workAge',
    'hours',
    'distance',
    'apart',
    'programme',
    'community',
    'municipality',
    'unavailable',
  ])
    expect(codes).toContain(`limit.${code}`)
  for (const code of ['opening', 'free', 'closed']) expect(codes).toContain(`limit.${code}`)
})

/** Random people and towns. */
const ZONES = ['north', 'south', 'east'].map((id, index) => ({
  id,
  name: id,
  latitude: 45.5 + index / 30,
  longitude: 9.2,
}))
const HOSTS = ['school', 'office', 'club']
const CODES = ['RSSMRA85D41F205X', 'VRDLGI70A01F205K', 'BNCANN90C55F205Z']
const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const minutes = quarter * 15
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
})
const opening = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: time, to: time })
const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    spared: fc.subarray([...STRAINS], { maxLength: 2 }),
    free: fc.oneof(fc.constant<Opening[]>([]), fc.array(opening, { minLength: 1, maxLength: 5 })),
    zone: fc.option(fc.constantFrom('north', 'south', 'east', 'nowhere'), { nil: undefined }),
    transport: fc.option(fc.constantFrom(...TRANSPORTS), { nil: undefined }),
    italian: fc.option(fc.constantFrom(...ITALIAN), { nil: undefined }),
    excludedHosts: fc.subarray(HOSTS, { maxLength: 1 }),
    excludedPeople: fc.subarray(CODES, { maxLength: 1 }),
    elsewhere: fc.boolean(),
  })
  .map(({ zone, transport, italian, ...rest }) => ({
    ...rest,
    ...(zone ? { zone } : {}),
    ...(transport ? { transport } : {}),
    ...(italian ? { italian } : {}),
  }))
const anySeeker: fc.Arbitrary<Seeker> = fc.record({
  profile: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 9, arbitrary: anyProfile }),
  age: fc.integer({ min: 16, max: 70 }),
  resident: fc.boolean(),
  programme: fc.constantFrom('baratto', 'puc'),
  community: fc.boolean(),
  abilities: fc.constantFrom('', 'verde', 'ordine e cura', 'riparo tutto'),
  holds: fc.subarray(['p0', 'p1'], { maxLength: 1 }),
})
const anyProject = (index: number): fc.Arbitrary<Project> =>
  fc
    .record({
      host: fc.constantFrom(...HOSTS),
      places: fc.integer({ min: 1, max: 3 }),
      hours: fc.array(opening, { minLength: 1, maxLength: 5 }),
      abilities: fc.subarray(['cura del verde', 'piccole riparazioni', 'ordine']),
      strains: fc.subarray([...STRAINS], { maxLength: 2 }),
      italian: fc.constantFrom(...ITALIAN),
      age: fc.option(fc.constantFrom({ min: 18, max: 30 }, { min: 40, max: 64 }), { nil: undefined }),
      notFor: fc.subarray(['puc', 'baratto'], { maxLength: 1 }),
      community: fc.boolean(),
      municipality: fc.option(fc.constantFrom('I690', 'C707'), { nil: undefined, freq: 3 }),
      site: fc.option(fc.constantFrom({ address: 'x', zone: 'south' }, { address: 'y' }), { nil: undefined }),
    })
    .map(({ age, municipality, site, ...rest }) => ({
      id: `p${index}`,
      title: 'x',
      description: 'x',
      area: 'commons' as const,
      ...rest,
      ...(age ? { age } : {}),
      ...(municipality ? { municipality } : {}),
      ...(site ? { site } : {}),
    }))
const anyHost = (id: string): fc.Arbitrary<Host> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    address: fc.constant(id),
    zone: fc.constantFrom('north', 'south', 'east'),
    supervisor: fc.constant({ firstName: 'x', lastName: 'x', email: 'x@example.org' }),
    closed: fc.constantFrom([], [{ from: '2026-05-01', to: '2026-05-10' }]),
  })
const anyTown: fc.Arbitrary<Town> = fc.record({
  projects: fc.tuple(...[0, 1, 2, 3, 4].map(anyProject)),
  hosts: fc.tuple(...HOSTS.map(anyHost)),
  zones: fc.constant(ZONES),
  code: fc.constant('I690'),
  rules: fc.constant(rules),
})
const anyGuests: fc.Arbitrary<Record<string, (Guest & { project: string })[]>> = fc.dictionary(
  fc.constantFrom(...HOSTS),
  fc.array(
    fc.record({
      person: fc.constantFrom(...CODES.slice(1)),
      excludedPeople: fc.subarray(CODES, { maxLength: 1 }),
      project: fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4'),
    }),
    { maxLength: 4 },
  ),
)
/** The person who seeks is the first of them. */
const placesOf = (guests: Record<string, (Guest & { project: string })[]>, { profile }: Seeker): Places =>
  Object.fromEntries(
    Object.entries(guests).map(([host, there]) => {
      const taken: Record<string, number> = {}
      for (const { project } of there) taken[project] = (taken[project] ?? 0) + 1
      const me = { person: CODES[0] ?? '', excludedPeople: profile?.excludedPeople ?? [] }
      return [host, { changes: there.length, taken, apart: mustNotMeet(me, there) }]
    }),
  )
const anyScene = fc.record({ who: anySeeker, town: anyTown, guests: anyGuests })
const anyTimetable: fc.Arbitrary<Timetable> = fc.record({
  startsOn: fc.constantFrom('2026-05-04', '2026-05-11'),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
  at: time,
  minutesADay: fc.integer({ min: SHORTEST_SHIFT, max: 240 }),
})

const RUNS = { numRuns: 5_000 }
const SLOW = { timeout: 120_000 }
/** The minutes of the week that openings hold, counted one by one. */
const minutesIn = (openings: readonly Opening[]): Set<number> => {
  const minutes = new Set<number>()
  const of = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  for (const { weekday, from, to } of openings) {
    const length = of(to) > of(from) ? of(to) - of(from) : of(to) - of(from) + 1_440
    for (let minute = 0; minute < length; minute++) minutes.add(((weekday - 1) * 1_440 + of(from) + minute) % 10_080)
  }
  return minutes
}

describe('for any person and any town', () => {
  it('no project that is proposed breaks a limit, as the limits are written and not as they are computed', SLOW, () => {
    fc.assert(
      fc.property(anyScene, ({ who, town, guests }) => {
        for (const { project: id } of match(who, town, placesOf(guests, who)).proposed) {
          const project = town.projects.find((each) => each.id === id)
          if (!project) throw new Error(id)
          const { profile } = who
          const there = guests[project.host] ?? []
          expect(project.strains.some((strain) => profile?.spared.includes(strain))).toBe(false)
          expect(profile?.excludedHosts.includes(project.host) ?? false).toBe(false)
          // Whoever is there already is moved by nobody who only looks.
          if (!who.holds.includes(id)) {
            expect(there.some(({ person }) => profile?.excludedPeople.includes(person))).toBe(false)
            expect(there.some(({ excludedPeople }) => excludedPeople.includes(CODES[0] ?? ''))).toBe(false)
          }
          expect(project.notFor).not.toContain(who.programme)
          const held = there.filter((guest) => guest.project === id).length - (who.holds.includes(id) ? 1 : 0)
          expect(held).toBeLessThan(project.places)
          expect(who.age).toBeGreaterThanOrEqual(Math.max(rules.workAge.value.min, project.age?.min ?? 0))
          expect(who.age).toBeLessThanOrEqual(Math.min(rules.workAge.value.max, project.age?.max ?? 200))
          if (profile?.italian)
            expect(ITALIAN.indexOf(project.italian)).toBeLessThanOrEqual(ITALIAN.indexOf(profile.italian))
          if (who.community) expect(project.community && (who.resident || profile?.elsewhere)).toBeTruthy()
          if (project.municipality === 'C707') expect(profile?.elsewhere).toBe(true)
          const zone = project.site ? project.site.zone : town.hosts.find((host) => host.id === project.host)?.zone
          const [home, place] = [profile?.zone, zone].map((wanted) => ZONES.find((each) => each.id === wanted))
          if (home && place && profile?.transport)
            expect(kmBetween(home, place)).toBeLessThanOrEqual(rules.travelKm.value[profile.transport])
          if (profile && profile.free.length > 0) {
            const free = minutesIn(profile.free)
            expect([...minutesIn(project.hours)].some((minute) => free.has(minute))).toBe(true)
          }
        }
      }),
      RUNS,
    )
  })

  it(
    'days and times that are accepted lie, minute by minute, in the hours of the place and of the person',
    SLOW,
    () => {
      let accepted = 0
      fc.assert(
        fc.property(anyScene, anyTimetable, ({ who, town }, timetable) => {
          for (const project of town.projects) {
            if (timetableLimits(who, project, town, timetable).length > 0) continue
            accepted++
            const lists = [project.hours, ...(who.profile && who.profile.free.length > 0 ? [who.profile.free] : [])]
            const [h = 0, m = 0] = timetable.at.split(':').map(Number)
            for (const minutes of lists.map(minutesIn))
              for (const weekday of timetable.weekdays)
                for (let minute = 0; minute < timetable.minutesADay; minute++)
                  expect(minutes.has(((weekday - 1) * 1_440 + h * 60 + m + minute) % 10_080)).toBe(true)
            const closed = town.hosts.find((host) => host.id === project.host)?.closed ?? []
            expect(closed.some(({ from, to }) => from <= timetable.startsOn && timetable.startsOn <= to)).toBe(false)
          }
        }),
        RUNS,
      )
      expect(accepted).toBeGreaterThan(100)
    },
  )

  it('describes a host with somebody to avoid exactly like one with full places', SLOW, () => {
    let hidden = 0
    fc.assert(
      fc.property(anyScene, ({ who, town, guests }) => {
        const places = placesOf(guests, who)
        /** The town in which nobody is kept apart, and hosts are full instead. */
        const full: Places = Object.fromEntries(
          Object.entries(places).map(([host, at]) => {
            const own = town.projects.filter((project) => project.host === host && !who.holds.includes(project.id))
            const all = Object.fromEntries(own.map((project) => [project.id, project.places]))
            return [host, { ...at, apart: false, ...(at.apart ? { taken: { ...at.taken, ...all } } : {}) }]
          }),
        )
        const [matched, instead] = [match(who, town, places), match(who, town, full)]
        if (Object.values(places).some(({ apart }) => apart)) hidden++
        expect(matched.excluded).toEqual(instead.excluded)
        expect(matched.unknown).toEqual(instead.unknown)
        const held = town.projects.some(({ id }) => who.holds.includes(id))
        // How much of its host is taken is told of a place that is held already.
        if (!held) expect(matched.proposed).toEqual(instead.proposed)
      }),
      RUNS,
    )
    expect(hidden).toBeGreaterThan(100)
  })

  it('never adds a project with one more limit', SLOW, () => {
    const tighter: fc.Arbitrary<(profile: Profile) => Profile> = fc.oneof(
      fc.constantFrom(...STRAINS).map((strain) => (it: Profile) => ({ ...it, spared: [...it.spared, strain] })),
      fc.constantFrom(...HOSTS).map((host) => (it: Profile) => ({ ...it, excludedHosts: [...it.excludedHosts, host] })),
      fc
        .constantFrom(...CODES.slice(1))
        .map((code) => (it: Profile) => ({ ...it, excludedPeople: [...it.excludedPeople, code] })),
      fc.constant((it: Profile) => ({ ...it, elsewhere: false })),
      fc.constant((it: Profile) => ({ ...it, italian: 'none' as const })),
      fc
        .array(opening, { minLength: 1, maxLength: 3 })
        .map((free) => (it: Profile) => (it.free.length === 0 ? { ...it, free } : it)),
      fc.constant((it: Profile) => (it.free.length > 1 ? { ...it, free: it.free.slice(1) } : it)),
      fc.constant((it: Profile) => (it.zone ? { ...it, transport: 'foot' as const } : it)),
    )
    fc.assert(
      fc.property(anyScene, tighter, ({ who, town, guests }, tighten) => {
        const limited = { ...who, profile: tighten(who.profile ?? nothingKnown) }
        const before = new Set(order(who, placesOf(guests, who), town))
        expect(order(limited, placesOf(guests, limited), town).filter((id) => !before.has(id))).toEqual([])
      }),
      RUNS,
    )
  })

  it(
    'every project is proposed or excluded with a reason that has its sentence, in an order that is always the same',
    SLOW,
    () => {
      const { problems } = messagesOf('it')
      fc.assert(
        fc.property(anyScene, ({ who, town, guests }) => {
          const places = placesOf(guests, who)
          const matching = match(who, town, places)
          const { proposed, excluded } = matching
          expect([...proposed, ...excluded].map(({ project }) => project).sort()).toEqual(
            town.projects.map(({ id }) => id).sort(),
          )
          for (const { limits } of excluded) {
            expect(limits.length).toBeGreaterThan(0)
            for (const { code } of limits) expect(lookUp(problems, code), code).toBeDefined()
          }
          expect(match(structuredClone(who), structuredClone(town), structuredClone(places))).toEqual(matching)
          // In whatever order the municipality lists them, the better comes first.
          const turned = order(who, places, { ...town, projects: [...town.projects].reverse() })
          const rank = (id: string) => {
            const why = proposed.find((each) => each.project === id)?.why
            return JSON.stringify([why?.abilities.length, Math.ceil(why?.km ?? -1), why?.takenPercent])
          }
          expect(turned.map(rank)).toEqual(proposed.map(({ project }) => rank(project)))
        }),
        RUNS,
      )
    },
  )
})
