import { expect, test, vi } from 'vitest'
import { stored } from '../../functions/composition.ts'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { lists, openRequests } from '../../functions/adapters/dynamodb/lists/lists.ts'
import { takenPlaces } from '../../functions/adapters/dynamodb/places.ts'
import { configuration } from '../../functions/adapters/dynamodb/configuration.ts'
import { get } from '../../functions/adapters/dynamodb/client.ts'
import { key } from '../../functions/adapters/dynamodb/keys.ts'
import { works } from '../../functions/adapters/dynamodb/works.ts'
import type { Municipality } from '../../functions/domain/municipality/regulation.ts'
import { apply } from '../../functions/domain/file/apply.ts'
import { answerAsk } from '../../functions/usecases/asks/answer-ask.ts'
import { acceptWork } from '../../functions/usecases/activity/answer-work.ts'
import { askPerson } from '../../functions/usecases/asks/ask-person.ts'
import { checkPlaces } from '../../functions/usecases/activity/check-places.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { issuePapers } from '../../functions/usecases/procedure/issue-papers.ts'
import { postWork } from '../../functions/usecases/activity/post-work.ts'
import { withdraw } from '../../functions/usecases/procedure/withdraw.ts'
import { approved } from '../support/story/approved.ts'
import { newWorld, SESTO, START } from '../support/memory.ts'
import { MemoryClock, MemoryPostman } from '../support/memory-services.ts'
import { secretOf } from '../support/story/play.ts'
import { useStore } from '../support/store.ts'
import { freePlaces, replaceExclusions, takePlace } from '../../functions/domain/activity/place-effects.ts'
import type { Effect } from '../../functions/domain/file/effect.ts'
import type { Request } from '../../functions/domain/file/request.ts'

/** Places with the real adapters, on the emulator: what no memory of a test can show of concurrency. */

/** The leaves of the school yard have three places. */
const TOWN: Municipality = {
  ...SESTO,
  projects: SESTO.projects.map((each) => (each.id === 'foglie-cortile' ? { ...each, places: 3 } : each)),
}

useStore(TOWN)

const deps = () => ({
  ...newWorld(),
  clock: new MemoryClock(START),
  ...stored,
  papers,
  postman: new MemoryPostman(),
})

let count = 0
/** Somebody with money for whom a place is looked for, and how the educator's question is answered. */
async function funded(fields: Partial<Request> = {}) {
  const { id } = await approved(caseFiles, ++count, START, [{ fund: 'bilancio', cents: 60_000 }], {
    stage: 'funded',
    approvalNotifiedAt: START,
    ...fields,
  })
  const own = deps()
  await issuePapers(own, id)
  await askPerson(own, {
    request: id,
    kind: 'placement',
    workflow: { machine: 'contribution-request' },
    token: `token-${id}`,
  })
  const ask = (await caseFiles.load(id))?.asks.find(({ kind }) => kind === 'placement')
  if (!ask) throw new Error(`${id} is not asked`)
  return {
    id,
    place: (project: string) =>
      answerAsk(own, ask.id, secretOf(own, ask.id), {
        choice: 'place',
        project,
        startsOn: '2026-03-23',
        weekdays: [1, 2],
        minutesADay: 240,
      }),
  }
}
const taken = async () => (await takenPlaces.of('I690'))['scuola-primaria']?.taken['foglie-cortile'] ?? 0
const check = () => checkPlaces({ files: caseFiles, openRequests, takenPlaces }, 'I690')

