import { daysAfter, dayOf } from '../../../functions/domain/base/calendar.ts'
import { EXPORT_DAYS, type Export, exported } from '../../../functions/domain/treasury/exports.ts'
import type { Exports, Payments } from '../../../functions/usecases/money/finance.ts'
import type { World } from '../memory.ts'

/** Returns the dependencies of finance in memory, over the files of a world. */
export function financeOf<Of extends World>(world: Of) {
  const payments: Payments = {
    async *ofYear(municipality, year) {
      for (const id of world.files.ids())
        for (const payment of (await world.files.get(id)).payments)
          if (payment.municipality === municipality && dayOf(payment.eligibleAt).startsWith(`${year}-`)) yield payment
    },
    async *open(municipality) {
      for (const id of world.files.ids())
        for (const payment of (await world.files.get(id)).payments)
          if (payment.municipality === municipality && payment.state !== 'paid' && payment.state !== 'cancelled')
            yield payment
    },
  }
  const orders = new Map<string, Export>()
  const texts = new Map<string, string>()
  const living = (order: Export | undefined) =>
    order && daysAfter(order.at, EXPORT_DAYS) > world.clock.now() ? order : undefined
  const exports: Exports = {
    async begin(order) {
      if (!orders.has(order.id)) orders.set(order.id, exported.parse(order))
    },
    async load(municipality, id) {
      const order = living(orders.get(id))
      return order?.municipality === municipality ? order : undefined
    },
    async list(municipality) {
      return [...orders.values()].filter((order) => order.municipality === municipality && living(order))
    },
    async finish(order, made, text) {
      if (orders.get(order.id)?.made) return
      if (text !== undefined) texts.set(order.id, text)
      orders.set(order.id, exported.parse({ ...order, made }))
    },
    async text({ id }) {
      return texts.get(id)
    },
  }
  return Object.assign(world, { payments, exports, orders })
}
