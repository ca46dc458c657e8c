import { dayOf } from '../../../functions/domain/base/calendar.ts'
import type { ReconcileDeps } from '../../../functions/usecases/money/reconcile.ts'
import type { World } from '../memory.ts'
import { publicationOf } from './publication.ts'

/** The year in which worlds start and to which their sealed files count. */
const YEAR = 2026

/** Returns the files of a world as reconciliation reads them. */
export const booksOf = (world: World): ReconcileDeps => ({
  files: world.files,
  funds: world.funds,
  history: world.history,
  clock: world.clock,
  publication: {
    ...publicationOf(world),
    sealed: async (municipality, year) =>
      year === YEAR ? publicationOf(world).sealed(municipality, year) : { files: 0, cents: 0 },
  },
  trail: {
    async *granted(_, year) {
      for (const { request } of await world.files.all())
        if (request.grant && dayOf(request.receivedAt).startsWith(String(year))) yield request.id
    },
    async *payments(_, year) {
      for (const { payments } of await world.files.all())
        for (const each of payments) if (dayOf(each.eligibleAt).startsWith(String(year))) yield each
    },
  },
})
