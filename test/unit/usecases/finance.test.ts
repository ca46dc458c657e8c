import { describe, expect, it } from 'vitest'
import { csvOf, readCsv } from '../../../functions/domain/csv.ts'
import type { Municipality } from '../../../functions/domain/regulation.ts'
import type { Staff } from '../../../functions/usecases/desk-pass.ts'
import { beginExport, finishExports, makeExport } from '../../../functions/usecases/export-payments.ts'
import { paymentsByState } from '../../../functions/usecases/finance.ts'
import { answerOf, importOutcomes } from '../../../functions/usecases/import-outcomes.ts'
import { recordOutcome } from '../../../functions/usecases/record-outcome.ts'
import { verifyTrail } from '../../../functions/usecases/verify-trail.ts'
import { LETTER_FROM, writeToFinance } from '../../../functions/usecases/write-to-finance.ts'
import { ANSWERS } from '../../../functions/domain/answers.ts'
import { deskOf } from '../../support/desk.ts'
import { financeOf } from '../../support/finance.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../support/memory.ts'
import { answer, apply, ask, play, playToAsk, REASONS } from '../../support/play.ts'

const staffed = (id: string, municipality: Municipality = SESTO): Staff => {
  const member = municipality.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const FONTANA = staffed('rag-fontana')

/** A world in which so many payments wait for an outcome. */
async function scene(count = 1) {
  const world = financeOf(newWorld())
  const ids: string[] = []
  for (let index = 0; index < count; index++) {
    const id = await apply(world, applicationOf(index))
    await playToAsk(world, id, 'outcome')
    ids.push(id)
  }
  return { world, ids, references: ids.map((id) => `${id}-1-1`) }
}
const paymentOf = async (world: World, id: string) => {
  const [payment] = (await world.files.get(id)).payments
  if (!payment) throw new Error('no payment')
  return payment
}
const acts = async (world: World, id: string) => (await world.files.trail(id)).map(({ act }) => act)
const paid = (world: World, order = 'M-1') => ({ choice: 'paid', paidOn: world.clock.today(), order }) as const
const RETURNED = { choice: 'returned', reasons: REASONS } as const

/** Asks for a file and makes it. */
async function exportOf(
  world: ReturnType<typeof financeOf>,
  asked: Partial<Parameters<typeof beginExport>[2]> = {},
  by = FONTANA,
) {
  const begun = await beginExport(world, by, {
    kind: 'csv',
    references: [],
    again: false,
    key: `key-${world.orders.size}`,
    ...asked,
  })
  if (begun.outcome === 'refused') return begun
  await makeExport(world, 'I690', begun.id)
  const order = world.orders.get(begun.id)
  if (!order) throw new Error('lost')
  return { outcome: 'made', id: begun.id, order, text: (await world.exports.text(order)) ?? '' } as const
}
const made = (exported: Awaited<ReturnType<typeof exportOf>>) => {
  if (exported.outcome !== 'made') throw new Error(exported.why)
  return exported
}
const referencesIn = (text: string) =>
  readCsv(text)
    .rows.slice(1)
    .map(({ cells }) => cells[0])

describe('a file for finance', () => {
  it('holds what is cleared, once: the next one holds what came since', async () => {
    const { world, ids, references } = await scene(2)
    const first = made(await exportOf(world))
    expect(referencesIn(first.text).sort()).toEqual([...references].sort())
    expect(first.order.made).toMatchObject({ payments: 2, totalCents: 60_000, left: [] })
    for (const id of ids) {
      expect((await paymentOf(world, id)).clearance?.exported?.export).toBe(first.id)
      expect((await verifyTrail(world, id)).fault).toBeUndefined()
    }
    expect(await exportOf(world)).toEqual({ outcome: 'refused', why: 'nothing' })
    const third = await apply(world, applicationOf(7))
    await playToAsk(world, third, 'outcome')
    expect(referencesIn(made(await exportOf(world)).text)).toEqual([`${third}-1-1`])
  })

  it('made ten times at once, and asked for twice by one form, is one file with each payment in it once', async () => {
    const { world, ids } = await scene(3)
    const begun = await Promise.all(
      [1, 2].map(() => beginExport(world, FONTANA, { kind: 'csv', references: [], again: false, key: 'the-same' })),
    )
    expect(world.orders.size).toBe(1)
    const [{ id } = { id: '' }] = begun.flatMap((each) => (each.outcome === 'begun' ? [each] : []))
    await Promise.all(Array.from({ length: 10 }, () => makeExport(world, 'I690', id)))
    const order = world.orders.get(id)
    expect(order?.made).toMatchObject({ payments: 3, left: [] })
    for (const request of ids)
      expect((await acts(world, request)).filter((act) => act === 'payment.exported')).toHaveLength(1)
    const text = order && (await world.exports.text(order))
    await makeExport(world, 'I690', id)
    expect(order && (await world.exports.text(order))).toBe(text)
  })

  it('of two asked for at once, each payment is in one of them', async () => {
    const { world, references } = await scene(3)
    const begun = await Promise.all(
      ['a-first-key', 'another-key'].map((key) =>
        beginExport(world, FONTANA, { kind: 'csv', references: [], again: false, key }),
      ),
    )
    await Promise.all(begun.map((each) => (each.outcome === 'begun' ? makeExport(world, 'I690', each.id) : undefined)))
    const texts = await Promise.all([...world.orders.values()].map((order) => world.exports.text(order)))
    expect(texts.flatMap((text) => (text ? referencesIn(text) : [])).sort()).toEqual([...references].sort())
    const left = [...world.orders.values()].flatMap((order) => order.made?.left ?? [])
    expect(left.map(({ code }) => code)).toEqual(['exported', 'exported', 'exported'])
  })

  it('is finished by the hourly round where what was to make it was lost halfway', async () => {
    const { world, ids } = await scene(2)
    await beginExport(world, FONTANA, { kind: 'csv', references: [], again: false, key: 'lost-on-the-way' })
    world.files.fault = { commit: world.files.commits + 2, when: 'before' }
    const [order] = [...world.orders.values()]
    await expect(makeExport(world, 'I690', order?.id ?? '')).rejects.toThrow()
    expect([...world.orders.values()][0]?.made).toBeUndefined()
    await finishExports(world, 'I690')
    expect([...world.orders.values()][0]?.made).toMatchObject({ payments: 2, left: [] })
    for (const id of ids) expect((await acts(world, id)).filter((act) => act === 'payment.exported')).toHaveLength(1)
  })

  it('goes out again only for those chosen, by name and with a yes', async () => {
    const { world, references } = await scene(2)
    const [one = ''] = references
    made(await exportOf(world))
    const refused = made(await exportOf(world, { references: [one] }))
    expect(refused.order.made).toMatchObject({ payments: 0, left: [{ reference: one, code: 'exported' }] })
    expect(refused.text).toBe('')
    expect(referencesIn(made(await exportOf(world, { references: [one], again: true })).text)).toEqual([one])
  })

  it('leaves out what is paid, returned or of another municipality meanwhile, and says so', async () => {
    const { world, references } = await scene(2)
    const [one = '', two = ''] = references
    await recordOutcome(world, FONTANA, one, paid(world))
    const { order, text } = made(await exportOf(world, { references: [one, two, 'nobody-1-1'] }))
    expect(referencesIn(text)).toEqual([two])
    expect(order.made?.left).toEqual([
      { reference: one, code: 'changed' },
      { reference: 'nobody-1-1', code: 'changed' },
    ])
  })

  it.each(['SealBroken', 'ZodError', 'InvalidCiphertextException'])(
    'leaves out what does not open (%s), before it is claimed or just then, and goes on',
    async (name) => {
      const { world, ids, references } = await scene(3)
      const [broken = '', breaking = ''] = ids
      const load = world.files.load.bind(world.files)
      let looked = 0
      world.files.load = (id) => {
        if (id === broken || (id === breaking && ++looked > 1))
          return Promise.reject(Object.assign(new Error('no'), { name }))
        return load(id)
      }
      const chosen = { references }
      const { order, text } = made(await exportOf(world, chosen))
      expect(referencesIn(text)).toEqual([references[2]])
      expect(order.made?.left).toEqual([
        { reference: references[0], code: 'unreadable' },
        { reference: references[1], code: 'unreadable' },
      ])
      // A store that does not answer is another thing: the file is made when it does.
      world.files.load = () => Promise.reject(new Error('unreachable'))
      await expect(exportOf(world, { ...chosen, key: 'other' })).rejects.toThrow('unreachable')
    },
  )

  it('for the bank holds transfers and no cash, and needs an account of the treasury', async () => {
    const { world, references } = await scene(1)
    const cash = await apply(world, { ...applicationOf(5), payout: { method: 'cash' } })
    await playToAsk(world, cash, 'outcome')
    const { order, text } = made(await exportOf(world, { kind: 'cbi' }))
    expect(text).toContain(`<PMRQ:EndToEndId>${references[0]}</PMRQ:EndToEndId>`)
    expect(text).not.toContain(cash)
    expect(order.made?.left).toEqual([{ reference: `${cash}-1-1`, code: 'cash' }])
    // What did not go out with it is open for another file.
    expect((await paymentOf(world, cash)).clearance?.exported).toBeUndefined()
    expect(referencesIn(made(await exportOf(world)).text)).toEqual([`${cash}-1-1`])
    world.municipality = { ...SESTO, finance: {} }
    expect(await exportOf(world, { kind: 'cbi' })).toEqual({ outcome: 'refused', why: 'treasury' })
  })

  it('is for finance alone, and not of files on which they have a conflict of interest', async () => {
    const { world, references } = await scene(1)
    for (const who of ['amm-longo', 'dir-moretti', 'as-colombo', 'ed-riva'])
      expect(await exportOf(world, {}, staffed(who))).toEqual({ outcome: 'refused', why: 'role' })
    const { taxCode } = applicationOf(0).applicant
    world.municipality = {
      ...SESTO,
      staff: SESTO.staff.map((member) => (member.id === 'rag-fontana' ? { ...member, taxCode } : member)),
    }
    expect(made(await exportOf(world)).order.made?.left).toEqual([{ reference: references[0], code: 'conflict' }])
  })
})

describe('an outcome', () => {
  it('told by reference answers the question, and wakes its workflow', async () => {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const told = await recordOutcome(world, FONTANA, references[0]?.toUpperCase() ?? '', paid(world, 'M-9'))
    expect(told).toMatchObject({ told: 'recorded', payment: { state: 'paid', paid: { order: 'M-9' } } })
    const asked = (await world.files.get(id)).asks.find(({ kind }) => kind === 'outcome')
    expect(asked).toMatchObject({ status: 'answered', answer: { order: 'M-9' }, answeredBy: { id: 'rag-fontana' } })
    expect(world.workflow.woken.at(-1)?.standing).toMatchObject({ next: 'Done' })
  })

  it('told ten times at once, by file, by machine and by the question, is one payment', async () => {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const [reference = ''] = references
    const open = (await world.files.get(id)).asks.find(({ kind, status }) => kind === 'outcome' && status === 'open')
    if (!open) throw new Error('nothing is asked')
    const csv = csvOf([
      ['riferimento', 'esito', 'data'],
      [reference, 'pagato', world.clock.today()],
    ])
    await Promise.all([
      ...Array.from({ length: 5 }, () => recordOutcome(world, FONTANA, reference, paid(world))),
      ...Array.from({ length: 4 }, () => importOutcomes(world, FONTANA, csv)),
      answer(world, open, paid(world)),
    ])
    expect((await acts(world, id)).filter((act) => act === 'payment.paid')).toHaveLength(1)
    expect((await paymentOf(world, id)).state).toBe('paid')
  })

  it('of an earlier issue never falls on the one that is out now', async () => {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const [first = ''] = references
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ told: 'recorded' })
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ told: 'already' })
    expect(await recordOutcome(world, FONTANA, first, paid(world))).toMatchObject({ told: 'refused', why: 'returned' })
    await play(world, id, {}, ({ payments: [payment] }) => payment?.issue === 2 && payment.state === 'cleared')
    expect((await paymentOf(world, id)).clearance).toEqual({ reference: `${id}-1-2`, clearedAt: expect.anything() })
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ told: 'already' })
    expect(await recordOutcome(world, FONTANA, first, paid(world))).toMatchObject({
      told: 'refused',
      why: 'superseded',
    })
    expect(await recordOutcome(world, FONTANA, `${id}-1-3`, paid(world))).toEqual({ told: 'refused', why: 'unknown' })
    expect((await paymentOf(world, id)).state).toBe('cleared')
    expect(await recordOutcome(world, FONTANA, `${id}-1-2`, paid(world))).toMatchObject({ told: 'recorded' })
    expect(await recordOutcome(world, FONTANA, `${id}-1-2`, RETURNED)).toMatchObject({ told: 'refused', why: 'paid' })
  })

  it('is recorded before the question is asked, and then is asked no more', async () => {
    const world = financeOf(newWorld())
    const id = await apply(world)
    const file = await play(world, id, { outcome: () => undefined }, ({ payments }) => payments[0]?.state === 'cleared')
    expect(file.asks.some(({ kind }) => kind === 'outcome')).toBe(false)
    expect(await recordOutcome(world, FONTANA, `${id}-1-1`, paid(world))).toMatchObject({ told: 'recorded' })
    expect(await ask(world, id, { machine: 'payment', instalment: 1 })).toBeUndefined()
  })

  it('is not of another municipality, not under a conflict, not of a day to come', async () => {
    const { world, ids, references } = await scene(1)
    const [reference = ''] = references
    const elsewhere = { ...FONTANA, municipality: 'F205' }
    expect(await recordOutcome(world, elsewhere, reference, paid(world))).toEqual({ told: 'refused', why: 'unknown' })
    const { taxCode } = applicationOf(0).applicant
    const relative = { ...FONTANA, member: { ...FONTANA.member, taxCode } }
    expect(await recordOutcome(world, relative, reference, paid(world))).toEqual({ told: 'refused', why: 'conflict' })
    expect(await recordOutcome(world, FONTANA, reference, { ...paid(world), paidOn: '2099-01-01' })).toEqual({
      told: 'invalid',
      problems: [{ field: 'paidOn', code: 'date.future' }],
    })
    expect(await recordOutcome(world, FONTANA, reference, { ...paid(world), paidOn: '2026-01-01' })).toEqual({
      told: 'invalid',
      problems: [{ field: 'paidOn', code: 'date.beforeCommitment' }],
    })
    expect((await paymentOf(world, ids[0] ?? '')).state).toBe('cleared')
  })
})

