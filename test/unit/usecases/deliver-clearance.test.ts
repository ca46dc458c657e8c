import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Municipality } from '../../../functions/domain/regulation.ts'
import { deliverAll, deliverClearances } from '../../../functions/usecases/deliver-clearance.ts'
import { verifyTrail } from '../../../functions/usecases/verify-trail.ts'
import { newWorld, SESTO } from '../../support/memory.ts'
import { apply, play } from '../../support/play.ts'

const URL = 'https://finance.example.org/hook'
const connected = { ...SESTO, finance: { ...SESTO.finance, webhook: URL } }
type Post = { url: string; headers: Record<string, string>; body: string }

/** A file with one cleared payment, and an address that takes messages as `take` says. */
async function cleared(
  take: (posts: readonly Post[]) => void = () => undefined,
  municipality: Municipality = connected,
) {
  const world = newWorld(municipality)
  const id = await apply(world)
  await play(world, id, { outcome: () => undefined }, ({ payments }) => payments.some(({ clearance }) => clearance))
  const posts: Post[] = []
  const webhook = {
    async post(url: string, headers: Record<string, string>, body: string) {
      posts.push({ url, headers, body })
      take(posts)
    },
  }
  const payments = {
    async *ofYear(_: string, year: number) {
      for (const payment of (await world.files.get(id)).payments)
        if (payment.eligibleAt.startsWith(String(year))) yield payment
    },
  }
  return { world, id, posts, deps: { ...world, webhook, payments } }
}

describe('telling finance’s software of a clearance', () => {
  it('sends what an order needs, signed over id, timestamp and body', async () => {
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

  it('is told once, however often it is asked; again when somebody wants it again, the same', async () => {
    const { id, posts, deps } = await cleared()
    await deliverClearances(deps, id)
    expect(await deliverClearances(deps, id)).toBe(0)
    expect(await deliverAll(deps, 'I690')).toEqual({ told: 0, failed: [] })
    expect(posts).toHaveLength(1)
    expect(await deliverClearances(deps, id, true)).toBe(1)
    expect(posts[1]?.body).toBe(posts[0]?.body)
  })

  it('is told again where nobody took it, or the taking was not written down', async () => {
    const { world, id, posts, deps } = await cleared((told) => {
      if (told.length === 1) throw new Error('busy')
    })
    await expect(deliverClearances(deps, id)).rejects.toThrow('busy')
    expect((await world.files.get(id)).payments[0]?.clearance).not.toHaveProperty('toldAt')
    world.files.fault = { commit: world.files.commits + 1, when: 'before' }
    expect(await deliverAll(deps, 'I690')).toEqual({ told: 0, failed: [id] })
    expect(await deliverAll(deps, 'I690')).toEqual({ told: 1, failed: [] })
    expect(posts.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(posts[0]?.headers['webhook-id']))
    expect((await world.files.get(id)).payments[0]?.clearance?.toldAt).toBe(world.clock.now())
  })

  it('told by two at once is written down once', async () => {
    const { world, id, deps } = await cleared()
    await Promise.all([deliverClearances(deps, id), deliverClearances(deps, id)])
    expect((await world.files.trail(id)).filter(({ act }) => act === 'payment.told')).toHaveLength(1)
  })

  it('goes nowhere where no address is configured', async () => {
    const { id, posts, deps } = await cleared(undefined, { ...SESTO, finance: SESTO.finance })
    expect(await deliverClearances(deps, id)).toBe(0)
    expect(await deliverAll(deps, 'I690')).toEqual({ told: 0, failed: [] })
    expect(posts).toEqual([])
  })
})
