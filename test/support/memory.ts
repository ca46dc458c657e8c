import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import type { Application } from '../../functions/domain/file/application.ts'
import { addDays, dayOf, startOf } from '../../functions/domain/base/calendar.ts'
import { type Help, help } from '../../functions/domain/procedure/eligibility.ts'
import { checkLetter } from '../../functions/domain/base/identifiers.ts'
import type { Municipality, Regulation } from '../../functions/domain/municipality/regulation.ts'
import { type Guest, mustNotMeet, type Places } from '../../functions/domain/activity/places.ts'
import {
  type WorkflowRef,
  requiredWorkflows,
  workflowName,
  type NextStep,
} from '../../functions/domain/file/next-step.ts'
import { sha256, type TrailEntry, trailEntry } from '../../functions/domain/file/trail.ts'
import type { Letter } from '../../functions/usecases/ports/letter.ts'
import { readConfiguration } from '../../infra/commands/configuration.ts'
import type { Cover, Effect, FiledPaper, PublicationEntry } from '../../functions/domain/file/change.ts'
import { request } from '../../functions/domain/file/request.ts'
import { ask } from '../../functions/domain/file/ask.ts'
import { posting } from '../../functions/domain/file/posting.ts'
import { payment } from '../../functions/domain/file/payment.ts'
import type { CaseFile } from '../../functions/domain/file/case-file.ts'
import { Conflict, EffectRefused } from '../../functions/usecases/ports/errors.ts'
import type { CaseFiles } from '../../functions/usecases/ports/case-files.ts'
import type { Press } from '../../functions/usecases/ports/press.ts'
import type { Workflows } from '../../functions/usecases/ports/workflows.ts'
import type { Draft, Drafts } from '../../functions/usecases/ports/drafts.ts'
import type { Postman } from '../../functions/usecases/ports/mail.ts'
import type { Deps } from '../../functions/usecases/ports/deps.ts'

/** The ports of the use cases in memory, with the very guarantees that the adapters give: tests of use cases need no more. */

const caseFile = z.strictObject({
  request,
  asks: z.array(ask),
  postings: z.array(posting),
  payments: z.array(payment),
})

/** A write that failed for no reason of the caller's: before it took effect, or after, with its answer lost. */
export class Fault extends Error {
  override name = 'Fault'
}
export type FaultAt = { commit: number; when: 'before' | 'after' }

/** Whoever changes in place what was read fails at once. */
function frozen<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

/** Case files, parsed as they come in and frozen as they go out. */
export class MemoryFiles implements CaseFiles {
  readonly #files = new Map<string, CaseFile>()
  readonly #trails = new Map<string, TrailEntry[]>()
  readonly claims = new Map<string, string>()
  readonly receipts = new Set<string>()
  readonly carried = new Map<string, number>()
  readonly funds = new Map<string, number>()
  /** Who holds places at a host, by project and request, and how often it changed. */
  readonly hosts = new Map<string, { changes: number; guests: Map<string, Guest & { project: string }> }>()
  /** Turns by fund, and how often somebody came. */
  readonly queues = new Map<string, Map<string, string>>()
  readonly joins = new Map<string, number>()
  readonly needs = new Map<string, Cover>()
  readonly benefits = new Map<string, number>()
  readonly numbers = new Map<string, number>()
  readonly held = new Map<string, number>()
  readonly publication = new Map<string, PublicationEntry>()
  readonly papers = new Map<string, FiledPaper>()
  /** Help and bans by tax code, and help by request within. */
  readonly help = new Map<string, Map<string, Help>>()
  readonly bans = new Map<string, string>()
  readonly publishedSealed: number[] = []
  sealedFiles = 0
  /** Commits tried so far, and at which of them to fail. */
  commits = 0
  fault: FaultAt | undefined

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
    const writes = effects.map((effect) => this.#write(effect))
    // As a store keeps it: without absent members, and parsed by the schemas that read it.
    this.#files.set(after.request.id, frozen(caseFile.parse(JSON.parse(JSON.stringify(after)))))
    const trail = this.#trails.get(after.request.id) ?? []
    this.#trails.set(after.request.id, [...trail, frozen(trailEntry.parse(JSON.parse(JSON.stringify(entry))))])
    for (const write of writes) write()
    if (fails('after')) throw new Fault(`answer to commit ${number}`)
  }