describe('a file of outcomes', () => {
  const rows = (...lines: string[]) => ['riferimento;esito;data;mandato;motivo', ...lines].join('\r\n')

  it('of another kind tells two hundred lines and the count of the rest', async () => {
    const { world } = await scene(0)
    const imported = await importOutcomes(world, FONTANA, rows(...Array<string>(501).fill('a;b')))
    if (imported.outcome !== 'imported') throw new Error('too many')
    expect([imported.report.unread.length, imported.report.unreadMore]).toEqual([200, 301])
  })

  it('is recorded line by line; the rest is told with its line, and the file again changes nothing', async () => {
    const { world, ids, references } = await scene(3)
    const [one = '', two = '', three = ''] = references
    const today = world.clock.today()
    const text = rows(
      `${one};pagato;${today};M-1;`,
      `${two};stornato;${today};;KO`,
      `ignoto-1-1;pagato;${today};;`,
      `${three};pagato;2099-01-01;;`,
      `${three};pagato`,
      `x;pagato;${today};;`,
      `x;stornato;${today};;`,
    )
    const first = await importOutcomes(world, FONTANA, text)
    expect(first).toEqual({
      outcome: 'imported',
      report: {
        recorded: [
          { line: 2, reference: one, outcome: 'paid', on: today },
          { line: 3, reference: two, outcome: 'returned', on: today },
        ],
        already: [],
        refused: [
          { line: 4, reference: 'ignoto-1-1', outcome: 'paid', why: 'unknown' },
          { line: 5, reference: three, outcome: 'paid', why: 'future', on: '2099-01-01' },
        ],
        unread: [
          { line: 6, code: 'cells', value: `${three} pagato` },
          { line: 7, code: 'contradiction', value: 'x' },
          { line: 8, code: 'contradiction', value: 'x' },
        ],
        unreadMore: 0,
      },
    })
    const states = async () => Promise.all(ids.map(async (id) => (await paymentOf(world, id)).state))
    expect(await states()).toEqual(['paid', 'returned', 'cleared'])
    const commits = world.files.commits
    const second = await importOutcomes(world, FONTANA, text)
    if (second.outcome !== 'imported') throw new Error('too many')
    expect(second.report.recorded).toEqual([])
    expect(second.report.already.map(({ reference }) => reference)).toEqual([one, two])
    expect(world.files.commits).toBe(commits)
  })

  it('says which line was not written when the store fails, and takes it the next time', async () => {
    const { world, references } = await scene(2)
    const [one = '', two = ''] = references
    const today = world.clock.today()
    const text = rows(`${one};pagato;${today};;`, `${two};pagato;${today};;`)
    world.files.fault = { commit: world.files.commits + 1, when: 'before' }
    const first = await importOutcomes(world, FONTANA, text)
    if (first.outcome !== 'imported') throw new Error('too many')
    expect([first.report.recorded.length, first.report.refused.map(({ why }) => why)]).toEqual([1, ['failed']])
    const again = await importOutcomes(world, FONTANA, text)
    if (again.outcome !== 'imported') throw new Error('too many')
    expect([again.report.recorded.length, again.report.already.length]).toEqual([1, 1])
  })

  it('of a bank needs no number of an order and no words: what is written is an answer all the same', () => {
    const reference = '3k7m9p2q4r6s8t1v5w0x2y4z6a-2-1'
    const read = { line: 1, reference, on: '2026-04-02' } as const
    for (const said of [
      { ...read, outcome: 'paid' },
      { ...read, outcome: 'paid', order: `${'9'.repeat(60)}` },
      { ...read, outcome: 'paid', order: '  \0 ' },
      { ...read, outcome: 'returned' },
      { ...read, outcome: 'returned', reasons: 'AC04' },
      { ...read, outcome: 'returned', reasons: 'x'.repeat(9000) },
    ] as const)
      expect(ANSWERS.outcome.safeParse(answerOf(said)).error, JSON.stringify(said)).toBeUndefined()
    expect(answerOf({ ...read, outcome: 'paid' })).toMatchObject({ order: reference })
    expect(answerOf({ ...read, outcome: 'returned', reasons: 'AC04' })).toMatchObject({
      reasons: `AC04 (${reference})`,
    })
  })

  it('with more than a thousand outcomes is not begun', async () => {
    const { world } = await scene(0)
    const text = rows(...Array.from({ length: 1001 }, (_, index) => `r-${index}-1;pagato;2026-03-02;;`))
    expect(await importOutcomes(world, FONTANA, text)).toEqual({ outcome: 'tooMany', count: 1001 })
  })
})

