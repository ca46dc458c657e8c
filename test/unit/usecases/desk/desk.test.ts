import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { breakGlass } from '../../../../functions/domain/acts/break-glass.ts'
import { conflict } from '../../../../functions/domain/acts/conflict.ts'
import { addMember } from '../../../../functions/domain/acts/add-member.ts'
import { review } from '../../../../functions/domain/acts/review.ts'
import { reassign } from '../../../../functions/domain/acts/reassign.ts'
import { seal } from '../../../../functions/domain/acts/seal.ts'
import { describe, expect, it } from 'vitest'
import { maySee, hasAccess } from '../../../../functions/domain/file/sealed.ts'
import type { StaffMember } from '../../../../functions/domain/municipality/regulation.ts'
import { deskPassOf, staffOfPass } from '../../../../functions/usecases/access/desk-pass.ts'
import { findRequests } from '../../../../functions/usecases/desk/find-requests.ts'
import { openOwnAsk } from '../../../../functions/usecases/asks/open-own-ask.ts'
import { sendDeskLink } from '../../../../functions/usecases/access/send-sign-in-link.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { worklistOf } from '../../../../functions/usecases/desk/worklist.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { answer, apply, atStage, retryFaults, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'

const staff = (id: string, from: World = newWorld()) => {
  const member = from.municipality.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const manager = staff('dir-moretti')
const finance = staff('rag-fontana')
const administrator = staff('amm-longo')
const LONG = 'Serve per un pronto intervento urgente.'

/** A file whose assessment is open, its officer and two others. */
async function assessed<Kind extends World>(world: Kind) {
  const id = await apply(world)
  const ask = await playToAsk(world, id, 'assessment')
  const { request } = await world.files.get(id)
  const officer = staff(request.caseOfficer ?? '')
  const [other, third] = SESTO.staff.filter((each) => each.role === 'socialWorker' && each.id !== request.caseOfficer)
  if (!other || !third) throw new Error('too few')
  return { world, id, ask, officer, other, third }
}
const acts = async (world: World, id: string) => (await world.files.trail(id)).map(({ act }) => act)

describe('reassigning a file', () => {
  it('moves the file and its open assessment, once, and leaves the workflow asking the new officer', async () => {
    const { world, id, ask, officer, other } = await assessed(newWorld())
    const before = world.workflows.attempts.get(`${id}-request`)
    const input = { to: other.id, reasons: REASONS }
    for (let times = 0; times < 2; times++)
      expect(await actOnFile(world, reassign, officer, id, input)).toMatchObject({
        outcome: 'done',
        written: times === 0,
      })
    const { request, asks } = await world.files.get(id)
    expect(request.caseOfficer).toBe(other.id)
    expect(request.reassignments).toMatchObject([
      { from: officer.member.id, to: other.id, reasons: REASONS, by: officer.member.id },
    ])
    expect(asks.find((each) => each.id === ask.id)?.status).toBe('superseded')
    expect(world.workflows.attempts.get(`${id}-request`)).toBe((before ?? 0) + 1)

    const again = await playToAsk(world, id, 'assessment')
    expect(again.id).not.toBe(ask.id)
    expect(again.to).toEqual({ role: 'socialWorker', id: other.id })
    expect(world.postman.about(again.id)).toMatchObject([{ to: other.email }])
    // The one before holds a link that asks nothing any more.
    expect(await answer(world, ask, { choice: 'proposeRefusal', grounds: [REASONS] })).toMatchObject({ state: 'gone' })
    expect((await play(world, id, {}, atStage('approved'))).request.decision?.outcome).toBe('approved')
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('leaves a pending decision unchanged', async () => {
    const { world, id, other } = await assessed(newWorld())
    const decision = await playToAsk(world, id, 'decision')
    await actOnFile(world, reassign, manager, id, { to: other.id, reasons: REASONS })
    expect((await world.files.get(id)).asks.find((each) => each.id === decision.id)?.status).toBe('open')
  })

  it('is for the manager, the administrator and the officer, and goes to a social worker who may take it', async () => {
    const { world, id, other, third } = await assessed(newWorld())
    const input = { to: third.id, reasons: REASONS }
    expect(await actOnFile(world, reassign, staff(other.id), id, input)).toEqual({ outcome: 'refused', why: 'role' })
    expect(await actOnFile(world, reassign, finance, id, input)).toEqual({ outcome: 'refused', why: 'role' })
    await actOnFile(world, conflict, staff(third.id), id, { reasons: REASONS })
    for (const to of [third.id, 'rag-fontana', 'nobody'])
      expect(await actOnFile(world, reassign, manager, id, { to, reasons: REASONS })).toMatchObject({
        problems: [{ field: 'to', code: 'choice' }],
      })
    expect(await actOnFile(world, reassign, administrator, id, { to: other.id, reasons: REASONS })).toMatchObject({
      outcome: 'done',
    })
  })

  it('is rejected on an ended file', async () => {
    const { world, id, other } = await assessed(newWorld())
    await play(world, id, {}, atStage('closed'))
    expect(await actOnFile(world, reassign, manager, id, { to: other.id, reasons: REASONS })).toEqual({
      outcome: 'refused',
      why: 'ended',
    })
  })

  it('has the same result if a write is lost, before or after', async () => {
    for (const when of ['before', 'after'] as const) {
      const { world, id, officer, other } = await assessed(newWorld())
      world.files.fault = { commit: world.files.commits + 1, when }
      await retryFaults(() => actOnFile(world, reassign, officer, id, { to: other.id, reasons: REASONS }))
      expect((await world.files.get(id)).request.reassignments).toHaveLength(1)
    }
  })
})

describe('a conflict of interest', () => {
  it('moves the file to another case officer, and hides it from the former', async () => {
    const { world, id, officer } = await assessed(newWorld())
    for (let times = 0; times < 2; times++) await actOnFile(world, conflict, officer, id, { reasons: REASONS })
    const { request } = await world.files.get(id)
    expect(request.conflicts).toMatchObject([{ member: officer.member.id, reasons: REASONS }])
    expect(request.reassignments).toHaveLength(1)
    expect(request.caseOfficer).not.toBe(officer.member.id)
    expect((await playToAsk(world, id, 'assessment')).to.id).toBe(request.caseOfficer)
    expect(await actOnFile(world, seal, officer, id, { confirm: 'yes' })).toEqual({
      outcome: 'refused',
      why: 'conflict',
    })
  })

  it('is only recorded on another officer’s file', async () => {
    const { world, id, ask, other } = await assessed(newWorld())
    await actOnFile(world, conflict, staff(other.id), id, { reasons: REASONS })
    const { request, asks } = await world.files.get(id)
    expect(request.reassignments).toBeUndefined()
    expect(asks.find((each) => each.id === ask.id)?.status).toBe('open')
  })

  it('skips absent colleagues, and keeps the file if none is left', async () => {
    const { world, id, officer, other, third } = await assessed(newWorld())
    const away = [{ from: '2026-03-01', to: '2026-03-31' }]
    world.municipality = {
      ...SESTO,
      staff: SESTO.staff.map((each) => (each.id === other.id ? { ...each, away } : each)),
    }
    await actOnFile(world, conflict, officer, id, { reasons: REASONS })
    expect((await world.files.get(id)).request.caseOfficer).toBe(third.id)
    await actOnFile(world, conflict, staff(other.id), id, { reasons: REASONS })
    await actOnFile(world, conflict, staff(third.id), id, { reasons: REASONS })
    const { request } = await world.files.get(id)
    expect(request.conflicts).toHaveLength(3)
    expect(request.caseOfficer).toBe(third.id)
  })
})

describe('a sealed file', () => {
  const sealed = async () => {
    const at = await assessed(newWorld())
    await actOnFile(at.world, seal, manager, at.id, { confirm: 'yes' })
    return at
  }

  it('is visible only to those who work on it', async () => {
    const { world, id, officer, other } = await sealed()
    await actOnFile(world, seal, manager, id, { confirm: 'yes' })
    const { request } = await world.files.get(id)
    expect(request.sealed?.named).toEqual(['dir-moretti', officer.member.id])
    expect(maySee(request, officer.member)).toBe(true)
    expect(maySee(request, other)).toBe(false)
    expect((await acts(world, id)).filter((act) => act === 'file.sealed')).toHaveLength(1)
    expect(await actOnFile(newWorld(), seal, finance, id, { confirm: 'yes' }).catch((error: Error) => error.name)).toBe(
      'NoSuchRequest',
    )
  })

  it('is sealed by social workers and managers; its members name others', async () => {
    const { world, id } = await assessed(newWorld())
    expect(await actOnFile(world, seal, finance, id, { confirm: 'yes' })).toEqual({ outcome: 'refused', why: 'role' })
    expect(await actOnFile(world, addMember, manager, id, { member: 'ed-sala' })).toEqual({
      outcome: 'refused',
      why: 'notSealed',
    })
    await actOnFile(world, seal, manager, id, { confirm: 'yes' })
    expect(await actOnFile(world, addMember, finance, id, { member: 'rag-fontana' })).toEqual({
      outcome: 'refused',
      why: 'hidden',
    })
    expect(await actOnFile(world, addMember, manager, id, { member: 'nobody' })).toMatchObject({ outcome: 'invalid' })
    for (let times = 0; times < 2; times++) await actOnFile(world, addMember, manager, id, { member: 'ed-sala' })
    expect((await world.files.get(id)).request.sealed?.named.filter((each) => each === 'ed-sala')).toHaveLength(1)
  })

  it('is visible to its new officer', async () => {
    const { world, id, officer, other } = await sealed()
    await actOnFile(world, reassign, officer, id, { to: other.id, reasons: REASONS })
    expect(maySee((await world.files.get(id)).request, other)).toBe(true)
  })

  it('rejects acts of members not named on it', async () => {
    const { world, id, other } = await sealed()
    const version = (await world.files.get(id)).request.version
    const hidden = { outcome: 'refused', why: 'hidden' }
    expect(await actOnFile(world, reassign, administrator, id, { to: other.id, reasons: REASONS })).toEqual(hidden)
    expect(await actOnFile(world, conflict, staff(other.id), id, { reasons: REASONS })).toEqual(hidden)
    expect(
      await actOnFile(world, review, staff(other.id), id, {
        kind: 'revocation',
        grounds: REASONS,
        falseDeclaration: false,
      }),
    ).toEqual(hidden)
    expect((await world.files.get(id)).request.version).toBe(version)
  })

  it('opens by exception for an hour, once its members are notified', async () => {
    const { world, id, officer } = await sealed()
    const letters = () => world.postman.sent.filter(({ letter }) => letter.template === 'openedByException')
    const seen = async () => hasAccess((await world.files.get(id)).request, finance.member, world.clock.now())
    for (let times = 0; times < 2; times++)
      expect(await actOnFile(world, breakGlass, finance, id, { reasons: LONG })).toMatchObject({ outcome: 'done' })
    expect(
      letters()
        .map(({ to }) => to)
        .sort(),
    ).toEqual([officer.member.email, manager.member.email, administrator.member.email].sort())
    expect(letters()[0]?.letter).toMatchObject({ member: 'rag-fontana' })
    expect(JSON.stringify(letters())).not.toContain(LONG)
    expect(await seen()).toBe(true)
    expect((await acts(world, id)).filter((act) => act === 'file.opened_by_exception')).toHaveLength(1)
    // Who sees by exception lets nobody else in.
    expect(await actOnFile(world, addMember, finance, id, { member: 'rag-fontana' })).toEqual({
      outcome: 'refused',
      why: 'role',
    })

    world.clock.moveSeconds(3600)
    expect(await seen()).toBe(false)
    await actOnFile(world, breakGlass, finance, id, { reasons: LONG })
    expect(await seen()).toBe(true)
    expect((await world.files.get(id)).request.openings).toHaveLength(2)
    expect(letters()).toHaveLength(6)
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('does not open while a notice is unsent', async () => {
    const { world, id } = await sealed()
    const send = world.postman.send.bind(world.postman)
    world.postman.send = async (to, letter) => {
      if (to === administrator.member.email) throw new Error('no mail')
      await send(to, letter)
    }
    await expect(actOnFile(world, breakGlass, finance, id, { reasons: LONG })).rejects.toThrow('no mail')
    expect(hasAccess((await world.files.get(id)).request, finance.member, world.clock.now())).toBe(false)
    world.postman.send = send
    await actOnFile(world, breakGlass, finance, id, { reasons: LONG })
    const { request } = await world.files.get(id)
    expect(request.openings).toHaveLength(1)
    expect(hasAccess(request, finance.member, world.clock.now())).toBe(true)
  })

  it('rejects an opening by members with access, and on other files', async () => {
    const { world, id } = await sealed()
    expect(await actOnFile(world, breakGlass, manager, id, { reasons: LONG })).toEqual({
      outcome: 'refused',
      why: 'named',
    })
    const open = await apply(world, applicationOf(9))
    expect(await actOnFile(world, breakGlass, finance, open, { reasons: LONG })).toEqual({
      outcome: 'refused',
      why: 'notSealed',
    })
  })
})

describe('a review of the decision', () => {
  const approved = async () => {
    const world = newWorld()
    const id = await apply(world)
    await play(world, id, {}, atStage('active'))
    return { world, id }
  }
  const input = { kind: 'forfeiture', grounds: REASONS, falseDeclaration: true } as const

  it('is opened once, with its law', async () => {
    const { world, id } = await approved()
    for (let times = 0; times < 2; times++)
      expect(await actOnFile(world, review, manager, id, input)).toMatchObject({
        outcome: 'done',
        written: times === 0,
      })
    expect((await world.files.get(id)).request.reviews).toMatchObject([
      { number: 1, ...input, openedBy: 'dir-moretti' },
    ])
    expect((await world.files.trail(id)).at(-1)).toMatchObject({
      act: 'review.opened',
      law: expect.stringContaining('art. 75'),
    })
    expect(await actOnFile(world, review, manager, id, { ...input, kind: 'revocation' })).toEqual({
      outcome: 'refused',
      why: 'reviewOpen',
    })
  })

  it('needs a decision, and a permitted role', async () => {
    const { world, id } = await assessed(newWorld())
    expect(await actOnFile(world, review, manager, id, input)).toEqual({ outcome: 'refused', why: 'noDecision' })
    expect(await actOnFile(world, review, finance, id, input)).toEqual({ outcome: 'refused', why: 'role' })
  })

  it('annuls within the months of the regulation, and names the last day', async () => {
    const { world, id } = await approved()
    const { decision } = (await world.files.get(id)).request
    expect(decision?.at).toContain('2026-03-02')
    world.clock.moveTo('2026-09-02T21:59:00Z')
    expect(await actOnFile(world, review, manager, id, { ...input, kind: 'annulment' })).toMatchObject({
      outcome: 'done',
    })
    const late = await approved()
    late.world.clock.moveTo('2026-09-02T22:00:00Z')
    expect(await actOnFile(late.world, review, manager, late.id, { ...input, kind: 'annulment' })).toEqual({
      outcome: 'invalid',
      problems: [{ field: 'kind', code: 'annulment.late', values: { last: '2026-09-02' } }],
    })
    expect(await actOnFile(late.world, review, manager, late.id, { ...input, kind: 'revocation' })).toMatchObject({
      outcome: 'done',
    })
  })
})

describe('the worklist', () => {
  it('lists own questions first, soonest due first, with overdue ones marked', async () => {
    const world = deskOf(newWorld())
    const first = await assessed(world)
    world.clock.moveDays(3)
    const second = await apply(world, applicationOf(3))
    await playToAsk(world, second, 'decision')
    const { mine, team } = await worklistOf(world, first.officer)
    expect(mine.map(({ request }) => request)).toEqual([first.id])
    expect(team).toMatchObject([{ request: second, kind: 'decision', number: '2026/2', hidden: false, daysLeft: 7 }])
    world.clock.moveDays(10)
    expect((await worklistOf(world, first.officer)).mine).toMatchObject([{ daysLeft: -3 }])
    const { mine: managers } = await worklistOf(world, manager)
    expect(managers.map(({ request }) => request)).toEqual([second])
  })

  it('shows only the existence of a sealed file to others', async () => {
    const world = deskOf(newWorld())
    const { id, officer } = await assessed(world)
    await actOnFile(world, seal, officer, id, { confirm: 'yes' })
    world.workflows.marks.set(id, { execution: 'x', status: 'FAILED', at: '2026-03-02T09:00:00Z' })
    const { team, stuck } = await worklistOf(world, finance)
    expect(team).toEqual([{ request: id, number: '2026/1', stage: undefined, sealed: true, hidden: true }])
    expect(stuck).toEqual([{ request: id, number: '2026/1', stage: undefined, sealed: true, since: undefined }])
    expect((await worklistOf(world, officer)).mine).toMatchObject([{ hidden: false }])
  })

  it('lists requests in queues, in order', async () => {
    const world = deskOf(newWorld())
    const [one, two] = [await apply(world), await apply(world, applicationOf(4))]
    const queue = (id: string, queuedAt: string) =>
      world.files.tamper(id, (file) => ({ ...file, request: { ...file.request, queuedAt } }))
    await queue(one, '2026-03-05T09:00:00Z')
    await queue(two, '2026-03-04T09:00:00Z')
    expect((await worklistOf(world, finance)).money.map(({ request }) => request)).toEqual([two, one])
  })

  it('opens own questions only', async () => {
    const { world, id, ask, officer } = await assessed(newWorld())
    const address = await openOwnAsk(world, officer, ask.id)
    expect(address).toBe(`/asks/${ask.id}/secret-of-${ask.id}-1`)
    expect(await openOwnAsk(world, manager, ask.id)).toBeUndefined()
    expect(await openOwnAsk(world, { ...officer, municipality: 'F205' }, ask.id)).toBeUndefined()
    expect(await openOwnAsk(world, officer, 'nothing')).toBeUndefined()
    world.clock.moveDays(31)
    expect(await openOwnAsk(world, officer, ask.id)).toBe(`/asks/${ask.id}/secret-of-${ask.id}-2`)
    await play(world, id, {}, atStage('approved'))
    expect(await openOwnAsk(world, officer, ask.id)).toBeUndefined()
  })
})

describe('searching a file', () => {
  const ids = (found: Request[]) => found.map(({ id }) => id)

  it('finds by number, id or tax code, however typed', async () => {
    const { world, id } = await assessed(deskOf(newWorld()))
    const { taxCode } = applicationOf().applicant
    for (const typed of ['2026/1', ' 2026 / 01', id, id.toUpperCase(), taxCode, taxCode.toLowerCase()])
      expect([typed, ids(await findRequests(world, finance, typed))]).toEqual([typed, [id]])
    for (const typed of ['2026/2', '', 'x', applicationOf(8).applicant.taxCode])
      expect(await findRequests(world, finance, typed)).toEqual([])
    expect(await findRequests(world, { ...finance, municipality: 'F205' }, id)).toEqual([])
  })

  it('does not reveal whose a sealed file is', async () => {
    const { world, id, officer } = await assessed(deskOf(newWorld()))
    await actOnFile(world, seal, officer, id, { confirm: 'yes' })
    const { taxCode } = applicationOf().applicant
    expect(await findRequests(world, finance, taxCode)).toEqual([])
    expect(await findRequests(world, officer, taxCode)).toEqual([])
    expect(ids(await findRequests(world, finance, '2026/1'))).toEqual([id])
    await actOnFile(world, breakGlass, finance, id, { reasons: LONG })
    expect(await findRequests(world, finance, taxCode)).toEqual([])
  })
})

describe('the way in', () => {
  it('mails staff only, at their own address, at a limited rate', async () => {
    const world = deskOf(newWorld())
    for (const email of ['nobody@example.org', 'persona.0@example.org']) await sendDeskLink(world, email, 'it')
    expect(world.postman.sent).toEqual([])
    for (let times = 0; times < 3; times++) await sendDeskLink(world, ' Giulia.Moretti@example.org', 'it')
    await sendDeskLink(world, 'elena.colombo@example.org', 'it')
    expect(world.postman.sent.map(({ to }) => to)).toEqual(['giulia.moretti@example.org', 'elena.colombo@example.org'])
    world.clock.moveSeconds(10 * 60)
    await sendDeskLink(world, 'giulia.moretti@example.org', 'it')
    expect(world.postman.sent).toHaveLength(3)
  })

  it('may be requested again at once if the letter failed', async () => {
    const world = deskOf(newWorld())
    const send = world.postman.send
    world.postman.send = async () => {
      throw new Error('no mail')
    }
    await sendDeskLink(world, 'giulia.moretti@example.org', 'it')
    expect(world.reports).toEqual(['deskLink dir-moretti Error'])
    world.postman.send = send
    await sendDeskLink(world, 'giulia.moretti@example.org', 'it')
    expect(world.postman.sent).toHaveLength(1)
  })

  it('is valid for its time, purpose and person only', async () => {
    const world = newWorld()
    const pass = await deskPassOf(world, 'session', manager, 60)
    expect(await staffOfPass(world, 'session', pass)).toEqual(manager)
    expect(await staffOfPass(world, 'enter', pass)).toBeUndefined()
    const [code, , expires, mac] = pass.split('.')
    for (const forged of [
      `${code}.amm-longo.${expires}.${mac}`,
      `F205.dir-moretti.${expires}.${mac}`,
      `${code}.dir-moretti.${Number(expires) + 3600}.${mac}`,
      `${code}.dir-moretti.${expires}.`,
      `${pass}x`,
      '',
      '....',
    ])
      expect(await staffOfPass(world, 'session', forged)).toBeUndefined()
    world.clock.moveSeconds(3600)
    expect(await staffOfPass(world, 'session', pass)).toBeUndefined()
  })

  it('is closed at once for former staff', async () => {
    const world = newWorld()
    const pass = await deskPassOf(world, 'session', manager, 60)
    const left = (each: StaffMember) => each.id !== 'dir-moretti'
    world.municipality = { ...SESTO, staff: SESTO.staff.filter(left) }
    expect(await staffOfPass(world, 'session', pass)).toBeUndefined()
  })
})