  /** Checks the condition of an effect; what comes back is the write. @throws EffectRefused */
  #write(effect: Effect): () => void {
    const add = (to: Map<string, number>, key: string, amount: number) => () => {
      to.set(key, (to.get(key) ?? 0) + amount)
    }
    switch (effect.effect) {
      case 'claimPerson':
      case 'freePerson': {
        const key = `${effect.municipality} ${effect.taxCode} ${effect.kind}`
        if (effect.effect === 'freePerson') return () => this.claims.delete(key)
        if (this.claims.has(key)) throw new EffectRefused('claimPerson')
        return () => this.claims.set(key, effect.request)
      }
      case 'carry':
        return add(this.carried, effect.member, effect.files)
      case 'takePlace': {
        const { project, person, excludedPeople } = effect
        const host = this.hosts.get(effect.host) ?? { changes: 0, guests: new Map() }
        const count = [...host.guests.values()].filter((guest) => guest.project === project).length
        if (count >= effect.places || host.changes !== effect.seen) throw new EffectRefused('takePlace')
        return () => {
          const guests = new Map(host.guests).set(`${project} ${effect.request}`, { project, person, excludedPeople })
          for (const freed of effect.frees) guests.delete(`${freed} ${effect.request}`)
          this.hosts.set(effect.host, { changes: host.changes + 1, guests })
        }
      }
      case 'freePlace':
        return () => {
          for (const project of effect.projects)
            this.hosts.get(effect.host)?.guests.delete(`${project} ${effect.request}`)
        }
      case 'keepApart':
        return () => {
          const host = this.hosts.get(effect.host)
          if (!host) return
          host.changes++
          for (const project of effect.projects) {
            const guest = host.guests.get(`${project} ${effect.request}`)
            if (guest)
              host.guests.set(`${project} ${effect.request}`, { ...guest, excludedPeople: effect.excludedPeople })
          }
        }
      case 'commitFund':
        if ((this.funds.get(effect.fund) ?? 0) + effect.amountCents > effect.limitCents)
          throw new EffectRefused('commitFund')
        if ((this.joins.get(effect.fund) ?? 0) !== effect.joins) throw new EffectRefused('commitFund')
        return add(this.funds, effect.fund, effect.amountCents)
      case 'releaseFund':
        return add(this.funds, effect.fund, -effect.amountCents)
      case 'joinQueue':
        return () => {
          const queue = this.queues.get(effect.fund) ?? new Map<string, string>()
          this.queues.set(effect.fund, queue.set(effect.turn, effect.request))
          add(this.joins, effect.fund, 1)()
        }
      case 'leaveQueue':
        return () => this.queues.get(effect.fund)?.delete(effect.turn)
      case 'coverNeed': {
        const key = `${effect.taxCode} ${effect.kind}`
        if (this.needs.get(key)?.request !== effect.instead) throw new EffectRefused('coverNeed')
        return () => this.needs.set(key, { request: effect.request, until: effect.until })
      }
      case 'claimReceipt':
        if (this.receipts.has(effect.receipt)) throw new EffectRefused('claimReceipt')
        return () => this.receipts.add(effect.receipt)
      case 'countBenefit':
        return add(this.benefits, `${effect.taxCode} ${effect.year}`, effect.amountCents)
      case 'publish':
        return () => this.publication.set(effect.entry.pseudonym, effect.entry)
      case 'filePaper': {
        const { request: id, paper } = effect
        const kept = this.papers.get(`${id} ${paper.id}`)
        if (kept && (kept.html !== paper.html || Buffer.compare(kept.pdf, paper.pdf) !== 0))
          throw new EffectRefused('filePaper')
        return () => this.papers.set(`${id} ${paper.id}`, paper)
      }
      case 'recordHelp':
        return () => {
          for (const taxCode of effect.taxCodes)
            this.help.set(
              taxCode,
              new Map([...(this.help.get(taxCode) ?? []), [effect.help.request, help.parse(effect.help)]]),
            )
        }
      case 'forgetHelp':
        return () => {
          for (const taxCode of effect.taxCodes) this.help.get(taxCode)?.delete(effect.request)
        }
      case 'ban':
        return () => this.bans.set(effect.taxCode, [this.bans.get(effect.taxCode) ?? '', effect.until].sort()[1] ?? '')
      case 'unpublish':
        return () => this.publication.delete(effect.pseudonym)
      case 'correctPublication': {
        const line = this.publication.get(effect.pseudonym)
        if (!line) throw new EffectRefused('correctPublication')
        return () => this.publication.set(effect.pseudonym, { ...line, amountCents: effect.amountCents })
      }
      case 'publishSealed':
        return () => {
          this.publishedSealed.push(effect.amountCents)
          this.sealedFiles += effect.files
        }
    }
  }

  async trail(id: string) {
    return this.#trails.get(id) ?? []
  }

  async wrote(entry: TrailEntry) {
    return (await this.trail(entry.request)).some((written) => written.hash === entry.hash)
  }

  async *open() {
    for (const id of this.#files.keys()) {
      const file = await this.get(id)
      if (requiredWorkflows(file, file.request.receivedAt).length > 0) yield id
    }
  }

  async takeNumber(municipality: string, year: number, request: string) {
    await turn()
    const key = `${municipality} ${year}`
    const held = this.held.get(`${key} ${request}`)
    const number = held ?? (this.numbers.get(key) ?? 0) + 1
    this.held.set(`${key} ${request}`, number)
    if (held === undefined) this.numbers.set(key, number)
    return number
  }

  async forgetNumber(municipality: string, year: number, request: string) {
    this.held.delete(`${municipality} ${year} ${request}`)
  }

  async numbered(municipality: string, number: string) {
    for (const { request } of this.#files.values())
      if (request.municipality === municipality && request.registryEntry === number) return request.id
    return undefined
  }

  async loads() {
    return Object.fromEntries(this.carried)
  }

  async placesTaken(_municipality: string, me?: Guest): Promise<Places> {
    await turn()
    return Object.fromEntries(
      [...this.hosts].map(([host, { changes, guests }]) => {
        const taken: Record<string, number> = {}
        for (const { project } of guests.values()) taken[project] = (taken[project] ?? 0) + 1
        return [host, { changes, taken, apart: me !== undefined && mustNotMeet(me, [...guests.values()]) }]
      }),
    )
  }

  async benefitsCents(_municipality: string, taxCode: string, year: number) {
    return this.benefits.get(`${taxCode} ${year}`) ?? 0
  }

  async paper(id: string, paper: string) {
    return this.papers.get(`${id} ${paper}`)
  }

  async helpOf(_municipality: string, taxCodes: readonly string[]) {
    return [...new Map(taxCodes.flatMap((taxCode) => [...(this.help.get(taxCode) ?? [])])).values()]
  }

  async *sealedOf(_municipality: string, taxCodes: readonly string[]) {
    for (const { request } of this.#files.values())
      if (request.sealed && taxCodes.includes(request.application.applicant.taxCode)) yield request
  }

  async banUntil(_municipality: string, taxCodes: readonly string[]) {
    return taxCodes
      .flatMap((taxCode) => this.bans.get(taxCode) ?? [])
      .sort()
      .at(-1)
  }

  async fundState(_municipality: string, fund: string) {
    await turn()
    const committedCents = this.funds.get(fund) ?? 0
    const joins = this.joins.get(fund) ?? 0
    await turn()
    const [first] = this.waiting(fund)
    return { committedCents, joins, ...(first ? { head: { turn: first[0], request: first[1] } } : {}) }
  }

  /** Who waits on a fund, by turn. */
  waiting(fund: string): [turn: string, request: string][] {
    return [...(this.queues.get(fund) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  async needOf(_municipality: string, taxCode: string, kind: string) {
    await turn()
    return this.needs.get(`${taxCode} ${kind}`)
  }

  async all() {
    return [...this.#files.values()]
  }

  /** Lets a test change a file from outside, past every rule; or make one of another. */
  async tamper(id: string, change: (file: CaseFile) => CaseFile, from = id) {
    this.#files.set(id, change(await this.get(from)))
  }
}

/** Remembers what it is told; a test plays the machine. */
export class MemoryWorkflow implements Workflows {
  readonly tokens = new Map<string, string>()
  readonly woken: { token: string; standing: NextStep }[] = []
  readonly attempts = new Map<string, number>()
  readonly running = new Set<string>()
  readonly marks = new Map<string, { execution: string; status: string; at: string }>()
  /** Whether it can be reached. */
  up = true

  #reach() {
    if (!this.up) throw new Error('unreachable')
  }
  async saveToken(id: string, token: string) {
    this.tokens.set(id, token)
  }
  async tokenOf(id: string) {
    return this.tokens.get(id)
  }
  async succeed(token: string, standing: NextStep) {
    this.#reach()
    this.woken.push({ token, standing })
  }
  async ensure(id: string, workflow: WorkflowRef, restart: boolean) {
    this.#reach()
    const name = `${id}-${workflowName(workflow)}`
    if (this.running.has(name) && !restart) return false
    this.running.add(name)
    this.attempts.set(name, (this.attempts.get(name) ?? 0) + 1)
    return true
  }
  async isCurrent(execution: string) {
    const [, name = '', attempt] = /^(.*)-(\d+)$/.exec(execution) ?? []
    return this.attempts.get(name) === Number(attempt)
  }
  async markStuck({ request, execution, status, at }: Parameters<Workflows['markStuck']>[0]) {
    this.marks.set(request, { execution, status, at })
  }
  async clearStuck(id: string, execution: string) {
    if (this.marks.get(id)?.execution === execution) this.marks.delete(id)
  }
  async stuck(id: string) {
    return this.marks.get(id)
  }
}

export class MemoryPostman implements Postman {
  readonly sent: { to: string; letter: Letter }[] = []
  async send(to: string, letter: Letter) {
    this.sent.push({ to, letter })
  }
  /** The letters about one question, oldest first. */
  about(askId: string) {
    return this.sent.flatMap(({ to, letter }) =>
      letter.template === 'ask' && letter.url.includes(`/asks/${askId}/`) ? [{ to, ...letter }] : [],
    )
  }
}

/** Prints in no time: what a paper says is tested with the real press. */
const memoryPress: Press = {
  print: async ({ id }, { request }) => ({ html: `<h1>${request.registryEntry} ${id}</h1>`, pdf: Buffer.from(id) }),
}

class MemoryDrafts implements Drafts {
  readonly #drafts = new Map<string, Draft>()
  async load(hash: string) {
    return this.#drafts.get(hash)
  }
  async save(hash: string, draft: Draft) {
    this.#drafts.set(hash, draft)
  }
  async remove(hash: string) {
    this.#drafts.delete(hash)
  }
}

/** A clock that stands until it is moved. */
export class MemoryClock {
  #now: string
  constructor(now: string) {
    this.#now = now
  }
  now() {
    return this.#now
  }
  today() {
    return dayOf(this.#now)
  }
  moveTo(at: string) {
    this.#now = at
  }
  moveSeconds(seconds: number) {
    this.#now = new Date(Date.parse(this.#now) + seconds * 1000).toISOString().replace('.000Z', 'Z')
  }
  /** To nine in the morning, in Italy, of the day so many days later. */
  moveDays(days: number) {
    this.#now = startOf(addDays(this.today(), days))
    this.moveSeconds(9 * 3600)
  }
}

export const SESTO = await readConfiguration(new URL('../../config/sesto-san-giovanni', import.meta.url).pathname)

/** The example municipality with other values for some parameters of its regulation. */
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
  clock: MemoryClock
  files: MemoryFiles
  workflows: MemoryWorkflow
  postman: MemoryPostman
  reports: string[]
  municipality: Municipality
}

/** Monday 2 March 2026, half past nine in Italy. */
export const START = '2026-03-02T08:30:00Z'

/** A world of its own for a test. `municipality` can be changed while it runs, like a configuration imported anew. */
export function newWorld(municipality: Municipality = SESTO, now = START): World {
  const reports: string[] = []
  const world: World = {
    clock: new MemoryClock(now),
    files: new MemoryFiles(),
    drafts: new MemoryDrafts(),
    workflows: new MemoryWorkflow(),
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
    report: (what, id, error) => reports.push(`${what} ${id} ${error instanceof Error ? error.name : error}`),
    reports,
    municipality,
  }
  return world
}

/** An application; `index` tells one person from another. */
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
