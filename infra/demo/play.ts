import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { AskKind } from '../../functions/domain/questions/index.ts'
import { addDays, addMonths, dayOf, daysBetween, daysFromTo, weekday } from '../../functions/domain/base/calendar.ts'
import { checkLetter } from '../../functions/domain/base/identifiers.ts'

/** A running system as its users see it: its address, the mail it sends, and its time. */
export type World = {
  url: string
  /** Returns the text of every message sent so far, oldest first. */
  mails(): Promise<readonly string[]>
  /** Moves time forward until the given day has begun in Italy. */
  advanceTo(day: string): Promise<void>
  now(): Promise<string>
}

/**
 * Moves the time of an environment forward until a day has begun in Italy. The environment's days have 24 hours: after the
 * clocks go back, the move may end an hour short of the day and is repeated.
 */
export async function moveTo(
  day: string,
  now: () => Promise<string>,
  advance: (duration: string) => Promise<unknown>,
): Promise<void> {
  for (let days = daysBetween(dayOf(await now()), day); days > 0; days = daysBetween(dayOf(await now()), day))
    await advance(`P${days}D`)
}

/** A request that is played, as its person knows it. */
export type Story = { request: string; statusSecret: string; email: string }

/** The plan of every story: 2 months of 300.00 euro for 80 hours, on four mornings a week of 4 hours. */
export const PLAN = {
  monthlyCents: 30_000,
  months: 2,
  owedMinutes: 80 * 60,
  weekdays: [1, 2, 3, 4],
  minutesADay: 240,
} as const

const ATTEMPTS = 240
const WAIT_MS = 250

/**
 * Retries until there is a result: mail takes a moment, and the system may be restarting.
 * @throws Error after about a minute, or at once if the attempt throws Unexpected
 */
async function retryUntilResult<Result>(what: string, attempt: () => Promise<Result | undefined>): Promise<Result> {
  let last: unknown
  for (let tries = 0; tries < ATTEMPTS; tries++) {
    try {
      const result = await attempt()
      if (result !== undefined) return result
    } catch (error) {
      if (error instanceof Unexpected) throw error
      last = error
    }
    await pause(Math.min(WAIT_MS, 10 * 2 ** tries))
  }
  throw new Error(`${what}: waited in vain`, { cause: last })
}

/** An error about a response that no further attempt will change. */
class Unexpected extends Error {
  override name = 'Unexpected'
}

/** Returns the letters that distinguish the tax code of a person by index. */
const letters = (index: number): string =>
  Array.from({ length: 6 }, (_, place) => String.fromCharCode(65 + (Math.floor(index / 26 ** place) % 26))).join('')

/** Returns the application of a person; each index gives another person. */
export function personOf(index: number) {
  const code = `${letters(index)}85D41F205`
  return {
    language: 'it',
    applicant: {
      firstName: 'Maria',
      lastName: `Esempio ${letters(index)}`,
      taxCode: code + checkLetter(code),
      birthDate: '1985-04-01',
      email: `persona.${index}@example.org`,
      phone: '+39 02 5550100',
    },
    home: { street: 'Via Fittizia 7', postalCode: '20099', town: 'Sesto San Giovanni', resident: true },
    household: [],
    need: {
      kind: 'ordinary',
      reason: 'Ho perso il lavoro e non riesco a pagare le bollette.',
      iseeCents: 480_000,
      workStatus: 'unemployed',
      abilities: 'So curare il verde.',
    },
    payout: { method: 'transfer', iban: 'IT60X0542811101000000123456' },
    declarations: { truthful: true, privacy: true },
  }
}

/** An application as sent to the API; `personOf` returns one that asks for money. */
export type Person = Omit<ReturnType<typeof personOf>, 'payout'> & { payout: { method: string } }

