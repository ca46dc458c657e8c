import { describe, expect, it } from 'vitest'
import { apply } from '../../../../functions/domain/file/apply.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { readOnce } from '../../../../functions/usecases/file/read-once.ts'
import { MemoryFiles, START } from '../../../support/memory.ts'
import { approved, minutesLater } from '../../../support/story/approved.ts'

const by = { role: 'system', id: 'system' } as const
const clock = { now: () => minutesLater(5) }
const note = (queuedOn: string) => ({ act: 'test', by, request: { queuedOn } })

class CountingFiles extends MemoryFiles {
  loads = 0
  override load(id: string) {
    this.loads++
    return super.load(id)
  }
}

async function world() {
  const stored = new CountingFiles()
  const { id } = await approved(stored, 1, START, [{ fund: 'bilancio', cents: 60_000 }])
  const { id: other } = await approved(stored, 2, START, [{ fund: 'bilancio', cents: 60_000 }])
  stored.loads = 0
  return { stored, files: readOnce(stored), id, other }
}

describe('the files of one call', () => {
  it('read a file once, and reflect its own writes', async () => {
    const { stored, files, id } = await world()
    await files.load(id)
    await amend({ files, clock }, id, () => note('a'))
    expect((await files.load(id))?.request.queuedOn).toBe('a')
    expect(stored.loads).toBe(1)
    expect((await stored.get(id)).request).toEqual((await files.load(id))?.request)
  })

  it('read again what somebody else changed meanwhile, before they decide on it', async () => {
    const { stored, files, id } = await world()
    await files.load(id)
    await amend({ files: stored, clock }, id, () => note('theirs'))
    const seen: unknown[] = []
    await amend({ files, clock }, id, ({ request }) => {
      seen.push(request.queuedOn)
      return note('ours')
    })
    expect(seen).toEqual([undefined, 'theirs'])
  })

  it('read again when the answer to a write is lost', async () => {
    const { stored, files, id } = await world()
    stored.fault = { commit: stored.commits + 1, when: 'after' }
    await amend({ files, clock }, id, () => note('a'))
    expect((await files.load(id))?.request.queuedOn).toBe('a')
    expect(stored.loads).toBe(2)
  })

  it('read again when asked to, and for another file', async () => {
    const { stored, files, id, other } = await world()
    await files.load(id)
    await amend({ files: stored, clock }, id, () => note('theirs'))
    expect((await files.load(id))?.request.queuedOn).toBeUndefined()
    expect((await files.load(id, { fresh: true }))?.request.queuedOn).toBe('theirs')
    expect((await files.load(other))?.request.id).toBe(other)
    expect((await files.load(id))?.request.id).toBe(id)
  })

  it('forget a file whose write was refused', async () => {
    const { stored, files, id } = await world()
    const file = await files.load(id)
    if (!file) throw new Error('no file')
    await amend({ files: stored, clock }, id, () => note('theirs'))
    const { after, entry } = apply(file, note('ours'), START)
    await expect(files.commit(file, after, entry, [])).rejects.toThrow('version')
    expect((await files.load(id))?.request.queuedOn).toBe('theirs')
  })
})
