import type { Language } from '../../domain/file/application.ts'
import type { Clock } from '../../domain/base/calendar.ts'
import type { Help } from '../../domain/procedure/eligibility.ts'
import type { PaperName } from '../../domain/file/papers.ts'
import type { Guest, Places } from '../../domain/activity/places.ts'
import type { Municipality, Project } from '../../domain/municipality/regulation.ts'
import type { Cover, Effect, FiledPaper, Printed, PublicationEntry } from '../../domain/file/change.ts'
import type { Ask, CaseFile, Request } from '../../domain/file/records.ts'
import type { WorkflowRef, NextStep } from '../../domain/file/next-step.ts'
import type { TrailEntry } from '../../domain/file/trail.ts'
import type { Photo, Work } from '../../domain/activity/work.ts'
import type { Letter } from './letter.ts'

/** What the use cases need of the world. Adapters implement it; tests give their own. */

/** Another write came first. The use case reads again and decides again. */
export class Conflict extends Error {
  override name = 'Conflict'
}

/** A condition beside the record did not hold: the money, the person's open request, the number. */
export class EffectRefused extends Error {
  override name = 'EffectRefused'
  readonly effect: Effect['effect']
  constructor(effect: Effect['effect']) {
    super(effect)
    this.effect = effect
  }
}

/** A fund as its counter and its queue have it; `joins` tells how often somebody came into the queue. */
export type FundState = {
  committedCents: number
  joins: number
  /** Who waits there first. */
  head?: { turn: string; request: string }
}

export interface CaseFiles {
  load(request: string): Promise<CaseFile | undefined>
  /**
   * Writes a new state of a file, its trail entry and the effects, all or nothing.
   * @throws Conflict when the file is no longer at the version it was read at
   * @throws EffectRefused when the condition of an effect does not hold
   */
  commit(before: CaseFile | undefined, after: CaseFile, entry: TrailEntry, effects: readonly Effect[]): Promise<void>
  trail(request: string): Promise<TrailEntry[]>
  /** Whether a trail entry was written: tells a write whose answer was lost from one that never happened. */
  wrote(entry: TrailEntry): Promise<boolean>
  /** Ids of requests that may still have work to do. */
  open(): AsyncIterable<string>
  /**
   * The number of a request in the register of a year: the next one the first time, the same one each time after. Without
   * gaps: a number is given to a request for good, in one write of the counter that remembers who has it.
   */
  takeNumber(municipality: string, year: number, request: string): Promise<number>
  /** An ended request asks for its number no more, so the counter need not remember it. */
  forgetNumber(municipality: string, year: number, request: string): Promise<void>
  /** How many open files each member of staff has. */
  loads(municipality: string): Promise<Record<string, number>>
  /** The places taken at each host, as they concern a person by tax code; without one, nobody is kept apart. */
  placesTaken(municipality: string, person?: Guest): Promise<Places>
  benefitsCents(municipality: string, taxCode: string, year: number): Promise<number>
  /** Help recorded for any of these people, that of one request once. */
  helpOf(municipality: string, taxCodes: readonly string[]): Promise<Help[]>
  /** The last day of a ban on any of these people, past or to come. */
  banUntil(municipality: string, taxCodes: readonly string[]): Promise<string | undefined>
  fundState(municipality: string, fund: string): Promise<FundState>
  /** Who covers a person's need of a kind, now or in the past. */
  needOf(municipality: string, taxCode: string, kind: string): Promise<Cover | undefined>
  /** The sealed requests of some people. */
  sealedOf(municipality: string, taxCodes: readonly string[]): AsyncIterable<Request>
  /** A paper of a file, as it was issued. */
  paper(request: string, id: string): Promise<FiledPaper | undefined>
  /** The request that has a number (`year/number`) in the register of a municipality. */
  numbered(municipality: string, number: string): Promise<string | undefined>
}

/** Prints the acts of a file: the same file, the same bytes. */
export interface Press {
  print(paper: PaperName, file: CaseFile, municipality: Municipality): Promise<Printed>
}

/** What of a request a list shows, and what says whether it may. */
export type Listed = Pick<Request, 'id' | 'municipality' | 'registryEntry' | 'stage' | 'sealed' | 'queuedAt'>

/** What a municipality has under way. */
export interface Lists {
  /** Questions that wait for an answer, the soonest due first. */
  asks(municipality: string): AsyncIterable<Ask>
  /** Requests that may still have work to do. */
  requests(municipality: string): AsyncIterable<Listed>
  /** Ids of the requests that a person has open; of sealed files none, for that would say whose they are. */
  requestsOf(municipality: string, taxCode: string): AsyncIterable<string>
  /** Requests that money is asked back on. */
  clawedBack(municipality: string): AsyncIterable<Request>
  /** Ids of the open requests of people who are, or are to be, at a host. */
  placedAt(municipality: string, host: string): AsyncIterable<string>
  /** Requests whose workflow stopped and waits for a person. */
  stuck(municipality: string): AsyncIterable<{ request: string; at: string }>
}

/** What a municipality has published of the grants of a year. */
export interface Publication {
  lines(municipality: string, year: number): AsyncIterable<PublicationEntry>
  /** Sealed files, that have no lines of their own: how many, and what they come to in cents. */
  sealed(municipality: string, year: number): Promise<{ files: number; cents: number }>
}