/** A reader of the links in mail. It reads each message once. */
class Links {
  readonly #world: World
  readonly #found = new Map<string, string>()
  #read = 0
  constructor(world: World) {
    this.#world = world
  }
  async of(ask: string): Promise<string | undefined> {
    if (!this.#found.has(ask)) {
      const mails = await this.#world.mails()
      for (const text of mails.slice(this.#read))
        for (const [, path = '', id = ''] of text.matchAll(/https?:\/\/[^/\s]+(\/asks\/([0-9a-z-]+)\/[\w-]+)/g))
          this.#found.set(id, path)
      this.#read = mails.length
    }
    return this.#found.get(ask)
  }
}

/** A callback for each call to the system, by a name that is the same in every story. */
export type Observe = (point: string) => void

/** All people of a request, played over HTTP and mail. */
export class Players {
  readonly #world: World
  readonly #links: Links
  readonly #observe: Observe
  /** The number of questions answered so far. */
  answered = 0
  constructor(world: World, observe: Observe = () => undefined) {
    this.#world = world
    this.#links = new Links(world)
    this.#observe = observe
  }

  /** Sends a request; the observer may inject a fault before it and after its response. */
  async #send(what: string, url: string, init: RequestInit): Promise<Response> {
    this.#observe(`before ${what}`)
    const response = await fetch(url, init)
    this.#observe(`after ${what}`)
    return response
  }

  /** Applies as a citizen. The idempotency key makes a repetition the same request. */
  async apply(person: Person, key: string): Promise<Story> {
    const { request, statusUrl } = await retryUntilResult('apply', async () => {
      const response = await this.#send('apply', `${this.#world.url}/api/requests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(person),
      })
      const body: unknown = await response.json()
      if (response.status >= 500) return undefined
      if (response.status !== 201) throw new Unexpected(`apply: ${response.status} ${JSON.stringify(body)}`)
      return z.object({ request: z.string(), statusUrl: z.url() }).parse(body)
    })
    return { request, statusSecret: statusUrl.split('/').at(-1) ?? '', email: person.applicant.email }
  }

  /** Returns the address of a question from the mail it came in, with the host of this world. */
  async link(story: Story, kind: AskKind, subject: string): Promise<string> {
    const ask = `${story.request}-${kind}-${subject}`
    return this.#world.url + (await retryUntilResult(`mail of ${ask}`, () => this.#links.of(ask)))
  }

  /** Answers a question. After a lost response the repetition learns that it is answered already, which counts as success. */
  async answer(story: Story, kind: AskKind, subject: string, answer: object): Promise<void> {
    const url = await this.link(story, kind, subject)
    await retryUntilResult(`answer ${kind} ${subject}`, async () => {
      const response = await this.#send(`${kind}-${subject}`, url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(answer),
      })
      if (response.status >= 500) return undefined
      if (response.status !== 200 && response.status !== 409)
        throw new Unexpected(`${kind}: ${response.status} ${await response.text()}`)
      return true
    })
    this.answered++
  }

  /** Returns the state of a request as its person sees it through the API. */
  async state(story: Story) {
    const shape = z.object({
      stage: z.string(),
      number: z.string().nullable(),
      hours: z.object({ owedMinutes: z.int(), doneMinutes: z.int(), verifiedMinutes: z.int() }),
      payments: z.array(z.object({ instalment: z.int(), amountCents: z.int(), state: z.string() })),
    })
    return retryUntilResult('state', async () => {
      const response = await fetch(`${this.#world.url}/api/requests/${story.request}`, {
        headers: { authorization: `Bearer ${story.statusSecret}` },
      })
      return response.status === 200 ? shape.parse(await response.json()) : undefined
    })
  }

  /** Waits until a request has reached a stage. */
  async reached(story: Story, stage: string) {
    return retryUntilResult(`${story.request} ${stage}`, async () => {
      const state = await this.state(story)
      return state.stage === stage ? state : undefined
    })
  }
}

/** A scene of a story. */
export type Scene = {
  title: string
  /** The first day on which it can be played. */
  from?: string
  play(players: Players, story: Story): Promise<void>
}

/** Returns the days of a month on which the person comes, until the month's share of the hours is done. */
const attendance = (from: string, to: string) =>
  [...daysFromTo(from, to)]
    .filter((on) => PLAN.weekdays.some((day) => day === weekday(on)))
    .slice(0, PLAN.owedMinutes / PLAN.months / PLAN.minutesADay)
    .map((on) => ({ on, minutes: PLAN.minutesADay }))

