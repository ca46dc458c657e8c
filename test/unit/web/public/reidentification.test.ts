import { createHash, createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { application as applicationSchema, type Application } from '../../../../functions/domain/file/application.ts'
import { checkLetter } from '../../../../functions/domain/base/identifiers.ts'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import { submitApplication } from '../../../../functions/usecases/procedure/submit-application.ts'
import { newWorld, START, withRules, type World } from '../../../support/memory.ts'
import { type Parts, PARTS, play } from '../../../support/story/play.ts'
import { site } from '../../../support/web/site.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/**
 * Tries to find out whose the lines of the public list are, with all that anybody may hold of the people in it but the
 * secrets: who they are and where they live, what they asked for and when, numbers and ids of their files, and how
 * pseudonyms are made.
 */

const pick = (from: string, index: number, step: number) => from.charAt((index * step + step) % from.length)
const CONSONANTS = 'BCDFGLMNPRSTVZ'
const letters = (index: number, ...steps: number[]) => steps.map((step) => pick(CONSONANTS, index, step)).join('')

/** Somebody unlike anybody else in name, birth, address, ISEE and account. */
function personOf(index: number): Application {
  const [surname, name] = [letters(index, 3, 5, 11), letters(index + 4, 1, 9, 13)]
  const [year, month, dayOfBirth] = [60 + (index % 40), index % 12, 1 + (index % 28)]
  const dayCode = index % 2 === 0 ? dayOfBirth + 40 : dayOfBirth
  const born = `${year}${'ABCDEHLMPRST'.charAt(month)}${String(dayCode).padStart(2, '0')}`
  const code = `${surname}${name}${born}F205`
  return applicationSchema.parse({
    language: 'it',
    applicant: {
      firstName: `${name}ia`,
      lastName: `${surname}oni`,
      taxCode: code + checkLetter(code),
      birthDate: `19${year}-${String(month + 1).padStart(2, '0')}-${String(dayOfBirth).padStart(2, '0')}`,
      email: `casella.${7000 + index}@example.org`,
      phone: `+39 02 55${7000 + index}`,
    },
    home: { street: `Via Inventata ${900 + index}`, postalCode: '20099', town: 'Sesto San Giovanni', resident: true },
    household: [],
    need: {
      kind: 'ordinary',
      reason: `Motivo ${7000 + index}`,
      iseeCents: 311_113 + 1_237 * index,
      workStatus: 'unemployed',
    },
    payout: { method: 'transfer', iban: 'IT60X0542811101000000123456' },
    declarations: { truthful: true, privacy: true },
  })
}

/** `on` is the day it is asked for, from the beginning. */
type Grant = { person: Application; monthlyCents: number; on: number; sealed?: boolean }

/** Everything is paid at once, money is enough, and a new regulation comes in the middle of the year. */
function municipality(): Municipality {
  const base = withRules({ paymentPlan: { ordinary: 'upfront', extraordinary: 'upfront' } })
  const [rules] = base.regulations
  if (!rules) throw new Error('no regulation')
  const article = 'Regolamento contributi (apr. 2026), art. 9'
  const parameters = { ...rules.parameters, grantMaxCents: { ...rules.parameters.grantMaxCents, article } }
  return {
    ...base,
    funds: base.funds.map((fund) => ({ ...fund, budgetCents: 100_000_000 })),
    regulations: [
      { ...rules, validTo: '2026-03-31' },
      { ...rules, parameters, version: '2026-04', validFrom: '2026-04-01' },
    ],
  }
}

type Published = { csv: string; json: string; page: string; files: CaseFile[]; world: World }

/** Grants to people, each on its day, and the list as it is afterwards. */
async function publish(grants: readonly Grant[], { key = 'the key', now = '' } = {}): Promise<Published> {
  const world = newWorld(municipality())
  world.secrets.forStatus = async (id) => createHmac('sha256', key).update(`status:${id}`).digest('base64url')
  const files: CaseFile[] = []
  for (const { person, monthlyCents, on, sealed } of [...grants].sort((a, b) => a.on - b.on)) {
    world.clock.moveTo(START)
    world.clock.moveDays(on)
    const assessment: Parts['assessment'] = (scene) => ({
      ...PARTS.assessment(scene),
      monthlyCents,
      months: 6,
      work: { ability: 'exempt', exemption: 'care_child_under_3' },
    })
    const received = await submitApplication(world, {
      municipality: 'I690',
      application: person,
      // The same file has the same id in every run.
      key: person.applicant.taxCode,
      ...(sealed ? { channel: 'desk', filedBy: 'as-greco', sealed } : { channel: 'form' }),
    })
    if (received.outcome !== 'received') throw new Error(received.outcome)
    const { id } = received.file.request
    files.push(
      await play(world, id, { assessment }, ({ payments }) => payments.some(({ state }) => state === 'cleared')),
    )
  }
  if (now) world.clock.moveTo(now)
  const visit = site(world)
  const [csv, json, page] = await Promise.all(
    ['.csv', '.json', ''].map(async (kind) => (await visit('GET', `/transparency/2026${kind}`)).body),
  )
  return { csv: csv ?? '', json: json ?? '', page: page ?? '', files, world }
}

const rows = z.object({ rows: z.array(z.looseObject({ pseudonym: z.string(), amountCents: z.int() })) })
const linesOf = (json: string) => rows.parse(JSON.parse(json)).rows

/** What can be known of a file from outside, each piece as it may be written. */
function knownOf({ request }: CaseFile): string[] {
  const { applicant, home, need } = request.application
  const { firstName, lastName, taxCode, birthDate, email, phone = '' } = applicant
  const [year = '', month = '', on = ''] = birthDate.split('-')
  const initials = firstName.charAt(0) + lastName.charAt(0)
  return [
    ...[firstName, lastName, taxCode, birthDate, email, phone, home.street, need.reason, request.id],
    ...[request.registryEntry ?? '-', request.receivedAt, request.fundedAt ?? '-', request.decision?.at ?? '-'],
    ...[`${firstName} ${lastName}`, `${lastName} ${firstName}`, `${lastName}${firstName}`, `${on}/${month}/${year}`],
    ...[initials, `${firstName.charAt(0)}.${lastName.charAt(0)}.`, `${initials}${birthDate}`, `${initials}${year}`],
    ...[String(need.iseeCents), (need.iseeCents / 100).toFixed(2), taxCode.slice(0, 6), taxCode.slice(6, 11)],
    ...[`${taxCode}${request.id}`, `${taxCode}${year}`, `${request.id}-1`, `${taxCode}2026`],
  ]
}

const ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha512'] as const
const FRAMES = [
  '',
  'publication:',
  'publication:2026:',
  'publication:I690:2026:',
  'status:',
  'person:',
  'I690',
  '2026',
  '2026:',
]

/** Every plain hash of what is known, and every one that goes the way of the real pseudonym without its key. */
function* guessesOf(known: string): Generator<string> {
  for (const text of new Set([known, known.toUpperCase(), known.toLowerCase()]))
    for (const frame of FRAMES) {
      const framed = [frame + text, ...(frame ? [`${text}${frame}`] : [])]
      for (const each of framed) {
        for (const algorithm of ALGORITHMS) yield createHash(algorithm).update(each).digest('hex')
        const inner = createHash('sha256').update(each).digest('hex')
        yield createHash('sha256').update(inner).digest('hex')
        yield createHash('sha256').update(`publication:${inner}`).digest('hex')
        for (const key of ['', 'I690', '2026', 'baratto']) yield createHmac('sha256', key).update(each).digest('hex')
      }
    }
  for (const key of ['', 'I690', '2026', 'baratto']) {
    const secret = createHmac('sha256', key).update(`status:${known}`).digest('base64url')
    yield createHash('sha256')
      .update(`publication:${createHash('sha256').update(secret).digest('hex')}`)
      .digest('hex')
  }
}

/** How many pseudonyms are part of what can be computed from what is known of their people. */
function unmasked(files: readonly CaseFile[], pseudonyms: readonly string[]): number {
  const length = Math.min(...pseudonyms.map((each) => each.length))
  const wanted = new Set(pseudonyms.map((each) => each.slice(0, length)))
  const met = new Set<string>()
  for (const file of files)
    for (const known of knownOf(file))
      for (const guess of guessesOf(known))
        for (const part of [guess.slice(0, length), guess.slice(-length)]) if (wanted.has(part)) met.add(part)
  return met.size
}

/** What the order of the lines and an order of the people have in common: 1 where they are one, about 0 where nothing. */
function agreement(people: readonly number[]): number {
  let sum = 0
  for (const [index, first] of people.entries())
    for (const second of people.slice(index + 1)) sum += Math.sign(second - first)
  return (2 * sum) / (people.length * (people.length - 1))
}

const COUNT = 36
/** Amounts that many got, some got and one got alone. */
const AMOUNTS = [25_000, 25_000, 25_000, 20_000, 20_000, 18_000]
const amountOf = (index: number) => (index === 17 ? 23_750 : (AMOUNTS[index % AMOUNTS.length] ?? 25_000))
const population: Grant[] = Array.from({ length: COUNT }, (_, index) => ({
  person: personOf(index),
  monthlyCents: amountOf(index),
  on: index * 2,
}))

describe('an attacker who knows everything but the secrets', () => {
  let published: Published
  let lines: ReturnType<typeof linesOf>
  beforeAll(async () => {
    published = await publish(population)
    lines = linesOf(published.json)
  })

  it('has a list of all of them to attack, given under two regulations', () => {
    expect(lines).toHaveLength(COUNT)
    expect(new Set(published.files.map(({ request }) => request.regulation)).size).toBe(2)
    expect(new Set(published.files.map(({ request }) => request.application.applicant.taxCode)).size).toBe(COUNT)
  })

  it('finds none of it in the list', () => {
    const words = (text: string) => new Set(text.toLowerCase().split(/[^\p{L}\p{N}.@/+:-]+/u))
    for (const text of [published.csv, JSON.stringify(lines)]) {
      const said = words(text)
      for (const file of published.files)
        for (const known of knownOf(file)) {
          expect(said.has(known.toLowerCase()), known).toBe(false)
          if (known.length > 4) expect(text.toLowerCase()).not.toContain(known.toLowerCase())
        }
      // Neither a day nor a time, of whatever.
      expect(text).not.toMatch(/\d{4}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4}|\d{2}:\d{2}/)
    }
    for (const file of published.files) {
      const { taxCode, lastName, email, birthDate } = file.request.application.applicant
      for (const known of [taxCode, lastName, email, birthDate, file.request.id, file.request.registryEntry ?? '-'])
        expect(published.page).not.toContain(known)
    }
  })

  it('computes no pseudonym, by any hash of anything; where it were a hash of a tax code or id, all of them', () => {
    expect(
      unmasked(
        published.files,
        lines.map(({ pseudonym }) => pseudonym),
      ),
    ).toBe(0)
    const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
    expect(
      unmasked(
        published.files,
        published.files.map(({ request }) => sha(request.application.applicant.taxCode)),
      ),
    ).toBe(COUNT)
    expect(
      unmasked(
        published.files,
        published.files.map(({ request }) => sha(`publication:${request.id}`)),
      ),
    ).toBe(COUNT)
  }, 60_000)

  it('learns nothing from the order of lines', async () => {
    const names = lines.map(({ pseudonym }) => pseudonym)
    expect(names).toEqual([...names].sort())
    const codesIn = (text: string) => text.match(/\b[0-9a-f]{12}\b/g)
    expect(codesIn(published.csv)).toEqual(names)
    expect(codesIn(published.page)).toEqual(names)
    // The store of this test keeps lines as they came: whose each is, which the attacker wants to know.
    const cameAs = [...published.world.files.publication.keys()]
    /** For each line, which place its person has among people who are put in some order. */
    const placesOf = (list: readonly string[], of: (file: CaseFile) => string) => {
      const ranked = [...published.files.keys()].sort((a, b) => {
        const [first, second] = [published.files[a], published.files[b]]
        return first && second && of(first) < of(second) ? -1 : 1
      })
      return list.map((name) => ranked.indexOf(cameAs.indexOf(name)))
    }
    const known: ((file: CaseFile) => string)[] = [
      ({ request }) => request.receivedAt,
      ({ request }) => request.id,
      ({ request }) => (request.registryEntry ?? '').split('/')[1]?.padStart(6, '0') ?? '',
      ({ request }) => request.application.applicant.taxCode,
      ({ request }) => request.application.applicant.birthDate,
      ({ request }) => String(request.application.need.iseeCents).padStart(9, '0'),
    ]
    for (const of of known) expect(Math.abs(agreement(placesOf(names, of))), String(of)).toBeLessThan(0.35)
    // Lines in the order in which they came would give everybody away.
    expect(agreement(placesOf(cameAs, ({ request }) => request.receivedAt))).toBe(1)
  })

  it('cannot tell apart people with the same amount', () => {
    const known = new Map(lines.map(({ pseudonym: _, ...rest }) => [JSON.stringify(rest), rest.amountCents]))
    expect([...known.values()].sort()).toEqual([...new Set(population.map((each) => each.monthlyCents * 6))].sort())
    const candidates = (cents: number) => lines.filter(({ amountCents }) => amountCents === cents).length
    for (const { monthlyCents } of population)
      expect(candidates(monthlyCents * 6)).toBe(population.filter((each) => each.monthlyCents === monthlyCents).length)
    // What remains, and docs/privacy.md says so: who knows what one person alone got finds that line.
    expect(candidates(23_750 * 6)).toBe(1)
  })

  it('sees the same list for other people with the same amounts', async () => {
    const people = population.map(({ person }) => person).reverse()
    const days = population.map(({ on }) => on)
    const other = await publish(
      population.map((grant, index) => ({
        ...grant,
        person: people[index] ?? grant.person,
        on: days[(index + 9) % COUNT] ?? grant.on,
      })),
    )
    const masked = (text: string) =>
      text
        .replace(/\b[0-9a-f]{12}\b/g, '*')
        .split('\r\n')
        .sort()
        .join('\n')
    expect(masked(other.csv)).toBe(masked(published.csv))
  })

  it('needs the key, on which every pseudonym depends', async () => {
    const other = await publish(population.slice(0, 8), { key: 'another key' })
    const before = new Set(lines.map(({ pseudonym }) => pseudonym))
    expect(linesOf(other.json).filter(({ pseudonym }) => before.has(pseudonym))).toEqual([])
    const same = await publish(population.slice(0, 8))
    expect(linesOf(same.json).every(({ pseudonym }) => before.has(pseudonym))).toBe(true)
  })
})

