import { describe, expect, it } from 'vitest'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { publicLineOf, pseudonymOf } from '../../../../functions/domain/money/publication.ts'
import { submitApplication } from '../../../../functions/usecases/procedure/submit-application.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { applicationOf, newWorld, type World } from '../../../support/memory.ts'
import { openReview } from '../../../support/story/paths.ts'
import { apply, type Parts, PARTS, play, REASONS, type Stop } from '../../../support/story/play.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/** 1,500.00 euro in six instalments: above the threshold of a year. */
const above: Parts = { assessment: (scene) => ({ ...PARTS.assessment(scene), monthlyCents: 25_000, months: 6 }) }
const none = () => ({ choice: 'none', reasons: REASONS })
const uphold = () => ({ choice: 'uphold', reasons: REASONS })

const isPaid: Stop = ({ payments }) => payments.some(({ state }) => state === 'paid')
const isPublished: Stop = ({ payments }) => payments.some(({ state }) => state === 'published')
const isRevoked: Stop = ({ request }) => request.stage === 'revoked'

const lines = (world: World) => [...world.files.publication.values()].map(({ amountCents }) => amountCents)
const standing = ({ payments }: CaseFile) =>
  payments.filter(({ state }) => state !== 'cancelled').reduce((sum, { amountCents }) => sum + amountCents, 0)

async function applySealed(world: World): Promise<string> {
  const received = await submitApplication(world, {
    municipality: 'I690',
    application: applicationOf(),
    channel: 'desk',
    filedBy: 'as-greco',
    sealed: true,
  })
  if (received.outcome !== 'received') throw new Error(received.outcome)
  return received.file.request.id
}
const seal = (world: World, id: string) =>
  amend(world, id, (_, now) => ({
    act: 'file.sealed',
    by: { role: 'socialWorker', id: 'as-greco' },
    request: { sealed: { at: now, named: ['as-greco'] } },
  }))

describe('the line of a grant', () => {
  it('shows the grant while it runs, and the paid amount at its end', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, above, isPaid)
    expect(lines(world)).toEqual([150_000])
    await play(world, id, above)
    expect(lines(world)).toEqual([150_000])
  })

  it('shows less when hours were missed', async () => {
    const world = newWorld()
    const timesheet: Parts['timesheet'] = (scene) => (scene.ask.subject === '1' ? PARTS.timesheet(scene) : none())
    const id = await apply(world)
    const completed = await play(world, id, { ...above, timesheet }, ({ request }) => request.stage === 'completed')
    expect(lines(world)).toEqual([standing(completed)])
    const file = await play(world, id)
    expect(file.request.stage).toBe('closed')
    expect(standing(file)).toBeLessThan(150_000)
    expect(lines(world)).toEqual([standing(file)])
  })

  it('shows paid and payable amounts after a withdrawal', async () => {
    const world = newWorld()
    const id = await apply(world)
    const before = await play(world, id, above, isPublished)
    await withdraw(world, id, undefined)
    expect(standing(before)).toBeGreaterThan(0)
    expect(lines(world)).toEqual([standing(before)])
    const file = await play(world, id)
    expect(lines(world)).toEqual([standing(file)])
  })

  it('shows the paid amount after a revocation, or disappears', async () => {
    for (const until of [isPaid, isPublished]) {
      const world = newWorld()
      const id = await apply(world)
      await play(world, id, above, until)
      expect(lines(world)).toEqual([150_000])
      await openReview(world, id)
      // Nothing else happens to the file before the ruling.
      const silent = { timesheet: () => undefined, outcome: () => undefined }
      const drives = { ...above, ...silent, ruling: uphold }
      const file = until === isPaid ? await play(world, id, drives, isRevoked) : await revokedAtOnce(world, id)
      expect(file.request.stage).toBe('revoked')
      expect(lines(world)).toEqual(until === isPaid ? [standing(file)] : [])
      expect(publicLineOf(file) !== undefined).toBe(until === isPaid)
    }
  })

  it('disappears when the only payment is returned after a revocation', async () => {
    const world = newWorld()
    const id = await apply(world)
    const silent = { ...above, timesheet: PARTS.timesheet, outcome: () => undefined }
    await play(world, id, silent, ({ payments }) => payments.some(({ state }) => state === 'cleared'))
    await openReview(world, id)
    const ended = await play(world, id, { ...silent, timesheet: () => undefined, ruling: uphold }, isRevoked)
    expect(lines(world)).toEqual([standing(ended)])
    const returned = { outcome: () => ({ choice: 'returned', reasons: REASONS }) }
    const file = await play(world, id, returned)
    expect(standing(file)).toBe(0)
    expect(lines(world)).toEqual([])
  })

  it('moves into the sealed sum when sealed after its end', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, above, isPaid)
    await withdraw(world, id, undefined)
    const file = await play(world, id)
    await seal(world, id)
    expect(lines(world)).toEqual([])
    expect(world.files.sealedSum).toEqual({ files: 1, cents: standing(file) })
  })

  it('is shown to the person once it exists, except for a sealed file', async () => {
    const world = newWorld()
    const id = await apply(world)
    expect(publicLineOf(await world.files.get(id))).toBeUndefined()
    const file = await play(world, id, above, isPaid)
    expect(publicLineOf(file)).toEqual({ year: 2026, pseudonym: [...world.files.publication.keys()][0] })
    expect(publicLineOf(await seal(world, id))).toBeUndefined()
  })

  it('has a pseudonym of its own for each grant, also of one person', async () => {
    const world = newWorld()
    const first = await play(world, await apply(world), above)
    const second = await play(world, await apply(world), above)
    expect(pseudonymOf(first.request)).not.toBe(pseudonymOf(second.request))
    expect(lines(world)).toHaveLength(2)
  })
})

/** Rules on the review of a file in one act, before anything else can happen to it. */
const revokedAtOnce = (world: World, id: string) =>
  amend(world, id, ({ payments }) => ({
    act: 'request.revoked',
    by: { role: 'manager', id: 'dir-rossi' },
    request: { stage: 'revoked' },
    payments: payments.map((payment) => ({ ...payment, state: 'cancelled' })),
  }))

describe('the sum of sealed files', () => {
  it('is corrected too, and excludes files without payments', async () => {
    const world = newWorld()
    const paid = await applySealed(world)
    await play(world, paid, above, isPaid)
    await withdraw(world, paid, undefined)
    const file = await play(world, paid)
    expect(world.files.sealedSum).toEqual({ files: 1, cents: standing(file) })
    const unpaid = await applySealed(world)
    await play(world, unpaid, above, isPublished)
    expect(world.files.sealedSum).toEqual({ files: 2, cents: standing(file) + 150_000 })
    await revokedAtOnce(world, unpaid)
    expect(world.files.sealedSum).toEqual({ files: 1, cents: standing(file) })
    expect(lines(world)).toEqual([])
  })
})
