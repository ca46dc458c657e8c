import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import { readOnce } from '../../../../functions/usecases/file/read-once.ts'
import { deliverAll, deliverClearances } from '../../../../functions/usecases/money/deliver-clearance.ts'
import { hourlyFinance } from '../../../../functions/usecases/money/hourly-finance.ts'
import { recordOutcome } from '../../../../functions/usecases/money/record-outcome.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { financeOf } from '../../../support/memory/finance.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { apply, play } from '../../../support/story/play.ts'
import { NoResponse } from '../../../../functions/usecases/ports/webhook.ts'

const URL = 'https://finance.example.org/hook'
const connected = { ...SESTO, finance: { ...SESTO.finance, webhook: URL } }
type Post = { url: string; headers: Record<string, string>; body: string }

/** A file with one cleared payment, and an address that takes messages as `take` says. */
async function cleared(
  take: (posts: readonly Post[]) => void = () => undefined,
  municipality: Municipality = connected,
  count = 1,
) {
  const world = newWorld(municipality)
  const id = await apply(world)
  await play(
    world,
    id,
    { outcome: () => undefined },
    ({ payments }) => payments.filter(({ clearance }) => clearance).length === count,
  )
  const posts: Post[] = []
  const webhook = {
    async post(url: string, headers: Record<string, string>, body: string) {
      posts.push({ url, headers, body })
      take(posts)
    },
  }
  const payments = {
    async *ofYear() {},
    async *open() {
      for (const payment of (await world.files.get(id)).payments) if (payment.state !== 'paid') yield payment
    },
  }
  return { world, id, posts, deps: { ...world, webhook, payments } }
}

/** Finance says what became of a payment. */
async function conclude(world: World, reference: string, choice: 'ordered' | 'paid' | 'returned') {
  const member = SESTO.staff.find(({ id }) => id === 'rag-fontana')
  if (!member) throw new Error('no member of finance')
  const answer =
    choice === 'paid'
      ? { choice, paidOn: world.clock.today(), order: 'M-1' }
      : choice === 'ordered'
        ? { choice, orderedOn: world.clock.today(), order: 'M-1' }
        : { choice, reasons: 'Il conto è stato chiuso.' }
  expect(await recordOutcome(world, { municipality: 'I690', member }, reference, answer)).toMatchObject({
    status: 'recorded',
  })
}

