import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { receipt } from '../../../../functions/domain/acts/receipt.ts'
import { describe, expect, it } from 'vitest'
import type { Evaluated } from '../../../../functions/domain/procedure/eligibility.ts'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import { dayOf } from '../../../../functions/domain/base/calendar.ts'
import { banPerson } from '../../../../functions/domain/procedure/person-effects.ts'
import { recordNetHelp } from '../../../../functions/domain/money/household-help.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import {
  assessRequest,
  evaluateRequest,
  factsOf,
  type StatedFacts,
} from '../../../../functions/usecases/procedure/evaluate-request.ts'
import { withdraw } from '../../../../functions/usecases/procedure/withdraw.ts'
import { applicationOf, newWorld, SESTO, withRules, type World } from '../../../support/memory.ts'
import { apply, atStage, play, PARTS, type Scene } from '../../../support/story/play.ts'
import { SYSTEM } from '../../../../functions/domain/file/change.ts'
import type { Review } from '../../../../functions/domain/file/review.ts'
import type { CaseFile } from '../../../../functions/domain/file/case-file.ts'

const outcomeOf = async (world: World, id: string, rule: Evaluated['rule'], stated: StatedFacts = {}) =>
  (await evaluateRequest(world, await world.files.get(id), world.municipality, stated)).find(
    (each) => each.rule === rule,
  )
const factsAbout = async (world: World, id: string) => factsOf(world, (await world.files.get(id)).request)

/** Person 1 lives with person 2. */
const couple = (first: number, second: number, kind: 'ordinary' | 'extraordinary' = 'ordinary') => {
  const application = applicationOf(first, { kind })
  const { firstName, lastName, taxCode } = applicationOf(second).applicant
  return { ...application, household: [{ firstName, lastName, taxCode, relation: 'partner' as const }] }
}
const [member] = SESTO.staff.filter(({ role }) => role === 'finance')
if (!member) throw new Error('nobody is of finance')
const FINANCE = { municipality: 'I690', member }

const taxCode = (index: number) => applicationOf(index).applicant.taxCode

describe('help of a household', () => {
  it('is recorded for all members from the commitment on, once, and not for the request itself', async () => {
    const world = newWorld()
    const mine = await apply(world, couple(1, 2))
    await play(world, mine, {}, atStage('approved'))
    expect(world.files.help.size).toBe(0)
    await play(world, mine, {}, atStage('funded'))
    const theirs = await apply(world, couple(2, 1))
    expect((await factsAbout(world, theirs)).help).toEqual([
      {
        request: mine,
        kind: 'ordinary',
        programme: 'baratto',
        totalCents: 60_000,
        askedOn: '2026-03-02',
        on: '2026-03-02',
        sealed: false,
      },
    ])
    expect(await outcomeOf(world, theirs, 'openGrant')).toMatchObject({ outcome: 'notMet', values: { open: 1 } })
    expect(await outcomeOf(world, theirs, 'help')).toMatchObject({ values: { helpCents: 60_000, leftCents: 90_000 } })
    expect((await factsAbout(world, mine)).help).toEqual([])
    expect((await factsAbout(world, await apply(world, applicationOf(3)))).help).toEqual([])
  })

  it('is the released amount once it has ended, and makes the next one an extension', async () => {
    const world = newWorld()
    const none = (scene: Scene) =>
      scene.ask.subject === '1' ? PARTS.timesheet(scene) : { choice: 'none', reasons: 'Malattia, certificata.' }
    const file = await play(world, await apply(world, couple(1, 2)), { timesheet: none })
    expect(file.request.stage).toBe('closed')
    const next = await apply(world, couple(2, 1))
    const { help } = await factsAbout(world, next)
    expect(help).toMatchObject([{ totalCents: 30_000, endedOn: expect.stringMatching(/^2026-06-/) }])
    expect(await outcomeOf(world, next, 'openGrant')).toMatchObject({ outcome: 'met' })
    expect(await outcomeOf(world, next, 'duration')).toMatchObject({ outcome: 'met', values: { before: 1 } })
  })

  it('is the net amount after recoveries, and keeps its end', async () => {
    const world = newWorld()
    const back = async (id: string, cents: number, reference: string) => {
      const on = world.clock.today()
      const typed = { towards: 'own', on, cents, reference, reasons: 'Riporta quanto ricevuto in più.' }
      expect(await actOnFile(world, receipt, FINANCE, id, typed)).toMatchObject({ outcome: 'done' })
      return world.history.helpOf('I690', [taxCode(2)])
    }
    const mine = await apply(world, couple(1, 2))
    await play(world, mine, {}, ({ payments }) => payments.some(({ state }) => state === 'paid'))
    // While it goes on the rest is still to come.
    const [during] = await back(mine, 10_000, 'Q-1')
    expect(during).toMatchObject({ totalCents: 50_000 })
    expect(during?.endedOn).toBeUndefined()
    await play(world, mine)
    const [ended] = await world.history.helpOf('I690', [taxCode(2)])
    expect(ended).toMatchObject({ totalCents: 50_000, endedOn: expect.any(String) })
    world.clock.moveDays(40)
    expect(await back(mine, 5_000, 'Q-2')).toEqual([{ ...ended, totalCents: 45_000 }])
    const theirs = await apply(world, couple(2, 1))
    expect(await outcomeOf(world, theirs, 'help')).toMatchObject({ values: { helpCents: 45_000 } })
    // Nothing is left of it: there was no help.
    expect(await back(mine, 45_000, 'Q-3')).toEqual([])
  })

  it('ended on the day of the withdrawal, or of the ruling, whatever came back later', async () => {
    const world = newWorld()
    const isPaid = ({ payments }: CaseFile) => payments.some(({ state }) => state === 'paid')
    const gone = await apply(world, couple(1, 2))
    await play(world, gone, {}, isPaid)
    await withdraw(world, gone, undefined)
    const [{ endedOn } = { endedOn: '' }] = await world.history.helpOf('I690', [taxCode(1)])
    world.clock.moveDays(9)
    const file = await world.files.get(gone)
    const about = { totalCents: 30_000, endedOn }
    expect(endedOn).toBe(dayOf(file.request.withdrawal?.at ?? ''))
    expect(recordNetHelp(file)).toMatchObject(Array(2).fill({ effect: 'recordHelp', value: about }))
    const ruling = { upheld: true, reasons: 'Dichiarazioni non vere.', by: 'dir-rossi', at: '2026-08-01T22:30:00Z' }
    const review: Review = {
      number: 1,
      kind: 'revocation',
      grounds: '',
      falseDeclaration: false,
      openedBy: '',
      openedAt: '',
      ruling,
    }
    const revoked = { ...file, request: { ...file.request, stage: 'revoked' as const, reviews: [review] } }
    expect(recordNetHelp(revoked)).toMatchObject(
      Array(2).fill({ value: { totalCents: 30_000, endedOn: '2026-08-02' } }),
    )
  })

  it('is removed if nothing was released', async () => {
    const world = newWorld()
    const mine = await apply(world, couple(1, 2))
    await play(world, mine, {}, atStage('funded'))
    await withdraw(world, mine, undefined)
    expect(await world.history.helpOf('I690', [taxCode(1), taxCode(2)])).toEqual([])
  })

  it('on a sealed file is recorded for the person only', async () => {
    const world = newWorld()
    const mine = await apply(world, couple(1, 2))
    await play(world, mine, {}, atStage('approved'))
    await amend(world, mine, (_, at) => ({ act: 'request.sealed', by: SYSTEM, request: { sealed: { at, named: [] } } }))
    await play(world, mine, {}, atStage('funded'))
    expect((await factsAbout(world, await apply(world, couple(2, 1)))).help).toEqual([])
    const again = await apply(world, couple(1, 2, 'extraordinary'))
    expect((await factsAbout(world, again)).help).toMatchObject([{ request: mine, sealed: true }])
  })
})

