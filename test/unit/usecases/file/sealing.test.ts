import { describe, expect, it } from 'vitest'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { contactOf } from '../../../../functions/domain/procedure/who-may.ts'
import { redactEntry } from '../../../../functions/domain/file/sealed.ts'
import { submitApplication } from '../../../../functions/usecases/procedure/submit-application.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { applicationOf, newWorld, START, type World } from '../../../support/memory.ts'
import { apply, ask, atStage, PARTS, play, playToAsk } from '../../../support/story/play.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

/** Filed at the desk for somebody under protection. */
async function applySealed(world: World, index = 0): Promise<string> {
  const received = await submitApplication(world, {
    municipality: 'I690',
    application: applicationOf(index),
    channel: 'desk',
    filedBy: 'as-greco',
    sealed: true,
  })
  if (received.outcome !== 'received') throw new Error(received.outcome)
  return received.file.request.id
}

/** Seals a file that is there, as whoever does it: by an act of its own. */
const seal = (world: World, id: string) =>
  amend(world, id, (_, now) => ({
    act: 'file.sealed',
    by: { role: 'socialWorker', id: 'as-greco' },
    request: { sealed: { at: now, named: ['as-greco'] } },
  }))

const named = ({ request }: CaseFile) => request.sealed?.named ?? []

describe('a sealed file', () => {
  it('is filed with the filing member as its only member', async () => {
    const world = newWorld()
    const { request } = await world.files.get(await applySealed(world))
    expect(request.sealed).toEqual({ at: START, named: ['as-greco'] })
  })

  it('is a different submission from the same unsealed application', async () => {
    const world = newWorld()
    const submission = {
      municipality: 'I690',
      application: applicationOf(),
      channel: 'desk',
      filedBy: 'as-greco',
      key: 'k',
    } as const
    await submitApplication(world, { ...submission, sealed: true })
    expect((await submitApplication(world, { ...submission, sealed: true })).outcome).toBe('received')
    expect((await submitApplication(world, submission)).outcome).toBe('otherBody')
  })

  it('names assessor and manager with their questions, once, and no other staff', async () => {
    const world = newWorld()
    const id = await applySealed(world)
    const assessment = await playToAsk(world, id, 'assessment')
    const asked = await world.files.get(id)
    expect(named(asked)).toEqual([...new Set(['as-greco', assessment.to.id])])
    const closed = await play(world, id)
    const knowing: readonly string[] = ['socialWorker', 'manager']
    const staff = closed.asks.map(({ to }) => to).filter(({ role }) => knowing.includes(role))
    expect([...named(closed)].sort()).toEqual([...new Set(['as-greco', ...staff.map((to) => to.id)])].sort())
  })

  it('names the substitute of a manager', async () => {
    const world = newWorld()
    const id = await applySealed(world)
    await play(world, id, { decision: () => undefined }, ({ asks }) => asks.some(({ kind }) => kind === 'decision'))
    expect(named(await world.files.get(id))).not.toContain('dir-conti')
    for (let day = 0; day < 40; day++) {
      world.clock.moveDays(1)
      await ask(world, id, { machine: 'contribution-request' })
    }
    expect(named(await world.files.get(id))).toContain('dir-conti')
  })

  it('has a trail without host and fund that still verifies', async () => {
    const world = newWorld()
    const [sealed, open] = [await applySealed(world), await apply(world, applicationOf(1))]
    const file = await play(world, sealed)
    await play(world, open)
    const entries = JSON.stringify(await world.files.trail(sealed))
    const { host = '', project = '' } = file.request.placement ?? {}
    for (const word of [host, project, file.request.grant?.funding[0]?.fund ?? '']) {
      expect(word).not.toBe('')
      expect(entries).not.toContain(word)
    }
    expect(JSON.stringify(await world.files.trail(open))).toContain(host)
    expect(JSON.stringify(await world.files.trail(open))).toContain('bilancio')
    expect(file.asks.some(({ answeredBy }) => answeredBy?.id === host)).toBe(true)
    expect((await verifyTrail(world, sealed)).fault).toBeUndefined()
  })

  it('keeps only its own ids as subjects of trail entries', () => {
    const request = { id: 'r1', sealed: { at: START, named: [] } }
    const by = { role: 'educator', id: 'ed-riva' } as const
    expect(redactEntry(request, { by, about: 'r1-timesheet-1' })).toEqual({ by, about: 'r1-timesheet-1' })
    expect(redactEntry(request, { by, about: 'fesr' })).toEqual({ by })
    const partner = { role: 'partner', id: 'giovani' } as const
    expect(redactEntry(request, { by: partner })).toEqual({ by: { role: 'partner', id: 'partner' } })
    expect(redactEntry({ id: 'r1' }, { by: partner })).toEqual({ by: partner })
  })

  it('sends letters to the address given by the person only', async () => {
    const world = newWorld()
    const id = await applySealed(world, 3)
    await play(world, id)
    const file = await world.files.get(id)
    expect(contactOf({ role: 'citizen', id: 'applicant' }, world.municipality, file)?.email).toBe(
      'persona.3@example.org',
    )
    const { staff, hosts } = world.municipality
    const known = [...staff.map(({ email }) => email), ...hosts.map(({ supervisor }) => supervisor.email)]
    expect([...new Set(world.postman.sent.map(({ to }) => to))].filter((to) => !known.includes(to))).toEqual([
      'persona.3@example.org',
    ])
  })
})

describe('publication of a sealed file', () => {
  /** Above the threshold of a year, in six instalments. */
  const above = {
    assessment: (scene: Parameters<typeof PARTS.assessment>[0]) => ({
      ...PARTS.assessment(scene),
      monthlyCents: 25_000,
      months: 6,
    }),
  }
  const isPaid = ({ payments }: CaseFile) => payments.some(({ state }) => state === 'paid')

  it('is counted once in a sum, and never has a line', async () => {
    const world = newWorld()
    const file = await play(world, await applySealed(world), above)
    expect(file.request.stage).toBe('closed')
    expect(file.payments.every(({ publishedAt }) => publishedAt)).toBe(true)
    expect(world.files.publication.size).toBe(0)
    expect(world.files.sealedSum).toEqual({ files: 1, cents: 150_000 })
  })

  it('removes the line in the same write when a file is sealed later', async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, above, isPaid)
    expect(world.files.publication.size).toBe(1)
    await seal(world, id)
    expect(world.files.publication.size).toBe(0)
    expect(world.files.sealedSum).toEqual({ files: 1, cents: 150_000 })
    await play(world, id, above, atStage('closed'))
    expect(world.files.publication.size).toBe(0)
    expect(world.files.sealedSum).toEqual({ files: 1, cents: 150_000 })
  })

  it('is not counted below the threshold', async () => {
    const world = newWorld()
    await play(world, await applySealed(world))
    const later = await apply(world, applicationOf(1))
    await play(world, later, {}, isPaid)
    await seal(world, later)
    expect(world.files.sealedSums.size).toBe(0)
  })
})