test('50 placements at once on a project of 3 places: exactly 3; those who leave make room for as many', {
  timeout: 120_000,
}, async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => funded()))
  const began = performance.now()
  const answers = await Promise.all(people.map(({ place }) => place('foglie-cortile')))
  console.info(`50 at once: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const outcomes = answers.map((outcome) => ('outcome' in outcome ? outcome.outcome : outcome.state))
  const placed = people.filter((_, index) => outcomes[index] === 'recorded')
  expect(placed).toHaveLength(3)
  for (const outcome of answers)
    if ('outcome' in outcome && outcome.outcome === 'invalid')
      expect(outcome.problems).toEqual([{ field: 'project', code: 'limit.unavailable' }])
  expect(outcomes.filter((outcome) => outcome === 'invalid')).toHaveLength(47)
  expect(await taken()).toBe(3)
  expect(await check()).toEqual({ places: 3, differences: [] })

  // Two leave, one of them twice: two places, and not three.
  const [one, two] = placed
  if (!one || !two) throw new Error('nobody is there')
  await Promise.all([
    withdraw(deps(), one.id, undefined),
    withdraw(deps(), one.id, undefined),
    withdraw(deps(), two.id, undefined),
  ])
  expect(await taken()).toBe(1)
  const waiting = people.filter((_, index) => outcomes[index] === 'invalid')
  const again = await Promise.all(waiting.map(({ place }) => place('foglie-cortile')))
  expect(again.filter((outcome) => 'outcome' in outcome && outcome.outcome === 'recorded')).toHaveLength(2)
  expect(await check()).toEqual({ places: 3, differences: [] })
})

/** Writes a change of a file with its effects, once: without deciding anew when it is refused. */
async function write(id: string, effects: readonly Effect[]) {
  const file = await caseFiles.load(id)
  if (!file) throw new Error(`no file ${id}`)
  const { after, entry } = apply(file, { act: 'test', by: { role: 'system', id: 'system' } }, START)
  await caseFiles.commit(file, after, entry, effects)
}

test('rejects a decision on outdated places of a host; one write moves a place between projects', async () => {
  const people = await Promise.all([1, 2, 3].map(() => funded()))
  const [one, two, three] = await Promise.all(
    people.map(async ({ id }) => ({
      id,
      taxCode: (await caseFiles.load(id))?.request.application.applicant.taxCode ?? '',
    })),
  )
  if (!one || !two || !three) throw new Error('nobody is there')
  const at = (request: string) => ({ municipality: 'I690', host: 'artigiani', request })
  const take = (who: typeof one, project: string, seen: number, excludedPeople: string[] = [], frees: string[] = []) =>
    takePlace(at(who.id), project, { person: who.taxCode, excludedPeople }, { places: 2, seen }, frees)
  const seenBy = async (who: typeof one, excludedPeople: string[] = []) =>
    (await takenPlaces.of('I690', { person: who.taxCode, excludedPeople }))['artigiani']

  await write(one.id, take(one, 'banchi', 0, [three.taxCode]))
  // One place is left, but somebody came since.
  await expect(write(two.id, take(two, 'banchi', 0))).rejects.toMatchObject({
    name: 'EffectRefused',
    effect: 'takePlace',
  })
  await write(two.id, take(two, 'banchi', 1))
  await expect(write(three.id, take(three, 'banchi', 2))).rejects.toMatchObject({ effect: 'takePlace' })
  expect(await seenBy(two)).toEqual({ changes: 2, taken: { banchi: 2 }, apart: false })
  // Either way round.
  expect(await seenBy(three)).toMatchObject({ apart: true })
  expect(await seenBy(two, [one.taxCode])).toMatchObject({ apart: true })

  await write(one.id, take(one, 'ringhiere', 2, [], ['banchi']))
  expect(await seenBy(three)).toEqual({ changes: 3, taken: { banchi: 1, ringhiere: 1 }, apart: false })
  await write(two.id, [
    replaceExclusions(at(two.id), ['banchi'], { person: two.taxCode, excludedPeople: [three.taxCode] }),
  ])
  expect(await seenBy(three)).toMatchObject({ changes: 4, apart: true })
  // Who leaves takes nothing from who looked: nobody is to be avoided who was not there.
  await write(two.id, [freePlaces(at(two.id), ['banchi'])])
  expect(await seenBy(three)).toEqual({ changes: 4, taken: { banchi: 0, ringhiere: 1 }, apart: false })

  const item = JSON.stringify(await get(key.places('I690', 'artigiani')))
  for (const { id, taxCode } of [one, two, three]) {
    expect(item).not.toContain(id)
    expect(item).not.toContain(taxCode)
  }
})

test('places nobody in a project that another process has just closed', async () => {
  const [host] = TOWN.hosts
  const educator = TOWN.staff.find(({ role }) => role === 'educator')
  if (!host || !educator) throw new Error('nobody there')
  const school = { municipality: 'I690', host }
  const staff = { municipality: 'I690', member: educator }
  const made = async (token: string) => {
    const own = { ...deps(), works }
    const asked = {
      token,
      title: 'Siepe',
      description: 'Potare.',
      area: 'environmental' as const,
      wanted: { from: '2026-03-01', to: '2026-06-30' },
      people: 3,
      contact: 'Segreteria',
    }
    const work = await postWork(own, school, asked, 'it')
    const hours = [1, 2].map((weekday) => ({ weekday, from: '08:00', to: '13:00' }))
    const accepted = await acceptWork(own, staff, work, {
      title: 'Siepe',
      description: 'Potare.',
      area: 'environmental',
      site: {},
      places: 3,
      hours,
      abilities: [],
      strains: [],
      italian: 'none',
      age: {},
      notFor: [],
      community: false,
    })
    if (accepted.outcome !== 'done' || accepted.work.progress.state !== 'accepted') throw new Error(accepted.outcome)
    return { work, project: accepted.work.progress.accepted.project }
  }
  const { work, project } = await made('d'.repeat(32))
  const [one, two] = [await funded(), await funded()]
  const place = async ({ place }: typeof one) => {
    const outcome = await place(project)
    return 'outcome' in outcome && outcome.outcome === 'invalid' ? outcome.problems : outcome
  }
  const before = await configuration.of('I690')
  const seen = (await takenPlaces.of('I690'))[host.id]?.changes ?? 0
  // Another process has a memory of its own: what this one has read is old.
  vi.resetModules()
  const others = {
    ...(await import('../../functions/adapters/dynamodb/configuration.ts')),
    ...(await import('../../functions/adapters/dynamodb/works.ts')),
    ...(await import('../../functions/usecases/activity/close-work.ts')),
  }
  await others.closeWork({ ...deps(), configuration: others.configuration, works: others.works }, school, work, {
    before: 'Alta.',
    after: 'Bassa.',
  })
  expect(await configuration.of('I690')).toBe(before)
  const { taxCode } = (await caseFiles.load(two.id))?.request.application.applicant ?? { taxCode: '' }
  const at = { municipality: 'I690', host: host.id, request: two.id }
  await expect(
    write(two.id, takePlace(at, project, { person: taxCode, excludedPeople: [] }, { places: 3, seen })),
  ).rejects.toMatchObject({ name: 'EffectRefused', effect: 'takePlace' })
  expect(await place(one)).toEqual([{ field: 'project', code: 'choice' }])
  expect((await takenPlaces.of('I690'))[host.id]?.taken).not.toHaveProperty(project)
})

test('finds the open files with a past, present or future place at a host, also sealed ones', async () => {
  const at = (host: string, startsOn: string) => ({
    project: 'riordino',
    host,
    startsOn,
    weekdays: [1],
    at: '08:30',
    minutesADay: 120,
  })
  const money = [{ fund: 'bilancio', cents: 60_000 }]
  const file = (fields: Partial<Request>) => approved(caseFiles, ++count, START, money, fields)
  const [first, second, third] = [at('museo', '2026-01-12'), at('teatro', '2026-02-09'), at('parco', '2026-06-01')]
  const moved = await file({ formerPlacements: [first, second], placement: third })
  const sealed = await file({
    formerPlacements: [first],
    placement: second,
    sealed: { at: START, named: ['as-colombo'] },
  })
  const there = await file({ placement: first })
  const gone = await file({
    formerPlacements: [first],
    placement: second,
    stage: 'withdrawn',
    outcomeNotifiedAt: START,
  })
  await issuePapers(deps(), gone.id)
  await file({ formerPlacements: [first], placement: second, municipality: 'F205' })
  await file({})
  const placedAt = async (host: string) => {
    const found: string[] = []
    for await (const id of lists.placedAt('I690', host)) found.push(id)
    return found.sort()
  }
  // The first of several places, and not the last of the former ones alone.
  expect(await placedAt('museo')).toEqual([moved.id, sealed.id, there.id].sort())
  expect(await placedAt('teatro')).toEqual([moved.id, sealed.id].sort())
  expect(await placedAt('parco')).toEqual([moved.id])
  expect(await placedAt('nessuno')).toEqual([])
})