describe('people under protection', () => {
  const open = population.slice(0, 10)
  const sealed = (count: number) =>
    population
      .slice(20, 20 + count)
      .map((grant): Grant => ({ ...grant, monthlyCents: 24_000, on: 1 + (grant.on % 20), sealed: true }))
  const visible = ({ csv, json, page }: Published) => ({ csv, json, page })

  it('do not change the list of the current year by a byte', async () => {
    const without = visible(await publish(open))
    for (const count of [1, 6]) {
      const mixed = await publish([...open, ...sealed(count)])
      expect(mixed.world.files.sealedSum.files).toBe(count)
      expect(visible(mixed)).toEqual(without)
    }
  }, 60_000)

  it('appear a year later from five on, in steps that hide number and identity', async () => {
    const now = '2027-02-01T09:00:00Z'
    const without = visible(await publish(open, { now }))
    const few = await publish([...open, ...sealed(4)], { now })
    expect(few.world.files.sealedSum.files).toBe(4)
    expect(visible(few)).toEqual(without)
    const six = visible(await publish([...open, ...sealed(6)], { now }))
    expect(six.csv).toBe(without.csv)
    expect(six.json).not.toBe(without.json)
    // One more of them, or another one in place of one: nothing to see.
    expect(visible(await publish([...open, ...sealed(7)], { now }))).toEqual(six)
    const others = population
      .slice(28, 34)
      .map((grant): Grant => ({ ...grant, monthlyCents: 23_000, on: 1 + (grant.on % 20), sealed: true }))
    expect(visible(await publish([...open, ...others], { now }))).toEqual(six)
  }, 60_000)
})