describe('delivering a clearance', () => {
  it('sends the data of an order, signed over id, timestamp and body', async () => {
    const { world, id, posts, deps } = await cleared()
    expect(await deliverClearances(deps, id)).toBe(1)
    const [post] = posts
    const { payments } = await world.files.get(id)
    const reference = payments[0]?.clearance?.reference ?? ''
    const timestamp = String(Math.floor(Date.parse(world.clock.now()) / 1000))
    expect(post?.headers).toMatchObject({ 'webhook-id': reference, 'webhook-timestamp': timestamp })
    const key = Buffer.from(Buffer.from('webhook-I690').toString('base64'), 'base64')
    const mac = createHmac('sha256', key).update(`${reference}.${timestamp}.${post?.body}`).digest('base64')
    expect(post?.headers['webhook-signature']).toBe(`v1,${mac}`)
    expect(post?.url).toBe(URL)
    expect(JSON.parse(post?.body ?? '')).toMatchObject({
      type: 'payment.cleared',
      data: {
        municipality: 'I690',
        payment: payments[0]?.id,
        clearance: { reference, amountCents: payments[0]?.amountCents, creditor: { taxCode: expect.any(String) } },
      },
    })
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('is delivered once, and repeated unchanged on request', async () => {
    const { world, id, posts, deps } = await cleared()
    await deliverClearances(deps, id)
    expect(await deliverClearances(deps, id)).toBe(0)
    expect(await deliverAll(deps, 'I690')).toEqual({ delivered: 0, failed: [] })
    expect(posts).toHaveLength(1)
    expect(await deliverClearances(deps, id, true)).toBe(1)
    // Asked for this year, it may wait until the next.
    world.clock.moveTo('2027-01-02T09:00:00Z')
    expect(await deliverAll(deps, 'I690', true)).toEqual({ delivered: 1, failed: [] })
    expect(posts.map(({ body }) => body)).toEqual(Array(3).fill(posts[0]?.body))
  })

  it('is repeated if it was not accepted, or not recorded as accepted', async () => {
    const { world, id, posts, deps } = await cleared((outcome) => {
      if (outcome.length === 1) throw new Error('busy')
    })
    await expect(deliverClearances(deps, id)).rejects.toThrow('busy')
    expect((await world.files.get(id)).payments[0]?.clearance).not.toHaveProperty('deliveredAt')
    world.files.fault = { commit: world.files.commits + 1, when: 'before' }
    expect(await deliverAll(deps, 'I690')).toEqual({ delivered: 0, failed: [id] })
    expect(await deliverAll(deps, 'I690')).toEqual({ delivered: 1, failed: [] })
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(posts[0]?.headers['webhook-id']))
    expect((await world.files.get(id)).payments[0]?.clearance?.deliveredAt).toBe(world.clock.now())
  })

  it('says nothing of what was ordered while the message before was refused', async () => {
    const { world, id, posts, deps } = await cleared(undefined, connected, 2)
    const webhook = {
      async post(...message: Parameters<typeof deps.webhook.post>) {
        await deps.webhook.post(...message)
        if (posts.length > 1) return
        await conclude(world, `${id}-2-1`, 'ordered')
        throw new Error('refused')
      },
    }
    const call = { ...deps, webhook, files: readOnce(world.files) }
    await expect(deliverClearances(call, id)).rejects.toThrow('refused')
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual([`${id}-1-1`])
  })

  it.each(['ordered', 'paid', 'returned'] as const)(
    'says nothing of what was %s meanwhile, asked again neither',
    async (choice) => {
      const { world, id, posts, deps } = await cleared()
      await conclude(world, `${id}-1-1`, choice)
      expect(await deliverAll(deps, 'I690')).toEqual({ delivered: 0, failed: [] })
      expect(await deliverClearances(deps, id)).toBe(0)
      expect(await deliverClearances(deps, id, true)).toBe(0)
      expect(posts).toEqual([])
    },
  )

  it('reads each payment again before it posts', async () => {
    const { world, id, posts, deps } = await cleared(undefined, connected, 2)
    const { post } = deps.webhook
    deps.webhook.post = async (...message) => {
      await post(...message)
      if (posts.length === 1) await conclude(world, `${id}-2-1`, 'returned')
    }
    expect(await deliverClearances(deps, id)).toBe(1)
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual([`${id}-1-1`])
  })

  it('continues with the next clearance after a rejection, and reports it at the end', async () => {
    const { world, id, posts, deps } = await cleared(
      (outcome) => {
        if (outcome.length === 1) throw new Error('refused')
      },
      connected,
      2,
    )
    await expect(deliverClearances(deps, id)).rejects.toThrow('refused')
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual([`${id}-1-1`, `${id}-2-1`])
    const { payments } = await world.files.get(id)
    expect(payments.map(({ clearance }) => clearance?.deliveredAt !== undefined)).toEqual([false, true])
  })

  it('stops without a response, and continues after a rejection', async () => {
    for (const [error, tried] of [
      [new NoResponse('no answer'), 1],
      [new Error('refused'), 2],
    ] as const) {
      const { world, posts, deps } = await cleared(() => {
        throw error
      })
      const other = await apply(world, applicationOf(1))
      await play(world, other, { outcome: () => undefined }, ({ payments }) =>
        payments.some(({ clearance }) => clearance),
      )
      const { failed } = await deliverAll({ ...deps, payments: financeOf(world).payments }, 'I690')
      expect(failed).toHaveLength(tried)
      expect(posts).toHaveLength(tried)
    }
  })

  it('follows the letters, and continues after a failing municipality', async () => {
    const { world, id, posts, deps } = await cleared()
    world.clock.moveDays(1)
    const order: string[] = []
    const pauses = { begin: async () => true, end: async () => undefined }
    const { payments, exports } = financeOf(world)
    const every = {
      ...deps,
      payments,
      exports: {
        ...exports,
        list: async (code: string) => {
          order.push(`exports ${code}`)
          return code === 'broken' ? Promise.reject(new Error('broken')) : []
        },
      },
      pauses,
      configuration: {
        municipalities: async () => ['broken', 'I690'],
        of: async (code: string) => (code === 'broken' ? Promise.reject(new Error('broken')) : connected),
      },
    }
    await expect(hourlyFinance(every)).rejects.toThrow('broken')
    expect(order).toEqual(['exports broken', 'exports I690'])
    expect(posts).toHaveLength(1)
    expect((await world.files.get(id)).payments[0]?.clearance?.deliveredAt).toBeDefined()
    expect(world.reports).toContain('finance broken Error')
  })

  it('is recorded once by concurrent handlers', async () => {
    const { world, id, deps } = await cleared()
    await Promise.all([deliverClearances(deps, id), deliverClearances(deps, id)])
    expect((await world.files.trail(id)).filter(({ act }) => act === 'payment.delivered')).toHaveLength(1)
  })

  it('is skipped without an address', async () => {
    const { id, posts, deps } = await cleared(undefined, { ...SESTO, finance: SESTO.finance })
    expect(await deliverClearances(deps, id)).toBe(0)
    expect(await deliverAll(deps, 'I690')).toEqual({ delivered: 0, failed: [] })
    expect(posts).toEqual([])
  })
})
