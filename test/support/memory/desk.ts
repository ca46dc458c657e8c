import type { World } from '../memory.ts'
import type { Lists } from '../../../functions/usecases/ports/lists.ts'
import type { Pauses } from '../../../functions/usecases/ports/pauses.ts'

/** Returns the lists and pauses of a desk in memory, over the files of a world. */
export function deskOf(world: World) {
  async function* files(municipality: string) {
    for await (const id of world.openRequests.ids()) {
      const file = await world.files.get(id)
      if (file.request.municipality === municipality) yield file
    }
  }
  const lists: Lists = {
    async *asks(municipality) {
      const open = []
      for await (const { asks } of files(municipality)) open.push(...asks.filter(({ status }) => status === 'open'))
      yield* open.sort((a, b) => a.dueOn.localeCompare(b.dueOn))
    },
    async *requests(municipality) {
      for await (const { request } of files(municipality)) yield request
    },
    async *requestsOf(municipality, taxCode) {
      for (const { request } of await world.files.all())
        if (
          request.municipality === municipality &&
          !request.sealed &&
          request.application.applicant.taxCode === taxCode
        )
          yield request.id
    },
    async *clawedBack(municipality) {
      for (const { request } of await world.files.all())
        if (request.municipality === municipality && request.clawbacks?.some(({ closedAt }) => !closedAt)) yield request
    },
    async *placedAt(municipality, host) {
      for await (const { request } of files(municipality))
        if ([request.placement, ...(request.formerPlacements ?? [])].some((each) => each?.host === host))
          yield request.id
    },
    async *sealed(municipality) {
      for await (const { request } of files(municipality)) if (request.sealed) yield request
    },
    async *stuck(municipality) {
      for await (const { request } of files(municipality)) {
        const mark = world.workflows.marks.get(request.id)
        if (mark) yield { request: request.id, ...mark }
      }
    },
  }
  const until = new Map<string, number>()
  const pauses: Pauses = {
    async begin(what, now, minutes) {
      if ((until.get(what) ?? 0) > Date.parse(now)) return false
      until.set(what, Date.parse(now) + minutes * 60_000)
      return true
    },
    async end(what) {
      until.delete(what)
    },
  }
  const stuckSince = async (request: string) => world.workflows.marks.get(request)?.at
  return Object.assign(world, { lists, pauses, stuckSince })
}
