import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { keepApart } from '../../../../functions/domain/acts/keep-apart.ts'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { matchPlaces } from '../../../../functions/usecases/activity/match-places.ts'
import { resumeAll } from '../../../../functions/usecases/file/resume.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { answer, apply, atStage, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import { MISSING_VALUES } from '../../../support/web/site.ts'

const member = (id: string) => {
  const found = SESTO.staff.find((each) => each.id === id)
  if (!found) throw new Error(id)
  return { municipality: 'I690', member: found }
}
const ADMINISTRATORS = SESTO.staff.filter(({ role }) => role === 'administrator').map(({ email }) => email)
const HERS = applicationOf(7).applicant.taxCode

/** A protected person in the school yard, whose file only one social worker may see. */
async function protectedPerson(world: World): Promise<string> {
  const id = await apply(world, applicationOf(7))
  await play(world, id, {}, atStage('active'))
  await world.files.tamper(id, (file) => ({
    ...file,
    request: { ...file.request, sealed: { at: world.clock.now(), named: ['as-greco'] } },
  }))
  return id
}

/** Somebody a place is looked for; what their case officer does, and what whoever looks for the place is shown. */
async function seeker(world: World, index = 0) {
  const id = await apply(world, applicationOf(index))
  const ask = await playToAsk(world, id, 'placement')
  const officer = async () => member((await world.files.get(id)).request.caseOfficer ?? '')
  return {
    id,
    officer,
    keepApart: async (...people: string[]) =>
      actOnFile(world, keepApart, await officer(), id, { people, reasons: REASONS }),
    proposal: async () => matchPlaces(world, await world.files.get(id), world.municipality),
    place: async (project: string) => {
      const outcome = await answer(world, ask, {
        choice: 'place',
        project,
        startsOn: addDays(world.clock.today(), 14),
        weekdays: [1, 3],
        minutesADay: 120,
        overrides: REASONS,
      })
      return 'problems' in outcome ? outcome.problems : outcome
    },
  }
}
const letters = (world: World) =>
  world.postman.sent.flatMap(({ to, letter }) => (letter.template === 'keptApart' ? [{ to, ...letter }] : []))

describe('exclusions between people', () => {
  test('hides the host of a protected person behind the words for full places', async () => {
    const world = newWorld()
    const { placement } = (await world.files.get(await protectedPerson(world))).request
    if (!placement) throw new Error('she has no place')
    const his = await seeker(world)
    expect((await his.proposal()).excluded).toEqual([])
    await his.keepApart(HERS)
    // The same town with nobody on the list, in which all places of that host are taken.
    const full = newWorld({
      ...SESTO,
      projects: SESTO.projects.map((each) => (each.host === placement.host ? { ...each, places: 0 } : each)),
    })
    const { excluded, proposed } = await (await seeker(full)).proposal()
    expect(excluded.length).toBeGreaterThan(0)
    expect(await his.proposal()).toMatchObject({ excluded, proposed: proposed.map(({ project }) => ({ project })) })
    expect(await his.place(placement.project)).toEqual([{ field: 'project', code: 'limit.unavailable' }])
  })

  test('are recorded by the case officer only, with a trail without names', async () => {
    const world = newWorld()
    const { id, keepApart: say } = await seeker(world)
    const said = { people: [HERS], reasons: REASONS }
    const { caseOfficer } = (await world.files.get(id)).request
    const others = SESTO.staff.filter((each) => each.id !== caseOfficer)
    for (const each of others)
      expect(await actOnFile(world, keepApart, member(each.id), id, said)).toEqual({ outcome: 'refused', why: 'role' })
    await say(HERS)
    await say(HERS, HERS)
    const { request } = await world.files.get(id)
    expect(request.profile?.excludedPeople).toEqual([HERS])
    expect(request.exclusions).toMatchObject([{ people: [HERS], reasons: REASONS, by: caseOfficer }])
    const trail = await world.files.trail(id)
    expect(trail.map(({ act }) => act).slice(-2)).toEqual(['people.kept_apart', 'people.apart_notified'])
    expect(JSON.stringify(trail)).not.toContain(HERS)
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  test('are notified to administrators and the members of a sealed file, without a difference for the author', async () => {
    const world = newWorld()
    const hers = await protectedPerson(world)
    const his = await seeker(world)
    const [known, unknown] = [await his.keepApart(HERS), await his.keepApart(HERS, applicationOf(20).applicant.taxCode)]
    expect([known.outcome, unknown.outcome]).toEqual(['done', 'done'])
    const greco = member('as-greco').member.email
    expect(letters(world).map(({ to, about }) => `${about} ${to}`)).toEqual([
      ...ADMINISTRATORS.map((to) => `file ${to}`),
      `person ${greco}`,
      ...ADMINISTRATORS.map((to) => `file ${to}`),
    ])
    const number = (await world.files.get(hers)).request.registryEntry
    const { id: by } = (await his.officer()).member
    expect(letters(world).find(({ about }) => about === 'person')).toMatchObject({
      number,
      member: by,
      together: false,
    })
    // Taken off the list is a look as well.
    await his.keepApart()
    expect(letters(world).filter(({ to }) => to === greco)).toHaveLength(2)
    for (const letter of letters(world)) {
      const { subject, text } = renderLetter(letter)
      expect(`${subject}${text}`).not.toMatch(MISSING_VALUES)
      expect(`${subject}${text}`).not.toContain(HERS)
    }
  })

  test('hold even if letters fail, and the letters go out later, once', async () => {
    const world = newWorld()
    await protectedPerson(world)
    const his = await seeker(world)
    const send = world.postman.send.bind(world.postman)
    world.postman.send = async () => {
      throw new Error('no mail')
    }
    expect(await his.keepApart(HERS)).toMatchObject({ outcome: 'done' })
    expect((await his.proposal()).excluded).not.toEqual([])
    world.postman.send = send
    expect(letters(world)).toEqual([])
    await resumeAll(world)
    await resumeAll(world)
    expect(letters(world)).toHaveLength(ADMINISTRATORS.length + 1)
  })

  test('keep existing agreements at one host, and notify the staff who can move somebody', async () => {
    const world = newWorld()
    const hers = await protectedPerson(world)
    const { placement } = (await world.files.get(hers)).request
    const his = await seeker(world)
    expect(await his.place(placement?.project ?? '')).toMatchObject({ outcome: 'recorded' })
    await his.keepApart(HERS)
    expect(letters(world).map(({ together }) => together)).toEqual([...ADMINISTRATORS.map(() => true), true])
    // Whether she is there is not told by a change of what he has.
    const { excluded } = await his.proposal()
    expect(excluded.map(({ project }) => project)).not.toContain(placement?.project)
    expect(excluded.flatMap(({ limits }) => limits)).toEqual(excluded.map(() => ({ code: 'limit.unavailable' })))
  })
})
