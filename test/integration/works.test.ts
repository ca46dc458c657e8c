import { randomBytes } from 'node:crypto'
import { mkdtemp, cp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { configuration, madeProjects } from '../../functions/adapters/dynamodb/configuration.ts'
import { query } from '../../functions/adapters/dynamodb/client.ts'
import { placementsOf } from '../../functions/adapters/dynamodb/lists/placements.ts'
import { works } from '../../functions/adapters/dynamodb/works.ts'
import { sha256 } from '../../functions/domain/file/trail.ts'
import type { Work } from '../../functions/domain/activity/work.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { acceptWork, declineWork } from '../../functions/usecases/activity/answer-work.ts'
import { addPhoto, closeWork, photoOf } from '../../functions/usecases/activity/close-work.ts'
import { postWork, worksOf } from '../../functions/usecases/activity/post-work.ts'
import { importConfiguration } from '../../infra/commands/import-config.ts'
import { approved, minutesLater } from '../support/story/approved.ts'
import { newWorld, SESTO } from '../support/memory.ts'
import { MemoryPostman } from '../support/memory-services.ts'
import { jpeg } from '../support/photos.ts'
import { useStore } from '../support/store.ts'
import type { Supervisor } from '../../functions/domain/municipality/actors.ts'
import { Conflict } from '../../functions/usecases/ports/errors.ts'

/** Work requests, their pictures and the projects made of them, with the real adapters on the emulator. */

useStore(SESTO)

const CONFIG = new URL('../../config/sesto-san-giovanni', import.meta.url).pathname
const [host] = SESTO.hosts
if (!host) throw new Error('no host')
const school: Supervisor = { municipality: 'I690', host }
const educator = SESTO.staff.find(({ role }) => role === 'educator')
if (!educator) throw new Error('no educator')
const staff = { municipality: 'I690', member: educator }

const newDeps = () => ({
  ...newWorld(),
  works,
  configuration,
  postman: new MemoryPostman(),
})
const asked = (token = randomBytes(16).toString('hex')) => ({
  token,
  title: 'Cortile',
  description: 'Pulire il cortile.',
  area: 'environmental' as const,
  wanted: { from: '2026-04-01', to: '2026-04-30' },
  people: 2,
  contact: 'Segreteria',
})
const acceptance = (title = 'Cortile') => ({
  title,
  description: 'Pulire.',
  area: 'environmental' as const,
  site: {},
  places: 2,
  hours: [{ weekday: 1, from: '08:30', to: '12:30' }],
  abilities: [],
  strains: [],
  italian: 'none' as const,
  age: {},
  notFor: [],
  community: false,
})
async function get(id: string): Promise<Work> {
  const work = await works.load('I690', id)
  if (!work) throw new Error(`no work ${id}`)
  return work
}
const projectIn = async (id: string) => (await configuration.of('I690')).projects.find((each) => each.id === id)

async function accepted(title?: string) {
  const deps = newDeps()
  const id = await postWork(deps, school, asked(), 'it')
  await acceptWork(deps, staff, id, acceptance(title))
  const { progress } = await get(id)
  if (progress.state !== 'accepted') throw new Error(progress.state)
  return { deps, id, project: progress.accepted.project }
}

test('stores one request for ten concurrent submissions', async () => {
  const deps = newDeps()
  const token = 'e'.repeat(32)
  const ids = await Promise.all(Array.from({ length: 10 }, () => postWork(deps, school, asked(token), 'it')))
  const posted = await worksOf(deps, 'I690', school.host.id)
  expect(posted.filter(({ id }) => id === ids[0])).toHaveLength(1)
  expect(new Set(ids).size).toBe(1)
  expect(await works.load('F205', ids[0] ?? '')).toBeUndefined()
  // Sent once more from a page left open, it does not undo what became of it.
  await acceptWork(deps, staff, ids[0] ?? '', acceptance())
  const then = await get(ids[0] ?? '')
  expect(await postWork(deps, school, asked(token), 'it')).toBe(ids[0])
  expect(await get(ids[0] ?? '')).toEqual(then)
})

test('records one of ten concurrent answers, with one project and one letter', async () => {
  const deps = newDeps()
  const id = await postWork(deps, school, asked(), 'it')
  const before = (await madeProjects('I690')).length
  const acted = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      index % 2
        ? declineWork(deps, staff, id, { reasons: 'Non si può fare.' })
        : acceptWork(deps, staff, id, acceptance(`Cortile ${index}`)),
    ),
  )
  const { progress, version } = await get(id)
  // The answer, and the mark that the host was told.
  expect(version).toBe(3)
  expect(acted.filter((each) => each.outcome === 'done' && each.written)).toHaveLength(1)
  expect((await madeProjects('I690')).length - before).toBe(progress.state === 'accepted' ? 1 : 0)
})

