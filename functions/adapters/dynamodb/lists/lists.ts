import * as z from 'zod'
import { personal } from '../../../domain/file/effect.ts'
import { ask } from '../../../domain/file/ask.ts'
import { request } from '../../../domain/file/request.ts'
import type { Lists, OpenRequests, SealedFiles } from '../../../usecases/ports/lists.ts'
import { caseFiles } from '../case-files.ts'
import { query } from '../client.ts'
import { configuration } from '../configuration.ts'
import { key } from '../keys.ts'
import { pointedTo } from './pointers.ts'
import { FILE, storedText } from '../record-key.ts'
import { stuckRequests } from './stuck.ts'
import { idOf, opened, openItems, partition } from './worklist.ts'

const { id, municipality, registryEntry, stage, sealed, queuedAt } = request.shape
const listed = z.object({ id, municipality, registryEntry, stage, sealed, queuedAt })

/** Yields the requests with some ids. */
async function* loaded(ids: AsyncIterable<string>) {
  for await (const each of ids) {
    const file = await caseFiles.load(each)
    if (file) yield file.request
  }
}

export const lists: Lists = {
  async *asks(code) {
    for await (const item of query({ index: 'worklist', partition: partition.openAsks(code) }))
      yield await opened(ask, item)
  },

  async *requests(code) {
    for await (const item of openItems(code)) yield await opened(listed, item)
  },

  async *requestsOf(code, taxCode) {
    const { pk } = key.person(code, await storedText(personal('person', taxCode)), '')
    yield* pointedTo(pk, FILE)
  },

  clawedBack: (code) => loaded(pointedTo(key.clawback(code, '').pk)),

  async *placedAt(code, host) {
    yield* pointedTo(key.guest(code, await storedText(personal('place', host)), '').pk)
  },

  stuck: stuckRequests,

  sealed: (code) => loaded(pointedTo(key.sealed(code, '').pk)),
}

export const openRequests: OpenRequests = {
  async *ids() {
    for (const code of await configuration.municipalities()) for await (const item of openItems(code)) yield idOf(item)
  },
}

export const sealedFiles: SealedFiles = {
  async *of(code, taxCodes) {
    for await (const each of loaded(pointedTo(key.sealed(code, '').pk)))
      if (taxCodes.includes(each.application.applicant.taxCode)) yield each
  },
}
