import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import type { Application } from '../../functions/domain/file/application.ts'
import { help } from '../../functions/domain/procedure/eligibility.ts'
import { checkLetter } from '../../functions/domain/base/identifiers.ts'
import type { Municipality, Regulation } from '../../functions/domain/municipality/regulation.ts'
import { writeAgreement } from '../../functions/papers/agreement-text.ts'
import { sha256, type TrailEntry, trailEntry } from '../../functions/domain/file/trail.ts'
import { readConfiguration } from '../../infra/commands/configuration.ts'
import { type Effect, personal, type RecordKey, type RecordKind } from '../../functions/domain/file/effect.ts'
import { type FiledPaper, filedPaper } from '../../functions/domain/procedure/papers.ts'
import { cover, turn as turnInQueue } from '../../functions/domain/money/fund-effects.ts'
import { type PublicationEntry, publicationEntry } from '../../functions/domain/money/publication.ts'
import { memoryPorts } from './memory-ports.ts'
import { MemoryRecords, View } from './memory-records.ts'
import { request } from '../../functions/domain/file/request.ts'
import { ask } from '../../functions/domain/file/ask.ts'
import { posting } from '../../functions/domain/hours/posting.ts'
import { payment } from '../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'
import { Conflict } from '../../functions/usecases/ports/errors.ts'
import type { CaseFiles } from '../../functions/usecases/ports/case-files.ts'
import type { Papers, Press } from '../../functions/usecases/ports/press.ts'
import type { Deps } from '../../functions/usecases/ports/deps.ts'
import { MemoryClock, MemoryDrafts, memoryPress, MemoryPostman, MemoryWorkflow } from './memory-services.ts'

/** The ports of the use cases in memory, with the guarantees of the adapters. */

const ban = z.object({ until: z.string() })

/** A failed write that may be retried: before it took effect, or after, with its response lost. */
export class Fault extends Error {
  override name = 'Fault'
}
export type FaultAt = { commit: number; when: 'before' | 'after' }

/** Freezes values, so that changing them in place fails. */
function frozen<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

/** Papers by file, id and fingerprints. */
class MemoryPapers implements Papers {
  readonly #papers = new Map<string, FiledPaper>()
  static #keyOf = (request: string, { id, html, pdf }: Parameters<Papers['find']>[1]) =>
    `${request} ${id} ${html} ${pdf}`