describe('a project made of a work request', () => {
  test('joins the configuration, survives an import, and is closed there', async () => {
    const { deps, id, project } = await accepted()
    expect(await projectIn(project)).toMatchObject({ id: project, host: school.host.id, title: 'Cortile' })
    await importConfiguration(CONFIG)
    expect(await projectIn(project)).toMatchObject({ title: 'Cortile' })
    expect((await configuration.of('I690')).projects.length).toBeGreaterThan(SESTO.projects.length)
    expect((await configuration.of('I690', { fresh: true })).projects[0]).toEqual(SESTO.projects[0])
    await closeWork(deps, school, id, { before: 'Foglie.', after: 'Pulito.' })
    expect(await projectIn(project)).toMatchObject({ title: 'Cortile', closed: true })
  })

  test('keeps its id from the configuration', async () => {
    const { project } = await accepted('Altro cortile')
    const folder = await mkdtemp(join(tmpdir(), 'works-'))
    try {
      await cp(CONFIG, folder, { recursive: true })
      const file = join(folder, 'projects.yml')
      await writeFile(file, (await readFile(file, 'utf8')).replace('id: foglie-infanzia', `id: ${project}`))
      await expect(importConfiguration(folder)).rejects.toThrow(`"${project}"`)
      // A configured one that is gone is still told.
      await writeFile(file, (await readFile(file, 'utf8')).replace(`id: ${project}`, 'id: altre-foglie'))
      await expect(importConfiguration(folder)).rejects.toThrow('"foglie-infanzia"')
    } finally {
      await rm(folder, { recursive: true })
    }
    expect(await projectIn(project)).toMatchObject({ title: 'Altro cortile' })
  })
})

test('is not created by an outdated write', async () => {
  const deps = newDeps()
  const id = await postWork(deps, school, asked(), 'it')
  const work = await get(id)
  const { site: _, age: __, ...rest } = acceptance()
  const made = { ...rest, id: 'mai-nato', host: school.host.id }
  const stale = { ...work, version: 7 }
  await expect(works.amend(stale, { ...stale, version: 8 }, { made })).rejects.toBeInstanceOf(Conflict)
  expect(await projectIn('mai-nato')).toBeUndefined()
  expect(await get(id)).toEqual(work)
})

describe('a picture', () => {
  const parts = async (id: string) => {
    const found: string[] = []
    for await (const { sk } of query({ partition: `PHOTO#${id}` })) found.push(String(sk))
    return found
  }

  test('of almost 3 MB is stored in parts and read as a whole; a replacement leaves nothing of it', async () => {
    const { deps, id } = await accepted('Con foto')
    const large = jpeg({ size: 2_900_000 })
    expect(await addPhoto(deps, school, id, 'before', large)).toMatchObject({ outcome: 'done' })
    const first = await get(id)
    expect(first.photos.before?.bytes).toBeGreaterThan(2_900_000)
    const read = await photoOf(deps, first, 'before')
    expect(read && sha256(read.bytes)).toBe(first.photos.before?.sha256)
    expect(Buffer.from(read?.bytes ?? []).toString('latin1')).not.toContain('Maria')
    expect(await parts(id)).toHaveLength(9)
    expect(await addPhoto(deps, staff, id, 'before', jpeg())).toMatchObject({ outcome: 'done' })
    expect(await parts(id)).toEqual([`${(await get(id)).photos.before?.id}#000`])
  })

  test('written twice concurrently is stored once, as a whole', async () => {
    const { deps, id } = await accepted('Con due foto')
    const files = Array.from({ length: 6 }, (_, index) => jpeg({ size: 400_000 + index }))
    await Promise.all(files.map((file) => addPhoto(deps, school, id, 'after', file)))
    await addPhoto(deps, school, id, 'before', jpeg())
    const work = await get(id)
    expect(await photoOf(deps, work, 'after')).toBeDefined()
    expect(new Set((await parts(id)).map((sk) => sk.split('#')[0]))).toEqual(
      new Set([work.photos.after?.id, work.photos.before?.id]),
    )
  })

  test('that is incomplete does not exist, and unreferenced ones are deleted when the work closes', async () => {
    const { deps, id } = await accepted('Con foto rotta')
    const photo = { id: 'f'.repeat(32), sha256: '0'.repeat(64) }
    await works.keepPhoto(id, photo.id, Buffer.from('other'))
    await expect(works.photo(id, photo)).rejects.toThrow('not whole')
    expect(await works.photo(id, { ...photo, id: '0'.repeat(32) })).toBeUndefined()
    await addPhoto(deps, school, id, 'after', jpeg())
    await closeWork(deps, school, id, { before: 'Foglie.', after: 'Pulito.' })
    expect(await parts(id)).toEqual([`${(await get(id)).photos.after?.id}#000`])
  })
})

test('reads the placement of open files, and not of sealed ones', async () => {
  const placement = {
    project: 'riordino',
    host: 'forma-officina',
    startsOn: '2026-04-01',
    weekdays: [1],
    at: '08:30',
    minutesADay: 120,
  }
  const ids: string[] = []
  for (const index of [1, 2, 3]) {
    const { id } = await approved(caseFiles, index, minutesLater(0), [{ fund: 'bilancio', cents: 60_000 }])
    ids.push(id)
    await amend({ files: caseFiles, clock: { now: () => '2026-03-03T09:00:00Z' } }, id, () => ({
      act: 'test',
      by: { role: 'educator', id: 'ed-marino' },
      request: {
        ...(index === 3 ? {} : { placement }),
        ...(index === 2 ? { sealed: { at: '2026-03-03T09:00:00Z', named: ['as-colombo'] } } : {}),
      },
    }))
  }
  expect(await placementsOf([...ids, 'x'.repeat(26)])).toEqual(new Map([[ids[0], { placement }]]))
})
