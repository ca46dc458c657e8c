import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { addDays, addMonths, dayOf, daysFromTo, weekday } from '../../../functions/domain/base/calendar.ts'
import { importConfiguration } from '../../../infra/commands/import-config.ts'
import { PLAN, type Person, Players, type Story, schoolDay, type World } from '../../../infra/demo/play.ts'
import { EXAMPLE_CONFIGURATION } from '../../../infra/local/project.ts'
import { proposal, newApplicant } from '../environment.ts'

/** Imports the example municipality with a webhook of finance. */
export async function importWithWebhook(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'baratto-'))
  await cp(EXAMPLE_CONFIGURATION, folder, { recursive: true })
  const path = join(folder, 'finance.yml')
  await writeFile(path, `${await readFile(path, 'utf8')}\nwebhook: ${url}\n`)
  await importConfiguration(folder)
  await rm(folder, { recursive: true })
}

/** The acts of finance and other staff in the story beside answering questions. */
export type Office = {
  /** Posts to an address as a member of staff; repetitions are harmless. */
  act(path: string, body: object, member: string): Promise<void>
  /** Reports all open payments as paid, except returned ones; one first instalment by its question. */
  settle(returned?: readonly string[], asked?: { players: Players; story: Story }): Promise<void>
  /** Plays a month without payments. */
  rest(): Promise<void>
}

/** A person of the story: changes to the default proposal, their place, and their hours by day. */
type Part = { story: Story; assessment: object; project?: string; days?: readonly number[] }

/** Returns a number of agreed mornings from a day on, on which the school is open. */
const mornings = (from: string, to: string, count: number) =>
  [...daysFromTo(from, to)]
    .filter((on) => PLAN.weekdays.some((each) => each === weekday(on)) && schoolDay(on) === on)
    .slice(0, count)
    .map((on) => ({ on, minutes: PLAN.minutesADay }))

/**
 * Seven ways of paying, each somebody's: upfront; six instalments by hours, with a month missed and made up; of two funds; to
 * a landlord; in cash; to an account that is closed, and again to another; and to somebody whose grant is revoked after the
 * first instalment, who gives back a part. Gives who they are, when all of it is over.
 */
export async function playSevenWays(world: World, office: Office) {
  const players = new Players(world)
  const join = (over: Partial<Person> = {}) => {
    const person = { ...newApplicant(), ...over }
    return players.apply(person, `money-${person.applicant.taxCode}`)
  }
  const [upfront, byHours, split, landlord, atTheDesk, comesBack, fallen] = await Promise.all([
    join(),
    join(),
    join(),
    join(),
    join({ payout: { method: 'cash' } }),
    join(),
    join(),
  ])
  const usual = await proposal(world)
  const exempt = { ability: 'exempt', exemption: 'disability' }
  const parts: Part[] = [
    {
      story: upfront,
      assessment: { plan: 'upfront', monthlyCents: 31_999 },
      project: 'foglie-infanzia',
      days: [10, 10],
    },
    // 192 hours; the third month is missed, and made up in a seventh.
    { story: byHours, assessment: { monthlyCents: 24_999, months: 6 }, days: [9, 7, 0, 7, 8, 9, 8] },
    {
      story: split,
      assessment: { monthlyCents: 31_111, also: [{ fund: 'pon-inclusione', cents: 20_001 }] },
      days: [9, 11],
    },
    {
      story: landlord,
      assessment: {
        monthlyCents: 27_777,
        work: exempt,
        destination: {
          to: 'payee',
          name: 'Immobiliare Esempio S.r.l.',
          code: 'CONTRATTO 12',
          iban: 'IT07X0542811101000000654321',
          reasons: 'L’affitto va pagato direttamente al proprietario.',
        },
      },
    },
    { story: atTheDesk, assessment: { monthlyCents: 20_005, work: exempt } },
    { story: comesBack, assessment: {}, days: [10, 10] },
    { story: fallen, assessment: { also: [{ fund: 'pon-inclusione', cents: 9_999 }] }, days: [10] },
  ]
  const startsOn = schoolDay(addDays(dayOf(await world.now()), 14))
  const each = (play: (part: Part) => Promise<void>, some = parts) => Promise.all(some.map(play))
  await each(({ story, assessment }) => players.answer(story, 'assessment', '1', { ...usual, ...assessment }))
  await each(({ story }) => players.answer(story, 'decision', '1', { choice: 'approve' }))
  const working = parts.filter(({ days }) => days)
  await each(async ({ story, project = 'foglie-cortile', days = [] }) => {
    const { weekdays, minutesADay } = PLAN
    await players.answer(story, 'placement', '1', { choice: 'place', project, startsOn, weekdays, minutesADay })
    await players.answer(story, 'agreement', '1', { choice: 'accept' })
    await players.answer(story, 'insurance', '1', {
      choice: 'confirm',
      policy: 'POL-2026-001',
      coverFrom: startsOn,
      coverTo: addMonths(startsOn, days.length + 2),
    })
  }, working)

  for (let month = 1; month <= 7; month++) {
    const [from, next] = [addMonths(startsOn, month - 1), addMonths(startsOn, month)]
    await world.advanceTo(next)
    await each(async ({ story, days = [] }) => {
      const count = days[month - 1]
      if (count === undefined) return
      const done = mornings(from, addDays(next, -1), count)
      expect(done).toHaveLength(count)
      await players.answer(
        story,
        'timesheet',
        String(month),
        count > 0
          ? { choice: 'hours', days: done }
          : { choice: 'none', reasons: 'È rimasta a casa per curare la madre.' },
      )
      await players.answer(story, 'verification', String(month), { choice: 'verify' })
    }, working)
    // No hours, no payment.
    if (!working.some(({ days = [] }) => days[month - 1])) {
      await office.rest()
      continue
    }
    if (month > 1) {
      await office.settle()
      continue
    }
    await office.settle([`${comesBack.request}-1-1`], { players, story: split })
    await players.answer(comesBack, 'account', '1-1', { choice: 'account', iban: 'IT40S0542811101000000123456' })
    await office.settle()
    // An undue payment is recovered in two parts, of which the first arrives.
    const act = (name: string, body: object, member: string) =>
      office.act(`/desk/files/${fallen.request}/${name}`, body, member)
    const grounds = 'La persona ha lasciato il Comune e non risponde più.'
    await act('review', { kind: 'revocation', grounds, falseDeclaration: false }, 'as-colombo')
    await players.answer(fallen, 'hearing', '1', { choice: 'none' })
    await players.answer(fallen, 'ruling', '1', { choice: 'uphold', reasons: 'La residenza è stata trasferita.' })
    await players.reached(fallen, 'revoked')
    const recovery = {
      cents: 30_000,
      instalments: 2,
      firstOn: addDays(dayOf(await world.now()), 30),
      how: 'Con bonifico sul conto della tesoreria comunale.',
      reasons: 'Il contributo è stato revocato.',
    }
    await act('recover', recovery, 'dir-moretti')
    const receipt = { towards: '1', on: dayOf(await world.now()), cents: 10_001, reference: 'REV-1' }
    // A repeated receipt counts once.
    for (let times = 0; times < 2; times++)
      await office.act(`/api/requests/${fallen.request}/receipts`, receipt, 'rag-fontana')
  }
  for (const { story } of parts) await players.reached(story, story === fallen ? 'revoked' : 'closed')
  return { upfront, byHours, split, landlord, atTheDesk, comesBack, fallen, startsOn }
}
