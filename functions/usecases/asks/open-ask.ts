import type { Municipality } from '../../domain/municipality/regulation.ts'
import { canWithdraw as mayWithdraw } from '../../domain/procedure/lifecycle.ts'
import { type CaseFile, isGrantUnderReview, requestOfAsk } from '../../domain/file/case-file.ts'
import { sha256 } from '../../domain/file/trail.ts'
import { sendAgain } from './links.ts'
import { contactOf, hasConflict, isStaff } from '../../domain/procedure/who-may.ts'
import type { Ask, Link } from '../../domain/file/ask.ts'
import type { Deps } from '../ports/deps.ts'
import { equalHashes } from '../../domain/base/hashes.ts'

/** The result of opening the link of an ask. `unknown` reveals nothing; `gone` may be renewed while the ask is open. */
export type OpenedAsk =
  | { state: 'unknown' }
  | { state: 'answered'; ask: Ask; file: CaseFile; municipality: Municipality; by: string; at: string }
  | { state: 'gone'; ask: Ask; file: CaseFile; municipality: Municipality; link: Link; renewable: boolean }
  | { state: 'open'; ask: Ask; file: CaseFile; municipality: Municipality; link: Link }

const NOTHING = sha256('no such link')

/** Returns true for a link of staff who left or have a conflict of interest: it shows nothing of the file (L. 241/1990 art. 6-bis). */
export function isBarred({ to }: Link, { request }: CaseFile, { staff }: Municipality): boolean {
  const member = staff.find(({ id }) => id === to.id)
  return isStaff(to) && (!member || hasConflict(member, request))
}

/** Opens an ask by its link. Reads only: opening a link any number of times changes nothing. */
export async function openAsk(deps: Deps, id: string, secret: string): Promise<OpenedAsk> {
  const file = await deps.files.load(requestOfAsk(id))
  const ask = file?.asks.find((candidate) => candidate.id === id)
  const hash = sha256(secret)
  const held = (ask?.links ?? [{ hash: NOTHING }]).filter((link) => equalHashes(link.hash, hash))
  const link = ask?.links.find((candidate) => held.includes(candidate))
  if (!file || !ask || !link) return { state: 'unknown' }
  const municipality = await deps.configuration.of(file.request.municipality)
  const found = { ask, file, municipality }
  if (ask.status === 'answered' && ask.answeredAt && ask.answeredBy) {
    const by = contactOf(ask.answeredBy, municipality, file)?.name ?? ask.answeredBy.id
    return { state: 'answered', ...found, by, at: ask.answeredAt }
  }
  if (ask.status !== 'open' || isBarred(link, file, municipality))
    return { state: 'gone', ...found, link, renewable: false }
  if (link.superseded || link.expiresAt <= deps.clock.now()) return { state: 'gone', ...found, link, renewable: true }
  return { state: 'open', ...found, link }
}

/** Sends a new link in place of an expired one, at a limited rate and to the same address only. */
export async function renewLink(deps: Deps, id: string, secret: string): Promise<OpenedAsk & { renewed?: boolean }> {
  const opened = await openAsk(deps, id, secret)
  if (opened.state !== 'gone' || !opened.renewable) return opened
  const { ask, link, file, municipality } = opened
  await sendAgain(deps, { file, municipality, now: deps.clock.now() }, ask, link.to)
  return { ...opened, renewed: true }
}

export type OpenedStatus = { file: CaseFile; municipality: Municipality; canWithdraw: boolean }

/** Opens the status page of a citizen by its link. */
export async function openStatus(
  deps: Pick<Deps, 'files' | 'configuration'>,
  request: string,
  secret: string,
): Promise<OpenedStatus | undefined> {
  const file = await deps.files.load(request)
  if (!equalHashes(file?.request.statusSecretHash ?? NOTHING, sha256(secret)) || !file) return undefined
  return {
    file,
    municipality: await deps.configuration.of(file.request.municipality),
    canWithdraw: mayWithdraw(file.request.stage) && !isGrantUnderReview(file.request),
  }
}
