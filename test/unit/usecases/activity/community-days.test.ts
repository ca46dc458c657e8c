import { expect, it } from 'vitest'
import { balance } from '../../../../functions/domain/hours/ledger.ts'
import { communityDays, monthsOf } from '../../../../functions/domain/activity/community-days.ts'
import { newWorld } from '../../../support/memory.ts'
import { enrolled, communityApplication } from '../../../support/story/paths.ts'
import { apply, play } from '../../../support/story/play.ts'

it('lists the days verified in a quarter by register number, of community projects only; quarters share no day', async () => {
  const world = newWorld()
  const [community, other] = [await apply(world, communityApplication(1)), await apply(world)]
  const file = await play(world, community, enrolled)
  const paid = await play(world, other)
  const days = (quarter: string) =>
    communityDays(world.municipality, [file.request, paid.request], [...file.postings, ...paid.postings], quarter)
  const all = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'].flatMap(days)
  expect(new Set(all.map(({ number }) => number))).toEqual(new Set([file.request.registryEntry]))
  expect(all.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(balance(file.postings, 'verified'))
  const verified = new Set(file.postings.filter(({ to }) => to === 'verified').map(({ on }) => on))
  expect(all.reduce((sum, each) => sum + each.days, 0)).toBe(verified.size)
  for (const { from, to } of days('2026-Q2')) expect(from >= '2026-04-01' && to <= '2026-06-30').toBe(true)
  expect(days('2025-Q4')).toEqual([])
})

it('rejects an invalid quarter', () => {
  expect(monthsOf('2026-Q4')).toEqual({ from: '2026-10', to: '2026-12' })
  for (const wrong of ['2026', '2026-Q5', '1999-Q1', 'Q1-2026']) expect(() => monthsOf(wrong)).toThrow(/like 2026-Q1/)
})
