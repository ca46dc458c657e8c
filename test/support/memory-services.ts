import { addDays, dayOf, startOf } from '../../functions/domain/base/calendar.ts'
import { type WorkflowRef, workflowName, type NextStep } from '../../functions/domain/file/next-step.ts'
import type { Letter } from '../../functions/usecases/ports/letter.ts'
import type { Press } from '../../functions/usecases/ports/press.ts'
import type { Workflows } from '../../functions/usecases/ports/workflows.ts'
import type { Draft, Drafts } from '../../functions/usecases/ports/drafts.ts'
import type { Postman } from '../../functions/usecases/ports/mail.ts'
import type { Deps } from '../../functions/usecases/ports/deps.ts'

/** Workflows that record their calls; a test plays the machine. */
export class MemoryWorkflow implements Workflows {
  readonly tokens = new Map<string, string>()
  readonly woken: { token: string; standing: NextStep }[] = []
  readonly attempts = new Map<string, number>()
  readonly running = new Set<string>()
  readonly marks = new Map<string, { execution: string; status: string; at: string }>()
  /** False to make every call fail. */
  up = true
  readonly #started = new Map<string, string>()
  readonly #clock: Deps['clock']

  constructor(clock: Deps['clock']) {
    this.#clock = clock
  }

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
  async ensure(id: string, workflow: WorkflowRef, restart: boolean | { startedBefore: string }) {
    this.#reach()
    const name = `${id}-${workflowName(workflow)}`
    const replaces = typeof restart === 'boolean' ? restart : (this.#started.get(name) ?? '') < restart.startedBefore
    if (this.running.has(name) && !replaces) return false
    this.#started.set(name, this.#clock.now())
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

/** A fast press; the content of papers is tested with the real one. */
export const memoryPress: Press = {
  print: async ({ id }, { request }) => ({ html: `<h1>${request.registryEntry} ${id}</h1>`, pdf: Buffer.from(id) }),
}

export class MemoryDrafts implements Drafts {
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

/** A clock that stands still until it is moved. */
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
  /** Moves to nine in the morning in Italy, some days later. */
  moveDays(days: number) {
    this.#now = startOf(addDays(this.today(), days))
    this.moveSeconds(9 * 3600)
  }
}
