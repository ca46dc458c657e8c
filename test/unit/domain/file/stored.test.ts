import { describe, expect, it } from 'vitest'
import { apply } from '../../../../functions/domain/file/apply.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'
import { changedParts, fingerprint, partsOf, rememberStoredRequest } from '../../../../functions/domain/file/stored.ts'
import { applicationOf, MemoryFiles, START } from '../../../support/memory.ts'
import { approved, minutesLater } from '../../../support/story/approved.ts'

const BY = { role: 'system', id: 'system' } as const

async function someFile(): Promise<CaseFile> {
  const files = new MemoryFiles()
  const { id } = await approved(files, 1, START, [{ fund: 'bilancio', cents: 60_000 }])
  return files.get(id)
}
const kindsOf = (parts: readonly { kind: string }[]) => parts.map(({ kind }) => kind).sort()
const copyOf = (file: CaseFile): CaseFile => structuredClone(file)

describe('the stored form of a file', () => {
  it('has every field of the request in one part, but for the head of the trail', async () => {
    const { request } = await someFile()
    const { trail: _, ...fields } = request
    const parts = partsOf({ request, asks: [], postings: [], payments: [] })
    expect(Object.assign({}, ...parts.map(({ data }) => data))).toEqual(fields)
    expect(parts.flatMap(({ data }) => Object.keys(data)).sort()).toEqual(Object.keys(fields).sort())
  })

  it('changes only in the head where only the stage changes', async () => {
    const file = await someFile()
    const { after } = apply(file, { act: 'test', by: BY, request: { stage: 'opened' } }, minutesLater(1))
    expect(kindsOf(changedParts(after, file))).toEqual(['request'])
  })

  it('changes in the section of a field, and in no other', async () => {
    const file = await someFile()
    const application = { ...applicationOf(2), language: 'en' as const }
    const { after } = apply(file, { act: 'test', by: BY, request: { application } }, minutesLater(1))
    expect(kindsOf(changedParts(after, file))).toEqual(['application', 'request'])
  })

  it('stores a section that lost its last field as empty, and never the field again', async () => {
    const { request, ...rest } = await someFile()
    const { papers: _, ...without } = request
    const file = { request, ...rest }
    const after = { request: without, ...rest }
    expect(changedParts(after, file)).toEqual([{ kind: 'papers', data: {} }])
    expect(fingerprint(after, file)).toBe(fingerprint(copyOf(after)))
  })

  it('has the fingerprint of what it holds, whichever way it came to hold it', async () => {
    const file = await someFile()
    const { after } = apply(file, { act: 'test', by: BY, request: { queuedOn: 'bilancio' } }, minutesLater(1))
    expect(fingerprint(after, file)).toBe(fingerprint(copyOf(after)))
    expect(fingerprint(after)).not.toBe(fingerprint(file))
  })

  it.each([
    ['a field of the head', (file: CaseFile) => ({ ...file, request: { ...file.request, dueOn: '2030-01-01' } })],
    ['a field of a section', (file: CaseFile) => ({ ...file, request: { ...file.request, bodyHash: 'z' } })],
    ['an item that is gone', (file: CaseFile) => ({ ...file, request: { ...file.request, papers: [] } })],
  ])('has another fingerprint for %s', async (_, change) => {
    const file = await someFile()
    expect(fingerprint(change(copyOf(file)))).not.toBe(fingerprint(file))
  })

  it('proves an item as it was stored, not as this version reads it', async () => {
    const file = await someFile()
    const asStored = fingerprint(file)
    // Another version of the code reads one more field into the decision.
    const read = copyOf(file)
    const upcast: CaseFile = { ...read, request: { ...read.request, queuedOn: 'new' } }
    expect(fingerprint(copyOf(upcast))).not.toBe(asStored)
    const stored = new Map(partsOf(file).map(({ kind, data }) => [kind, { schemaVersion: 1, data }]))
    rememberStoredRequest(upcast.request, stored)
    expect(fingerprint(upcast)).toBe(asStored)
  })
})
