import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import { PLACES_TAKEN } from '../../functions/domain/activity/place-effects.ts'
import { mustNotMeet } from '../../functions/domain/activity/places.ts'
import { requiredWorkflows } from '../../functions/domain/file/next-step.ts'
import { help } from '../../functions/domain/procedure/eligibility.ts'
import type { Deps } from '../../functions/usecases/ports/deps.ts'
import type { MemoryFiles } from './memory.ts'

const guest = z.object({ person: z.string(), excludedPeople: z.array(z.string()) })

type Ports = Pick<
  Deps,
  'openRequests' | 'sealedFiles' | 'register' | 'staffLoads' | 'takenPlaces' | 'funds' | 'history'
> & { files: MemoryFiles; papers: MemoryFiles['papers'] }

async function headOf(files: MemoryFiles, fund: string) {
  await turn()
  const [first] = files.waiting(fund)
  return first && { turn: first[0], request: first[1] }
}

/** Returns the ports that read case files in memory. */
export const memoryPorts = (files: MemoryFiles): Ports => ({
  files,
  openRequests: {
    async *ids() {
      for (const id of files.ids()) {
        const file = await files.get(id)
        if (requiredWorkflows(file, file.request.receivedAt).length > 0) yield id
      }
    },
  },
  sealedFiles: {
    async *of(_, taxCodes) {
      for (const { request } of await files.all())
        if (request.sealed && taxCodes.includes(request.application.applicant.taxCode)) yield request
    },
  },
  papers: files.papers,
  register: {
    async takeNumber(municipality, year, request) {
      await turn()
      const key = `${municipality} ${year}`
      const held = files.held.get(`${key} ${request}`)
      const number = held ?? (files.numbers.get(key) ?? 0) + 1
      files.held.set(`${key} ${request}`, number)
      if (held === undefined) files.numbers.set(key, number)
      return number
    },
    async forgetNumber(municipality, year, request) {
      files.held.delete(`${municipality} ${year} ${request}`)
    },
    async find(municipality, number) {
      for (const { request } of await files.all())
        if (request.municipality === municipality && request.registryEntry === number) return request.id
      return undefined
    },
  },
  staffLoads: { of: async () => Object.fromEntries(files.carried) },
  takenPlaces: {
    async of(_, me) {
      await turn()
      return Object.fromEntries(
        [...files.hosts].map(([host, { counters, entries }]) => {
          const { changes = 0, ...counts } = Object.fromEntries(counters)
          const taken = Object.fromEntries(
            Object.entries(counts).map(([name, count]) => [name.slice(PLACES_TAKEN.length), count]),
          )
          const guests = z.array(guest).parse([...entries.values()])
          return [host, { changes, taken, apart: me !== undefined && mustNotMeet(me, guests) }]
        }),
      )
    },
  },
  funds: {
    async state(municipality, fund) {
      await turn()
      const counters = files.records.read({ kind: 'fund', municipality, fund })?.counters
      const committedCents = counters?.get('cents') ?? 0
      const joins = counters?.get('joins') ?? 0
      const head = await headOf(files, fund)
      return { committedCents, joins, ...(head ? { head } : {}) }
    },
    head: (_, fund) => headOf(files, fund),
  },
  history: {
    benefitsCents: async (_, taxCode, year) => files.benefits.get(`${taxCode} ${year}`) ?? 0,
    async helpOf(municipality, taxCodes) {
      const found = [...files.records.of('help')].filter(
        ({ key }) => key.municipality === municipality && taxCodes.includes(key.person.plain),
      )
      return [...new Map(found.map(({ key, stored }) => [key.request, help.parse(stored.value)])).values()]
    },
    async banUntil(municipality, taxCodes) {
      return [...files.records.of('ban')]
        .flatMap(({ key }) =>
          key.municipality === municipality && taxCodes.includes(key.person.plain) ? key.until : [],
        )
        .sort()
        .at(-1)
    },
    async coverOf(_, taxCode, need) {
      await turn()
      return files.needs.get(`${taxCode} ${need}`)
    },
  },
})