describe('the payments that finance sees', () => {
  it('are by state, with who is paid where they are to pay, and of others nothing', async () => {
    const { world, ids } = await scene(2)
    await recordOutcome(world, FONTANA, `${ids[0]}-1-1`, paid(world))
    const seen = async (who: Staff) => {
      const { lists, funds } = await paymentsByState(world, who, { year: 2026, page: 1, each: 10 })
      return { funds, rows: Object.fromEntries(lists.map(({ state, rows }) => [state, rows])) }
    }
    const { rows, funds } = await seen(FONTANA)
    expect(rows['cleared']?.[0]?.clearance).toMatchObject({
      creditor: { name: 'Maria Esempio BA' },
      iban: 'IT60X0542811101000000123456',
    })
    expect(rows['paid']?.[0]?.clearance).toBeUndefined()
    expect(funds).toEqual([
      { fund: 'bilancio', state: 'cleared', cents: 30_000 },
      { fund: 'bilancio', state: 'paid', cents: 30_000 },
    ])
    const admin = (await seen(staffed('amm-longo'))).rows
    expect(admin['cleared']?.map(({ clearance }) => clearance)).toEqual([undefined])
  })

  it('are all there where the request of one does not open: of that one who is paid is not told', async () => {
    const { world, ids } = await scene(2)
    const files: World['files'] = Object.assign(Object.create(world.files), {
      load: (id: string) =>
        id === ids[0] ? Promise.reject(Object.assign(new Error('no'), { name: 'SealBroken' })) : world.files.load(id),
    })
    const asked = { year: 2026, state: 'cleared', page: 1, each: 10 } as const
    const [list] = (await paymentsByState({ ...world, files }, FONTANA, asked)).lists
    expect(list?.count).toBe(2)
    const isTold = new Map(list?.rows.map(({ payment, clearance }) => [payment.request, clearance !== undefined]))
    expect(ids.map((id) => isTold.get(id))).toEqual([false, true])
  })

  it('that wait are there in the next year too', async () => {
    const { world, references } = await scene(1)
    world.clock.moveTo('2027-01-05T09:00:00Z')
    const { lists } = await paymentsByState(world, FONTANA, { year: 2027, page: 1, each: 10 })
    expect(lists[0]?.rows.map(({ payment }) => payment.clearance?.reference)).toEqual(references)
    expect(referencesIn(made(await exportOf(world)).text)).toEqual(references)
  })
})