/** Returns the first day, from the given one on, on which the school of the example is not closed for Christmas. */
export const schoolDay = (on: string): string => {
  const monthDay = on.slice(5)
  const year = Number(on.slice(0, 4))
  if (monthDay >= '12-23') return `${year + 1}-01-07`
  return monthDay <= '01-06' ? `${year}-01-07` : on
}

/** Returns the scenes from assessment to closing. Many requests can play a scene together, so that time moves once. */
export function scenesFrom(now: string): Scene[] {
  const startsOn = schoolDay(addDays(dayOf(now), 14))
  const scene = (title: string, kind: AskKind, subject: string, answer: object, from?: string): Scene => ({
    title,
    ...(from ? { from } : {}),
    play: (players, story) => players.answer(story, kind, subject, answer),
  })
  return [
    scene('The social worker assesses and proposes 300.00 euro for 2 months', 'assessment', '1', {
      choice: 'proposeApproval',
      interviewOn: dayOf(now),
      identity: 'document',
      needs: 'Affitto e bollette, nessun reddito da due mesi.',
      monthlyCents: PLAN.monthlyCents,
      months: PLAN.months,
      programme: 'baratto',
      fund: 'bilancio',
      work: { ability: 'full' },
      reasons: 'Situazione di bisogno accertata nel colloquio.',
    }),
    scene('The manager approves', 'decision', '1', { choice: 'approve' }),
    scene('The educator finds a place', 'placement', '1', {
      choice: 'place',
      project: 'foglie-cortile',
      startsOn,
      weekdays: PLAN.weekdays,
      minutesADay: PLAN.minutesADay,
    }),
    scene('The citizen accepts the agreement', 'agreement', '1', { choice: 'accept' }),
    scene('The educator confirms the insurance', 'insurance', '1', {
      choice: 'confirm',
      policy: 'POL-2026-001',
      coverFrom: startsOn,
      coverTo: addMonths(startsOn, PLAN.months + 2),
    }),
    ...Array.from({ length: PLAN.months }, (_, index) => index + 1).flatMap((period) => {
      const from = addMonths(startsOn, period - 1)
      const next = addMonths(startsOn, period)
      return [
        scene(
          `Month ${period}: the host writes the hours`,
          'timesheet',
          String(period),
          { choice: 'hours', days: attendance(from, addDays(next, -1)) },
          next,
        ),
        scene(`Month ${period}: the educator verifies them`, 'verification', String(period), { choice: 'verify' }),
        scene(`Month ${period}: finance pays the instalment`, 'outcome', `${period}-1`, {
          choice: 'paid',
          paidOn: next,
          order: `M-${period}`,
        }),
      ]
    }),
    { title: 'Closed', play: async (players, story) => void (await players.reached(story, 'closed')) },
  ]
}

/** Runs `work` on every item, at most `concurrency` at a time. */
async function each<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: Math.min(concurrency, items.length) }, async () => {
      for (const [index, item] of queue) await work(item, index)
    }),
  )
}

/** The options of {@link playLifecycles}. */
export type PlayOptions = {
  world: World
  count?: number
  concurrency?: number
  tell?: (title: string, done: number) => Promise<void> | void
  keyPrefix?: string
  firstPerson?: number
  observe?: Observe
}

/** Plays `count` requests from the form to closing. */
export async function playLifecycles({
  world,
  count = 1,
  concurrency = 1,
  tell = () => undefined,
  keyPrefix = 'play',
  firstPerson = 0,
  observe,
}: PlayOptions): Promise<{ players: Players; stories: Story[] }> {
  const players = new Players(world, observe)
  const stories: Story[] = []
  const people = Array.from({ length: count }, (_, index) => personOf(firstPerson + index))
  await each(people, concurrency, async (person, index) => {
    stories[index] = await players.apply(person, `${keyPrefix}-${index}`)
  })
  await tell('The citizen applies', count)
  for (const { title, from, play } of scenesFrom(await world.now())) {
    if (from) await world.advanceTo(from)
    await each(stories, concurrency, (story) => play(players, story))
    await tell(title, count)
  }
  return { players, stories }
}
