import { describe, expect, it } from 'vitest'
import { papersDue } from '../../../../functions/domain/procedure/papers.ts'
import { nextStep } from '../../../../functions/domain/file/next-step.ts'
import { sha256 } from '../../../../functions/domain/file/trail.ts'
import { Conflict } from '../../../../functions/usecases/ports/errors.ts'
import { issuePapers } from '../../../../functions/usecases/procedure/issue-papers.ts'
import { PaperAltered, readPaper } from '../../../../functions/usecases/procedure/read-paper.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { Fault, newWorld, type World } from '../../../support/memory.ts'
import { answer, apply, atStage, play, playToAsk, REASONS } from '../../../support/story/play.ts'

const DRIVE = { machine: 'contribution-request' } as const

/** A file decided on a moment ago. */
async function decided(world: World = newWorld(), choice: 'approve' | 'refuse' = 'approve') {
  const id = await apply(world)
  const assessment = { choice: 'proposeRefusal', grounds: [REASONS] }
  const open = await playToAsk(world, id, 'decision', choice === 'refuse' ? { assessment: () => assessment } : {})
  await answer(world, open, choice === 'refuse' ? { choice, grounds: [REASONS], reasons: REASONS } : { choice })
  return { world, id }
}
const issuedOf = async (world: World, id: string) =>
  (await world.files.trail(id)).filter(({ act }) => act === 'paper.issued')

describe('issuing a paper', () => {
  it.each(['approve', 'refuse'] as const)(
    'comes first after a decision (%s), and then the path goes on',
    async (choice) => {
      const { world, id } = await decided(newWorld(), choice)
      const next = async () => nextStep(await world.files.get(id), DRIVE, world.clock.now()).next
      expect(await next()).toBe('IssueDecision')
      await issuePapers(world, id)
      expect(await next()).toBe(choice === 'approve' ? 'CommitFunds' : 'NotifyOutcome')
    },
  )

  it('stores the paper, with its fingerprints in record and trail', async () => {
    const { world, id } = await decided()
    await issuePapers(world, id)
    const { request } = await world.files.get(id)
    const kept = await readPaper(world, request, 'decision')
    const fingerprints = { html: sha256(kept?.html ?? ''), pdf: sha256(kept?.pdf ?? '') }
    expect(request.papers?.map((paper) => paper.id)).toEqual(['opening', 'decision'])
    expect(request.papers?.at(-1)).toEqual({ id: 'decision', ...fingerprints, at: world.clock.now() })
    expect((await issuedOf(world, id)).at(-1)).toMatchObject({ about: 'decision', paper: fingerprints })
    expect((await issuedOf(world, id)).at(-1)?.law).toContain('art. 2, 3, 12')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is idempotent, also concurrently', async () => {
    const { world, id } = await decided()
    await Promise.all(Array.from({ length: 5 }, () => issuePapers(world, id)))
    await issuePapers(world, id)
    expect((await issuedOf(world, id)).map(({ about }) => about)).toEqual(['opening', 'decision'])
  })

  it.each(['before', 'after'] as const)('issues one paper if it fails %s its write and is retried', async (when) => {
    const { world, id } = await decided()
    world.files.fault = { commit: world.files.commits + 1, when }
    await issuePapers(world, id).catch((error: unknown) => expect(error).toBeInstanceOf(Fault))
    await issuePapers(world, id)
    expect((await issuedOf(world, id)).map(({ about }) => about)).toEqual(['opening', 'decision'])
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is tried again while another call keeps the same paper', async () => {
    const { world, id } = await decided()
    let refused = 0
    const papers = {
      find: (...paper: Parameters<typeof world.papers.find>) => world.papers.find(...paper),
      async keep(...paper: Parameters<typeof world.papers.keep>) {
        if (++refused <= 2) throw new Conflict('paper')
        await world.papers.keep(...paper)
      },
    }
    await issuePapers({ ...world, papers }, id)
    expect((await issuedOf(world, id)).map(({ about }) => about)).toEqual(['opening', 'decision'])
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('never replaces a paper', async () => {
    const { world, id } = await decided()
    await issuePapers(world, id)
    const { request } = await world.files.get(id)
    const issued = await readPaper(world, request, 'decision')
    const another = { id: 'decision', html: 'another', pdf: Buffer.from('another') }
    const [, fingerprints] = request.papers ?? []
    if (!issued || !fingerprints) throw new Error('not issued')
    await world.papers.keep(id, { ...another, fingerprints })
    await world.papers.keep(id, { ...another, fingerprints: { ...fingerprints, html: sha256('another') } })
    expect(await readPaper(world, request, 'decision')).toEqual(issued)
  })

  it('is due once per notice and review, and only for decisions taken', async () => {
    const { world, id } = await decided()
    await issuePapers(world, id)
    const { decision: _, ...request } = (await world.files.get(id)).request
    expect(papersDue({ request, postings: [] })).toEqual([])
    const at = world.clock.now()
    const review = {
      ...{ number: 1, kind: 'revocation' as const, grounds: REASONS, falseDeclaration: false },
      ...{ openedBy: 'as-colombo', openedAt: at },
    }
    const notice = { grounds: [REASONS], on: '2026-03-10', until: '2026-03-20' }
    const ruling = { upheld: true, reasons: REASONS, by: 'dir-moretti', at }
    const due = papersDue({
      request: { ...request, notices: [notice, notice], reviews: [review, { ...review, number: 2, ruling }] },
      postings: [],
    })
    expect(due.map((paper) => paper.id)).toEqual(['rejection-1', 'rejection-2', 'review-1', 'review-2', 'ruling-2'])
  })
})

describe('an altered paper', () => {
  it.each([
    ['is gone', undefined],
    ['has another page', { id: 'decision', html: 'x', pdf: Buffer.from('decision') }],
    ['has another PDF', { id: 'decision', html: '<h1>2026/1 decision</h1>', pdf: Buffer.from('x') }],
  ])('with %s is detected and not shown', async (_, now) => {
    const world = newWorld()
    const id = await apply(world)
    const { request } = await play(world, id, {}, atStage('approved'))
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
    world.files.papers.tamper(id, 'decision', now)
    const { sequence } = (await issuedOf(world, id)).at(-1) ?? {}
    expect((await verifyTrail(world, id)).fault).toEqual({ sequence, fault: 'paper' })
    await expect(readPaper(world, request, 'decision')).rejects.toBeInstanceOf(PaperAltered)
    expect((await readPaper(world, request, 'opening'))?.id).toBe('opening')
    expect(await readPaper(world, request, 'ruling-1')).toBeUndefined()
  })
})