describe('the daily letter', () => {
  const letters = (world: World) =>
    world.postman.sent.flatMap(({ to, letter }) => (letter.template === 'finance' ? [{ to, letter }] : []))

  it('goes out once a day from a certain hour on, while something waits, to finance or the address that is named', async () => {
    const { world, ids, references } = await scene(1)
    const deps = financeOf(deskOf(world))
    expect(LETTER_FROM).toBe('07:00')
    world.clock.moveDays(1)
    world.clock.moveSeconds(-2 * 3600 - 1)
    await writeToFinance(deps, 'I690')
    expect(letters(world)).toEqual([])
    world.clock.moveSeconds(1)
    await Promise.all(Array.from({ length: 5 }, () => writeToFinance(deps, 'I690')))
    world.clock.moveSeconds(16 * 3600)
    await writeToFinance(deps, 'I690')
    expect(letters(world)).toEqual([
      {
        to: 'ragioneria@example.org',
        letter: expect.objectContaining({
          count: 1,
          totalCents: 30_000,
          payments: [{ reference: references[0], amountCents: 30_000 }],
          url: 'http://localhost/desk/finance',
        }),
      },
    ])
    world.municipality = { ...SESTO, finance: { mail: 'mandati@example.org' } }
    world.clock.moveDays(1)
    await writeToFinance(deps, 'I690')
    expect(letters(world).at(-1)?.to).toBe('mandati@example.org')
    await recordOutcome(world, FONTANA, `${ids[0]}-1-1`, paid(world))
    world.clock.moveDays(1)
    await writeToFinance(deps, 'I690')
    expect(letters(world)).toHaveLength(2)
  })

  it('that did not go out is written by the next round', async () => {
    const { world } = await scene(1)
    const deps = financeOf(deskOf(world))
    world.clock.moveDays(1)
    const { postman } = deps
    await writeToFinance({ ...deps, postman: { send: () => Promise.reject(new Error('down')) } }, 'I690')
    expect(deps.reports.at(-1)).toBe('financeLetter I690 Error')
    await writeToFinance({ ...deps, postman }, 'I690')
    expect(letters(world)).toHaveLength(1)
  })
})
