import { describe, expect, it } from 'vitest'
import { canWithdraw, STAGES } from '../../../../functions/domain/procedure/lifecycle.ts'
import { openStatus } from '../../../../functions/usecases/asks/open-ask.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { newWorld } from '../../../support/memory.ts'
import { applicationFor, inadmissible, playTo, refused } from '../../../support/story/paths.ts'
import { apply, atStage, type Parts, play, playToAsk, REASONS } from '../../../support/story/play.ts'

describe('withdrawing', () => {
  it.each(STAGES.filter(canWithdraw))(
    'is possible when %s: person and money are free, questions fall, one letter',
    async (stage) => {
      const world = newWorld()
      const id = await playTo(world, stage)
      expect(await openStatus(world, id, `status-of-${id}`)).toMatchObject({ canWithdraw: true })
      expect(world.files.claims.size).toBe(1)
      expect(await withdraw(world, id, 'Ho trovato lavoro.')).toBe('withdrawn')

      const file = await world.files.get(id)
      expect(file.request).toMatchObject({ stage: 'withdrawn', withdrawal: { reasons: 'Ho trovato lavoro.' } })
      expect(file.asks.filter(({ status }) => status === 'open')).toEqual([])
      expect(world.files.claims.size).toBe(0)
      expect([...world.files.funds.values()].filter((cents) => cents !== 0)).toEqual([])
      expect([...world.files.carried.values()].filter((files) => files !== 0)).toEqual([])
      expect([...world.files.benefits.values()].filter((cents) => cents !== 0)).toEqual([])

      expect((await play(world, id)).request.outcomeNotifiedAt).toBeDefined()
      expect(world.postman.sent.filter(({ letter }) => letter.template === 'outcome')).toMatchObject([
        { to: 'persona.0@example.org', letter: { outcome: 'withdrawn' } },
      ])
      expect((await verifyTrail(world, id)).fault).toBeUndefined()
      expect(await apply(world, applicationFor(stage))).not.toBe(id)
    },
  )

  it.each(['completed', 'closed', 'refused', 'inadmissible'] as const)('is too late when %s', async (stage) => {
    const world = newWorld()
    const id = await apply(world)
    const ends: Partial<Record<typeof stage, Parts>> = {
      refused: {
        ...refused,
        decision: () => ({ choice: 'refuse', grounds: ['Non risiede nel Comune.'], reasons: REASONS }),
      },
      inadmissible: { ...inadmissible, decision: () => ({ choice: 'declareInadmissible', reasons: REASONS }) },
    }
    await play(world, id, ends[stage], atStage(stage))
    const before = await world.files.get(id)
    expect(before.request.stage).toBe(stage)
    expect(await withdraw(world, id, undefined)).toBe('tooLate')
    expect(await world.files.get(id)).toEqual(before)
  })

  it('is idempotent, also concurrently', async () => {
    const world = newWorld()
    const id = await playTo(world, 'funded')
    await Promise.all(Array.from({ length: 20 }, () => withdraw(world, id, undefined)))
    expect(await withdraw(world, id, undefined)).toBe('withdrawn')
    expect(world.files.funds.get('bilancio')).toBe(0)
    expect((await world.files.trail(id)).filter(({ act }) => act === 'request.withdrawn')).toHaveLength(1)
  })

  it('keeps released payments, and returns the rest to the fund', async () => {
    const world = newWorld()
    const id = await apply(world)
    const open = await playToAsk(world, id, 'outcome')
    await withdraw(world, id, undefined)
    expect((await world.files.get(id)).asks.find((each) => each.id === open.id)?.status).toBe('open')
    const file = await play(world, id)
    expect(file.request.stage).toBe('withdrawn')
    expect(file.payments).toMatchObject([{ amountCents: 30_000, state: 'paid' }])
    expect(world.files.funds.get('bilancio')).toBe(30_000)
    expect([...world.files.benefits.values()]).toEqual([30_000])
  })

  it('replaces waiting workflows, and succeeds even if they are unreachable', async () => {
    const world = newWorld()
    const id = await playTo(world, 'assessment')
    const attempts = world.workflows.attempts.get(`${id}-request`)
    await withdraw(world, id, undefined)
    expect(world.workflows.attempts.get(`${id}-request`)).toBe((attempts ?? 0) + 1)

    const other = newWorld()
    const lost = await playTo(other, 'assessment')
    other.workflows.up = false
    expect(await withdraw(other, lost, undefined)).toBe('withdrawn')
    expect(other.reports).toEqual([`restart ${lost} Error`])
  })
})