describe('an evaluation of a request', () => {
  it('includes the latest ban on the applicant, and of nobody else', async () => {
    const world = newWorld()
    const [mine, theirs] = [await apply(world, couple(1, 2)), await apply(world, couple(2, 1))]
    for (const until of ['2028-03-01', '2027-01-01'])
      await amend(world, theirs, () => ({
        act: 'request.forfeited',
        by: SYSTEM,
        effects: [banPerson('I690', taxCode(2), until)],
      }))
    expect(await outcomeOf(world, theirs, 'ban')).toMatchObject({ outcome: 'notMet', values: { until: '2028-03-01' } })
    expect(await outcomeOf(world, mine, 'ban')).toMatchObject({ outcome: 'met' })
  })

  it('includes stated facts and the proposal', async () => {
    const world = newWorld()
    const mine = await apply(world, { ...applicationOf(1, { iseeCents: 1_000_000 }), payout: { method: 'cash' } })
    expect(await outcomeOf(world, mine, 'isee', { waiver: 'anti_violence' })).toMatchObject({ outcome: 'waived' })
    expect(await outcomeOf(world, mine, 'cash')).toMatchObject({ outcome: 'toCheck' })
    await play(world, mine, {}, atStage('proposed_approval'))
    expect(await outcomeOf(world, mine, 'cash')).toMatchObject({ outcome: 'met', values: { proposedCents: 60_000 } })
    await play(
      world,
      mine,
      { decision: () => ({ choice: 'sendBack', reasons: 'Manca il colloquio.' }) },
      atStage('assessment'),
    )
    expect(await outcomeOf(world, mine, 'cash')).toMatchObject({ outcome: 'toCheck' })
  })

  it('applies the regulation of the day of receipt', async () => {
    const world = newWorld()
    const before = await apply(world, applicationOf(1, { iseeCents: 800_000 }))
    const assessed = await assessRequest(world, await world.files.get(before), world.municipality)
    const [old] = SESTO.regulations
    const [strict] = withRules({
      iseeMaxCents: { ordinary: 1, extraordinary: 1 },
      grantMaxCents: { ordinary: 1, extraordinary: 1 },
    }).regulations
    if (!old || !strict) throw new Error('no regulation')
    const changed: Municipality = {
      ...SESTO,
      regulations: [
        { ...old, validTo: '2026-03-02' },
        { ...strict, version: '2026-03', validFrom: '2026-03-03' },
      ],
    }
    world.municipality = changed
    world.clock.moveDays(5)
    const after = await apply(world, applicationOf(2, { iseeCents: 800_000 }))
    expect(await assessRequest(world, await world.files.get(before), changed)).toEqual(assessed)
    expect(await outcomeOf(world, before, 'isee')).toMatchObject({ outcome: 'met', version: '2018-11' })
    expect(await outcomeOf(world, after, 'isee')).toMatchObject({ outcome: 'notMet', version: '2026-03' })
    // The proposal too is within the limits of its own version.
    expect((await play(world, before, {}, atStage('funded'))).request.regulation).toBe('2018-11')
    await expect(play(world, after)).rejects.toThrow(/grant\.ceiling/)
  })

  it('changes nothing', async () => {
    const world = newWorld()
    const id = await apply(world)
    const file = await world.files.get(id)
    await assessRequest(world, file, world.municipality)
    expect(await world.files.get(id)).toBe(file)
    expect(world.files.commits).toBe(1)
  })
})