  async keep(request: string, { fingerprints, ...paper }: Parameters<Papers['keep']>[1]) {
    const key = MemoryPapers.#keyOf(request, fingerprints)
    if (!this.#papers.has(key)) this.#papers.set(key, filedPaper.parse(paper))
  }

  async find(request: string, fingerprints: Parameters<Papers['find']>[1]) {
    return this.#papers.get(MemoryPapers.#keyOf(request, fingerprints))
  }

  /** Replaces a paper from outside, or takes it away; returns what was there. */
  tamper(request: string, id: string, paper: FiledPaper | undefined): FiledPaper | undefined {
    const key = [...this.#papers.keys()].find((each) => each.startsWith(`${request} ${id} `))
    if (key === undefined) throw new Error(`no paper ${id}`)
    const former = this.#papers.get(key)
    if (paper) this.#papers.set(key, paper)
    else this.#papers.delete(key)
    return former
  }
}

/** Returns a value as a store keeps it: without absent members, parsed by the schema that reads it, and frozen. */
const storedAs = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> =>
  frozen(schema.parse(JSON.parse(JSON.stringify(value))))

/** Returns items as a store keeps them; those that did not change are kept as they are. */
const storedItems = <Schema extends z.ZodType>(
  schema: Schema,
  after: readonly z.output<Schema>[],
  before: readonly z.output<Schema>[] = [],
): readonly z.output<Schema>[] => {
  const known = new Set(before)
  return Object.freeze(after.map((item) => (known.has(item) ? item : storedAs(schema, item))))
}

/** Returns a request as a store keeps it; the fields that did not change are kept as they are. */
function storedRequest(after: CaseFile['request'], before?: CaseFile['request']): CaseFile['request'] {
  const known = new Map<string, unknown>(Object.entries(before ?? {}))
  const unchanged = Object.entries(after).filter(([field, value]) => value !== undefined && known.get(field) === value)
  return frozen({ ...request.parse(JSON.parse(JSON.stringify(after))), ...Object.fromEntries(unchanged) })
}

const storedFile = (after: CaseFile, before: CaseFile | undefined): CaseFile =>
  Object.freeze({
    request: storedRequest(after.request, before?.request),
    asks: storedItems(ask, after.asks, before?.asks),
    postings: storedItems(posting, after.postings, before?.postings),
    payments: storedItems(payment, after.payments, before?.payments),
  })

/** Case files, parsed as they come in and frozen as they go out. */
export class MemoryFiles implements CaseFiles {
  readonly #files = new Map<string, CaseFile>()
  readonly #trails = new Map<string, TrailEntry[]>()
  readonly records = new MemoryRecords()
  readonly numbers = new Map<string, number>()
  readonly held = new Map<string, number>()

  readonly claims = new View(this.records, {
    kind: 'claim',
    nameOf: ({ municipality, person, need }) => `${municipality} ${person.plain} ${need}`,
    read: () => true,
  })
  readonly carried = this.#counter(
    'load',
    'files',
    ({ member }) => member,
    (member) => ({
      kind: 'load',
      municipality: 'I690',
      member,
    }),
  )
  readonly funds = this.#counter(
    'fund',
    'cents',
    ({ fund }) => fund,
    (fund) => ({
      kind: 'fund',
      municipality: 'I690',
      fund,
    }),
  )
  readonly benefits = this.#counter(
    'benefit',
    'cents',
    ({ person, year }) => `${person.plain} ${year}`,
    (name) => {
      const [taxCode = '', year] = name.split(' ')
      return { kind: 'benefit', municipality: 'I690', person: personal('person', taxCode), year: Number(year) }
    },
  )
  /** Places by host, as they are stored: a counter for each project, and the guests. */
  readonly hosts = new View(this.records, { kind: 'places', nameOf: ({ host }) => host, read: (stored) => stored })
  readonly needs = new View(this.records, {
    kind: 'need',
    nameOf: ({ person, need }) => `${person.plain} ${need}`,
    read: ({ value }) => cover.parse(value),
  })
  readonly publication = new View<'publication', PublicationEntry>(this.records, {
    kind: 'publication',
    nameOf: ({ pseudonym }) => pseudonym,
    keyOf: (_, { municipality, year, pseudonym }) => ({ kind: 'publication', municipality, year, pseudonym }),
    read: ({ value }) => publicationEntry.parse(value),
    make: (value) => ({ value }),
  })
  readonly sealedSums = new View<'publicationSum', { files: number; cents: number }>(this.records, {
    kind: 'publicationSum',
    nameOf: ({ year }) => String(year),
    keyOf: (year) => ({ kind: 'publicationSum', municipality: 'I690', year: Number(year) }),
    read: ({ counters }) => ({ files: counters.get('files') ?? 0, cents: counters.get('cents') ?? 0 }),
    make: (sum) => ({ counters: new Map(Object.entries(sum)) }),
  })
  /** The sums of sealed files of all years together. */
  get sealedSum() {
    const sums = [...this.sealedSums.values()]
    return {
      files: sums.reduce((sum, { files }) => sum + files, 0),
      cents: sums.reduce((sum, { cents }) => sum + cents, 0),
    }
  }
  readonly papers = new MemoryPapers()
  readonly help = new View(this.records, {
    kind: 'help',
    nameOf: ({ person }) => person.plain,
    read: ({ value }) => help.parse(value),
  })
  /** Each ban by whom it is on, and through which day. */
  readonly bans = new View(this.records, {
    kind: 'ban',
    nameOf: ({ person }) => person.plain,
    read: ({ value }) => ban.parse(value).until,
  })
  /** Commits tried so far, and at which of them to fail. */
  commits = 0
  fault: FaultAt | undefined

  /** Counters of a kind of record, which tests may set. */
  #counter<Kind extends RecordKind>(
    kind: Kind,
    counter: string,
    nameOf: (key: Extract<RecordKey, { kind: Kind }>) => string,
    keyOf: (name: string) => RecordKey,
  ) {
    return new View(this.records, {
      kind,
      nameOf,
      keyOf,
      read: ({ counters }) => counters.get(counter),
      make: (count: number, { counters }) => ({ counters: new Map(counters).set(counter, count) }),
    })
  }

  async load(id: string) {
    await turn()
    return this.#files.get(id)
  }

  /** Of every file there is. */
  ids(): string[] {
    return [...this.#files.keys()]
  }

  /** The same, where a test knows that it is there. */
  async get(id: string): Promise<CaseFile> {
    const file = await this.load(id)
    if (!file) throw new Error(`no file ${id}`)
    return file
  }

  async commit(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry, effects: readonly Effect[]) {
    const number = ++this.commits
    const fails = (when: FaultAt['when']) => this.fault?.commit === number && this.fault.when === when
    await turn()
    if (fails('before')) throw new Fault(`commit ${number}`)
    const version = this.#files.get(after.request.id)?.request.version
    if (version !== before?.request.version) throw new Conflict(`version ${version}`)
    this.records.write(effects)
    // Values as a store keeps them: without absent members, and parsed by their schemas.
    this.#files.set(after.request.id, storedFile(after, this.#files.get(after.request.id)))
    const trail = this.#trails.get(after.request.id) ?? []
    this.#trails.set(after.request.id, [...trail, storedAs(trailEntry, entry)])
    if (fails('after')) throw new Fault(`answer to commit ${number}`)
  }

  async trail(id: string) {
    return this.#trails.get(id) ?? []
  }

  async wrote(entry: TrailEntry) {
    return (await this.trail(entry.request)).some((written) => written.hash === entry.hash)
  }

  /** Who waits on a fund, by turn. */
  waiting(fund: string): [turn: string, request: string][] {
    return [...this.records.of('turn')]
      .filter(({ key }) => key.fund === fund)
      .map(({ stored }) => turnInQueue.parse(stored.value))
      .map(({ turn: at, request: id }): [string, string] => [at, id])
      .sort(([a], [b]) => (a < b ? -1 : 1))
  }

  async all() {
    return [...this.#files.values()]
  }

  /** Lets a test change a file from outside, past every rule; or make one of another. */
  async tamper(id: string, change: (file: CaseFile) => CaseFile, from = id) {
    this.#files.set(id, change(await this.get(from)))
  }
}

export const SESTO = await readConfiguration(new URL('../../config/sesto-san-giovanni', import.meta.url).pathname)

/** Returns the example municipality with changed parameters of its regulation. */
export function withRules(
  values: { [Name in keyof Regulation['parameters']]?: Regulation['parameters'][Name]['value'] },
  from: Municipality = SESTO,
): Municipality {
  const changed = structuredClone(from)
  for (const rules of changed.regulations)
    for (const [name, value] of Object.entries(values))
      Object.assign(rules.parameters, { [name]: { value, article: 'test' } })
  return changed
}

export type World = Deps & {
  press: Press
  papers: MemoryFiles['papers']
  clock: MemoryClock
  files: MemoryFiles
  workflows: MemoryWorkflow
  postman: MemoryPostman
  reports: string[]
  municipality: Municipality
}

/** Monday 2 March 2026, half past nine in Italy. */
export const START = '2026-03-02T08:30:00Z'

/** Returns a world for a test. `municipality` can be changed meanwhile, like a new import. */
export function newWorld(municipality: Municipality = SESTO, now = START): World {
  const reports: string[] = []
  const clock = new MemoryClock(now)
  const world: World = {
    clock,
    ...memoryPorts(new MemoryFiles()),
    drafts: new MemoryDrafts(),
    workflows: new MemoryWorkflow(clock),
    postman: new MemoryPostman(),
    press: memoryPress,
    configuration: {
      municipalities: async () => [world.municipality.office.municipality],
      of: async () => world.municipality,
    },
    secrets: {
      forAsk: async (id, generation) => `secret-of-${id}-${generation}`,
      forStatus: async (id) => `status-of-${id}`,
      forStaff: async (code, member) => `staff-${code}-${member}`,
      forPass: async (...parts) => `pass-${parts.join('-')}`,
      forSite: async (...parts) => sha256(`site-${parts.join('-')}`),
      forPin: async (id) => sha256(`pin-${id}`),
      forWebhook: async (code) => `whsec_${Buffer.from(`webhook-${code}`).toString('base64')}`,
    },
    publicUrl: 'http://localhost',
    writeAgreement,
    report: (what, id, error) => reports.push(`${what} ${id} ${error instanceof Error ? error.name : error}`),
    reports,
    municipality,
  }
  return world
}

/** Returns an application; each index gives another person. */
export function applicationOf(index = 0, need: Partial<Application['need']> = {}): Application {
  const letters = [index % 26, Math.floor(index / 26) % 26].map((part) => String.fromCharCode(65 + part)).join('')
  const code = `RSSM${letters}85D41F205`
  return {
    language: 'it',
    applicant: {
      firstName: 'Maria',
      lastName: `Esempio ${letters}`,
      taxCode: code + checkLetter(code),
      birthDate: '1985-04-01',
      email: `persona.${index}@example.org`,
    },
    home: { street: 'Via Esempio 1', postalCode: '20099', town: 'Sesto San Giovanni', resident: true },
    household: [],
    need: {
      kind: 'ordinary',
      reason: 'Ho perso il lavoro.',
      iseeCents: 480_000,
      workStatus: 'unemployed',
      ...need,
    },
    payout: { method: 'transfer', iban: 'IT60X0542811101000000123456' },
    declarations: { truthful: true, privacy: true },
  }
}