/** Works that hosts asked for, their pictures, and the projects that came of them. */
export interface Works {
  load(municipality: string, id: string): Promise<Work | undefined>
  of(municipality: string): AsyncIterable<Work>
  /** Keeps a new one; false where there is one of this id. */
  post(work: Work): Promise<boolean>
  /**
   * Writes a work as it is now, and with it the project that it becomes or whose end it is.
   * @throws Conflict when it is no longer at the version it was read at
   */
  amend(before: Work, after: Work, project?: { made: Project } | { closed: string }): Promise<void>
  /** Keeps a picture, under an id that no other has. */
  keepPhoto(work: string, photo: string, bytes: Uint8Array): Promise<void>
  /** A picture as it was kept. @throws when it is not whole */
  photo(work: string, photo: Pick<Photo, 'id' | 'sha256'>): Promise<Uint8Array | undefined>
  forgetPhoto(work: string, photo: string): Promise<void>
  /** Removes all the pictures of a work that it does not name: safe only once it takes no more. */
  forgetPhotos(work: Work): Promise<void>
}

/** Keeps what may not be done over and over. */
export interface Pauses {
  /** Begins a pause; false when one is still running. */
  begin(what: string, now: string, minutes: number): Promise<boolean>
  /** Ends it early: what it was for did not happen. */
  end(what: string): Promise<void>
}

/** Running workflows. The token of a waiting task lives here and nowhere else. */
export interface Workflows {
  saveToken(ask: string, token: string): Promise<void>
  tokenOf(ask: string): Promise<string | undefined>
  /** Wakes the waiting task. A token that waits no more is no error: the next resume delivers. */
  succeed(token: string, standing: NextStep): Promise<void>
  /** Makes sure that exactly one execution drives this; with `restart` a living one is replaced. Returns whether one was started. */
  ensure(request: string, workflow: WorkflowRef, restart: boolean): Promise<boolean>
  /** Whether this execution is the one that drives its request now. */
  isCurrent(execution: string): Promise<boolean>
  markStuck(mark: {
    request: string
    municipality: string
    execution: string
    status: string
    at: string
  }): Promise<void>
  /** Takes the mark of an execution away; another one's stays. */
  clearStuck(request: string, execution: string): Promise<void>
  stuck(request: string): Promise<{ execution: string; status: string; at: string } | undefined>
}

/** A form somebody is filling in: what was valid so far, a section at a time. Forgotten after some days. */
export type Draft = { municipality: string; language: Language; sections: Record<string, unknown> }

export interface Drafts {
  /** By the SHA-256 of the draft's secret: the address of the form is the key to it, and is not stored. */
  load(hash: string): Promise<Draft | undefined>
  save(hash: string, draft: Draft): Promise<void>
  remove(hash: string): Promise<void>
}

export interface Configuration {
  municipalities(): Promise<string[]>
  /**
   * May be some seconds old, unless it must be `fresh`.
   * @throws when there is none: a request always belongs to one that was imported
   */
  of(municipality: string, how?: { fresh: boolean }): Promise<Municipality>
}

export interface Postman {
  send(to: string, letter: Letter): Promise<void>
}

/**
 * What passes are for: to enter the desk or a host's page, and the sessions that opens; a telephone that its owner set as
 * theirs; at a site, that a code was seen, and who typed their own number.
 */
export type PassPurpose = 'enter' | 'session' | 'hostEnter' | 'hostSession' | 'phone' | 'seen' | 'visitor'

/** Makes the secrets of links: derived, so a retry or a reminder writes the same link, and none is stored. */
export interface Secrets {
  forAsk(ask: string, generation: number): Promise<string>
  forStatus(request: string): Promise<string>
  /** What staff and the machines that act for them send as a bearer token. */
  forStaff(municipality: string, member: string): Promise<string>
  /** What proves a pass: what it is for, who holds it and until when. `expires` in epoch seconds. */
  forPass(purpose: PassPurpose, municipality: string, holder: string, expires: number): Promise<string>
  /** What the screen of a host shows during one step of time. */
  forSite(municipality: string, host: string, step: number): Promise<string>
  /** What the personal digits of a request are made of. */
  forPin(request: string): Promise<string>
  /** What finance's software checks our messages with: `whsec_` and base64. */
  forWebhook(municipality: string): Promise<string>
}

/** The address did not take a message: it answered something else than 2xx, or nothing (`NoAnswer`). */
export class NotTaken extends Error {
  override name = 'NotTaken'
}

/** Nobody was there, or not in time: the next message would fare no better. */
export class NoAnswer extends NotTaken {
  override name = 'NoAnswer'
}

/** Where finance's own software listens. */
export interface Webhook {
  /** @throws NotTaken when the address does not take it with 2xx */
  post(url: string, headers: Record<string, string>, body: string): Promise<void>
}

export type Deps = {
  clock: Clock
  files: CaseFiles
  drafts: Drafts
  workflows: Workflows
  configuration: Configuration
  postman: Postman
  secrets: Secrets
  publicUrl: string
  /** Notes a failure that is not the caller's to handle: by what it hit and the error's name, never by its content. */
  report(what: string, id: string, error: unknown): void
}
