import * as z from 'zod'
import { ask } from '../../domain/file/ask.ts'
import { request } from '../../domain/file/request.ts'
import type { PartKind } from '../../domain/file/stored.ts'
import type { Lists, OpenRequests, SealedFiles } from '../../usecases/ports/lists.ts'
import { caseFiles } from './case-files.ts'
import { get, query, recordOf } from './client.ts'
import { key } from './keys.ts'
import { stuckRequests } from './stuck.ts'
import { idOf, opened, openItems, partition } from './worklist.ts'

const pointer = z.object({ request: z.string() })

const { id, municipality, registryEntry, stage, sealed, queuedAt } = request.shape
const listed = z.object({ id, municipality, registryEntry, stage, sealed, queuedAt })

const applied = z.object({ application: z.object({ applicant: z.object({ taxCode: z.string() }) }) })

const at = z.object({ host: z.string() })
const placed = z.object({
  placement: at.optional(),
  formerPlacements: z.array(at).default([]),
})

/** Reads the requests that the pointers of a partition lead to, as a schema has them. */
async function* pointedTo<Schema extends z.ZodType>(schema: Schema, of: string): AsyncGenerator<z.output<Schema>> {
  for await (const item of query({ partition: of })) {
    const file = await caseFiles.load(recordOf(pointer, item).request)
    if (file) yield schema.parse(file.request)
  }
}

/** Reads the open requests of a municipality; sealed ones only where it may. */
async function* openOf(code: string, sealedToo: boolean): AsyncGenerator<z.output<typeof listed>> {
  for await (const item of openItems()) {
    if (!sealedToo && 'sealed' in item) continue
    const open = await opened(listed, item)
    if (open.municipality === code) yield open
  }
}

/** Reads a section of a request, if it is there. */
async function section<Schema extends z.ZodType>(schema: Schema, request: string, kind: PartKind) {
  const item = await get(key.part(request, kind, ''))
  return item && opened(schema, item)
}

export const lists: Lists = {
  async *asks(code) {
    for await (const item of query({ index: 'worklist', partition: partition.openAsks(code) }))
      yield await opened(ask, item)
  },

  requests: (code) => openOf(code, true),

  // No key leads from a person to a file, so all open ones are gone through; sealed ones are left shut.
  async *requestsOf(code, taxCode) {
    for await (const open of openOf(code, false))
      if ((await section(applied, open.id, 'application'))?.application.applicant.taxCode === taxCode) yield open.id
  },

  clawedBack: (code) => pointedTo(request, key.clawback(code, '').pk),

  // Sealed files are included: they have no entry outside the file to look up.
  async *placedAt(code, host) {
    for await (const open of openOf(code, true)) {
      const places = await section(placed, open.id, 'placement')
      if (places && [places.placement, ...places.formerPlacements].some((each) => each?.host === host)) yield open.id
    }
  },

  stuck: stuckRequests,

  sealed: (code) => pointedTo(listed, key.sealed(code, '').pk),
}

export const openRequests: OpenRequests = {
  async *ids() {
    for await (const item of openItems()) yield idOf(item)
  },
}

export const sealedFiles: SealedFiles = {
  async *of(code, taxCodes) {
    for await (const each of pointedTo(request, key.sealed(code, '').pk))
      if (taxCodes.includes(each.application.applicant.taxCode)) yield each
  },
}
