import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { receipt as receiptAct } from '../../../../functions/domain/acts/receipt.ts'
import { describe, expect, it } from 'vitest'
import { addDays, momentOf } from '../../../../functions/domain/base/calendar.ts'
import { csvOf, readCsv } from '../../../../functions/domain/treasury/csv.ts'
import type { Municipality } from '../../../../functions/domain/municipality/regulation.ts'
import { beginExport, finishExports, makeExport } from '../../../../functions/usecases/money/export-payments.ts'
import { clearanceFor, paymentsByState, waitingPayments } from '../../../../functions/usecases/money/finance.ts'
import { answerOfLine, importOutcomes } from '../../../../functions/usecases/money/import-outcomes.ts'
import { reconcile } from '../../../../functions/usecases/money/reconcile.ts'
import { recordOutcome } from '../../../../functions/usecases/money/record-outcome.ts'
import { verifyTrail } from '../../../../functions/usecases/procedure/verify-trail.ts'
import { LETTER_FROM, writeToFinance } from '../../../../functions/usecases/money/write-to-finance.ts'
import { QUESTIONS } from '../../../../functions/domain/questions/index.ts'
import { requiredWorkflows } from '../../../../functions/domain/file/next-step.ts'
import { booksOf } from '../../../support/memory/books.ts'
import { deskOf } from '../../../support/memory/desk.ts'
import { financeOf } from '../../../support/memory/finance.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { answer, apply, ask, play, playToAsk, REASONS } from '../../../support/story/play.ts'
import type { Staff } from '../../../../functions/domain/municipality/actors.ts'

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
  const payment = (await world.files.get(id)).payments.find(({ instalment }) => instalment === 1)
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
  it('contains each clearance once; the next file has later ones', async () => {
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

  it('is one file when made concurrently or requested twice by a form', async () => {
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

  it('requested twice concurrently contains each payment once', async () => {
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

  it('is finished by the hourly run if its making stopped halfway', async () => {
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

  it('repeats selected clearances only, with a confirmation', async () => {
    const { world, references } = await scene(2)
    const [one = ''] = references
    made(await exportOf(world))
    const refused = made(await exportOf(world, { references: [one] }))
    expect(refused.order.made).toMatchObject({ payments: 0, left: [{ reference: one, code: 'exported' }] })
    expect(refused.text).toBe('')
    expect(referencesIn(made(await exportOf(world, { references: [one], again: true })).text)).toEqual([one])
  })

  it('leaves out payments that were paid, returned or of another municipality, with reasons', async () => {
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

  it('for the bank contains transfers and no cash, and needs an account of the treasury', async () => {
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

  it('is for finance only, without a conflict of interest', async () => {
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
  it('reported by reference answers the question and wakes its workflow', async () => {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const outcome = await recordOutcome(world, FONTANA, references[0]?.toUpperCase() ?? '', paid(world, 'M-9'))
    expect(outcome).toMatchObject({ status: 'recorded', payment: { state: 'paid', paid: { order: 'M-9' } } })
    const asked = (await world.files.get(id)).asks.find(({ kind }) => kind === 'outcome')
    expect(asked).toMatchObject({ status: 'answered', answer: { order: 'M-9' }, answeredBy: { id: 'rag-fontana' } })
    expect(world.workflows.woken.at(-1)?.standing).toMatchObject({ next: 'Done' })
  })

  it('reported ten times concurrently, by all channels, is one payment', async () => {
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

  it('starts from the clearance of a waiting payment, by id or reference, for roles that pay', async () => {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const [reference = ''] = references
    const read = (asked: string, staff = FONTANA) => clearanceFor(world, staff, asked)
    const known = await read(`${id}-1`)
    expect(known).toMatchObject({
      clearance: { reference, iban: expect.any(String), creditor: { name: expect.any(String) } },
    })
    expect(await read(reference)).toEqual(known)
    expect(await read(`${id}-1-2`)).toEqual({ refused: 'unknown' })
    expect(await read(`${id}-9`)).toEqual({ refused: 'unknown' })
    expect(await read('nothing')).toEqual({ refused: 'unknown' })
    expect(await read(reference, { ...FONTANA, municipality: 'F205' })).toEqual({ refused: 'unknown' })
    const relative = { ...FONTANA, member: { ...FONTANA.member, taxCode: applicationOf(0).applicant.taxCode } }
    expect(await read(reference, relative)).toEqual({ refused: 'conflict' })
    await recordOutcome(world, FONTANA, reference, paid(world))
    expect(await read(reference)).toEqual({ refused: 'paid' })
  })

  it('of an earlier issue is never recorded on the current one', async () => {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const [first = ''] = references
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ status: 'recorded' })
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ status: 'already' })
    expect(await recordOutcome(world, FONTANA, first, paid(world))).toMatchObject({
      status: 'refused',
      why: 'returned',
    })
    await play(world, id, {}, ({ payments: [payment] }) => payment?.issue === 2 && payment.state === 'cleared')
    expect((await paymentOf(world, id)).clearance).toEqual({ reference: `${id}-1-2`, clearedAt: expect.anything() })
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ status: 'already' })
    expect(await recordOutcome(world, FONTANA, first, paid(world))).toMatchObject({
      status: 'refused',
      why: 'superseded',
    })
    expect(await recordOutcome(world, FONTANA, `${id}-1-3`, paid(world))).toEqual({ status: 'refused', why: 'unknown' })
    expect((await paymentOf(world, id)).state).toBe('cleared')
    expect(await recordOutcome(world, FONTANA, `${id}-1-2`, paid(world))).toMatchObject({ status: 'recorded' })
  })

  /** A payment that was told as paid came back: the same whether its request goes on or was closed with it. */
  async function bounced(until: 'active' | 'closed') {
    const { world, ids, references } = await scene(1)
    const [id = ''] = ids
    const [first = ''] = references
    await recordOutcome(world, FONTANA, first, paid(world, 'M-1'))
    if (until === 'closed') await play(world, id)
    expect((await world.files.get(id)).request.stage).toBe(until)
    world.workflows.attempts.clear()
    return { world, id, first }
  }

  it.each(['active', 'closed'] as const)(
    'that came back after it was paid is issued again under the next reference, the request being %s',
    async (stage) => {
      const { world, id, first } = await bounced(stage)
      const outcome = await Promise.all(Array.from({ length: 5 }, () => recordOutcome(world, FONTANA, first, RETURNED)))
      expect(outcome.map((each) => each.status).sort()).toEqual([...Array(4).fill('already'), 'recorded'])
      const back = await paymentOf(world, id)
      expect(back).toMatchObject({ state: 'returned', returns: [{ reasons: REASONS, paid: { order: 'M-1' } }] })
      expect(back.paid).toBeUndefined()
      expect(world.workflows.attempts.get(`${id}-payment-1`)).toBe(1)
      expect(await recordOutcome(world, FONTANA, first, paid(world))).toMatchObject({
        status: 'refused',
        why: 'returned',
      })
      await play(world, id, {}, ({ payments }) => payments.some((it) => it.issue === 2 && it.state === 'cleared'))
      expect((await paymentOf(world, id)).clearance?.reference).toBe(`${id}-1-2`)
      expect(await recordOutcome(world, FONTANA, first, paid(world))).toMatchObject({ why: 'superseded' })
      expect(await recordOutcome(world, FONTANA, `${id}-1-2`, paid(world))).toMatchObject({ status: 'recorded' })
      const file = await play(world, id)
      expect(file.request.stage).toBe('closed')
      expect(requiredWorkflows(file, world.clock.now())).toEqual([])
      expect(await reconcile(booksOf(world), SESTO)).toMatchObject({ differences: [] })
      expect((await acts(world, id)).filter((act) => act === 'request.closed')).toHaveLength(1)
      expect((await verifyTrail(world, id)).fault).toBeUndefined()
    },
  )

  it('of a return is not issued again if a receipt exists, and a completed request waits for it', async () => {
    const { world, id, first } = await bounced('active')
    const desk = deskOf(world)
    const cents = (await paymentOf(world, id)).amountCents
    const receipt = { towards: 'own', on: world.clock.today(), cents, reference: 'Q-1', reasons: REASONS } as const
    expect(await actOnFile(desk, receiptAct, FONTANA, id, receipt)).toMatchObject({ outcome: 'done' })
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ status: 'refused', why: 'received' })
    expect((await paymentOf(world, id)).state).toBe('paid')

    const other = await bounced('active')
    await recordOutcome(other.world, FONTANA, other.first, RETURNED)
    const file = await play(other.world, other.id, { account: () => undefined })
    expect(file.request.stage).toBe('completed')
    expect((await play(other.world, other.id)).request.stage).toBe('closed')
  })

  it('of a return after the decision fell needs a receipt', async () => {
    const { world, id, first } = await bounced('active')
    await world.files.tamper(id, (file) => ({ ...file, request: { ...file.request, stage: 'revoked' } }))
    expect(await recordOutcome(world, FONTANA, first, RETURNED)).toMatchObject({ status: 'refused', why: 'paid' })
  })

  it('may be recorded before the question, which is then not asked', async () => {
    const world = financeOf(newWorld())
    const id = await apply(world)
    const file = await play(world, id, { outcome: () => undefined }, ({ payments }) => payments[0]?.state === 'cleared')
    expect(file.asks.some(({ kind }) => kind === 'outcome')).toBe(false)
    expect(await recordOutcome(world, FONTANA, `${id}-1-1`, paid(world))).toMatchObject({ status: 'recorded' })
    expect(await ask(world, id, { machine: 'payment', instalment: 1 })).toBeUndefined()
  })

  it('is rejected for another municipality, under a conflict, and in the future', async () => {
    const { world, ids, references } = await scene(1)
    const [reference = ''] = references
    const elsewhere = { ...FONTANA, municipality: 'F205' }
    expect(await recordOutcome(world, elsewhere, reference, paid(world))).toEqual({ status: 'refused', why: 'unknown' })
    const { taxCode } = applicationOf(0).applicant
    const relative = { ...FONTANA, member: { ...FONTANA.member, taxCode } }
    expect(await recordOutcome(world, relative, reference, paid(world))).toEqual({ status: 'refused', why: 'conflict' })
    expect(await recordOutcome(world, FONTANA, reference, { ...paid(world), paidOn: '2099-01-01' })).toEqual({
      status: 'invalid',
      problems: [{ field: 'paidOn', code: 'date.future' }],
    })
    expect(await recordOutcome(world, FONTANA, reference, { ...paid(world), paidOn: '2026-01-01' })).toEqual({
      status: 'invalid',
      problems: [{ field: 'paidOn', code: 'date.beforeCommitment' }],
    })
    expect((await paymentOf(world, ids[0] ?? '')).state).toBe('cleared')
  })
})

const ordered = (world: World, order = 'M-1') => ({ choice: 'ordered', orderedOn: world.clock.today(), order }) as const
const outcomeAsk = async (world: World, id: string) => {
  const asked = (await world.files.get(id)).asks.findLast(({ kind }) => kind === 'outcome')
  if (!asked) throw new Error('nothing is asked')
  return asked
}

describe('an order', () => {
  it('is recorded and leaves the question open with a new due day; payment takes its number', async () => {
    const { world, ids, references } = await scene(1)
    const [[id = ''], [reference = '']] = [ids, references]
    const before = await outcomeAsk(world, id)
    // Finance was reminded, and somebody else was asked beside it.
    for (const days of [-2, 3]) {
      world.clock.moveTo(momentOf(addDays(before.dueOn, days), '10:00'))
      await ask(world, id, { machine: 'payment', instalment: 1 })
    }
    expect(await outcomeAsk(world, id)).toMatchObject({ reminders: 2, escalatedAt: expect.any(String) })
    const woken = world.workflows.woken.length
    const today = world.clock.today()
    expect(await recordOutcome(world, FONTANA, reference, ordered(world, 'M-7'))).toMatchObject({ status: 'recorded' })
    expect(await paymentOf(world, id)).toMatchObject({ state: 'ordered', ordered: { on: today, order: 'M-7' } })
    const after = await outcomeAsk(world, id)
    expect(after).toMatchObject({ status: 'open', dueOn: addDays(today, 15), reminders: 0 })
    expect([after.escalatedAt, after.answer, world.workflows.woken.length]).toEqual([undefined, undefined, woken])
    expect((await world.files.trail(id)).at(-1)).toMatchObject({
      act: 'payment.ordered',
      about: `${id}-1`,
      law: 'D.Lgs. 267/2000 art. 185',
    })
    // The days go on: it is reminded again before the new day.
    const mails = () => world.postman.about(after.id).length
    const sent = mails()
    world.clock.moveTo(momentOf(addDays(today, 12), '10:00'))
    await ask(world, id, { machine: 'payment', instalment: 1 })
    expect(mails()).toBe(sent)
    world.clock.moveTo(momentOf(addDays(today, 13), '10:00'))
    await ask(world, id, { machine: 'payment', instalment: 1 })
    expect(mails()).toBeGreaterThan(sent)
    const outcome = await recordOutcome(world, FONTANA, reference, { choice: 'paid', paidOn: world.clock.today() })
    expect(outcome).toMatchObject({ status: 'recorded', payment: { state: 'paid', paid: { order: 'M-7' } } })
    expect(await paymentOf(world, id)).toMatchObject({ ordered: { on: today, order: 'M-7' } })
    expect((await outcomeAsk(world, id)).status).toBe('answered')
    expect(world.workflows.woken.length).toBe(woken + 1)
    expect((await verifyTrail(world, id)).fault).toBeUndefined()
  })

  it('reported ten times concurrently, by all channels, is one order', async () => {
    const { world, ids, references } = await scene(1)
    const [[id = ''], [reference = '']] = [ids, references]
    const open = await outcomeAsk(world, id)
    const csv = csvOf([
      ['riferimento', 'esito', 'data', 'mandato'],
      [reference, 'emesso', world.clock.today(), 'm-1'],
    ])
    const said = await Promise.all([
      ...Array.from({ length: 5 }, () => recordOutcome(world, FONTANA, reference, ordered(world))),
      ...Array.from({ length: 3 }, () => importOutcomes(world, FONTANA, csv)),
      answer(world, open, ordered(world)),
      answer(world, open, ordered(world)),
    ])
    expect(said.filter((each) => 'outcome' in each && each.outcome === 'kept')).toHaveLength(2)
    expect((await acts(world, id)).filter((act) => act === 'payment.ordered')).toHaveLength(1)
    expect((await outcomeAsk(world, id)).status).toBe('open')
    // Paid and returned are still to be said, by the same link.
    expect(await answer(world, open, paid(world, 'M-1'))).toMatchObject({ outcome: 'recorded' })
    expect((await paymentOf(world, id)).state).toBe('paid')
  })

  it('does not replace another order, except with the payment', async () => {
    const { world, ids, references } = await scene(1)
    const [[id = ''], [reference = '']] = [ids, references]
    const open = await outcomeAsk(world, id)
    await recordOutcome(world, FONTANA, reference, ordered(world, 'M-1, M-2'))
    for (const known of ['M-2', 'm-2,M-1'])
      expect(await recordOutcome(world, FONTANA, reference, ordered(world, known))).toMatchObject({ status: 'already' })
    expect(await recordOutcome(world, FONTANA, reference, ordered(world, 'M-3'))).toMatchObject({
      status: 'refused',
      why: 'otherOrder',
    })
    expect(await answer(world, open, ordered(world, 'M-2, M-3'))).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'order', code: 'order.other', values: { order: 'M-1, M-2' } }],
    })
    expect((await paymentOf(world, id)).ordered?.order).toBe('M-1, M-2')
    await recordOutcome(world, FONTANA, reference, paid(world, 'M-3'))
    expect(await paymentOf(world, id)).toMatchObject({ ordered: { order: 'M-1, M-2' }, paid: { order: 'M-3' } })
    // Told late, it is no news; another one is.
    expect(await recordOutcome(world, FONTANA, reference, ordered(world, 'M-3'))).toMatchObject({ status: 'already' })
    expect(await recordOutcome(world, FONTANA, reference, ordered(world, 'M-4'))).toMatchObject({
      status: 'refused',
      why: 'paid',
    })
  })

  it('stays with a returned payment; the next issue has an order of its own', async () => {
    const { world, ids, references } = await scene(1)
    const [[id = ''], [reference = '']] = [ids, references]
    const tell = (of: string, said: Parameters<typeof recordOutcome>[3]) => recordOutcome(world, FONTANA, of, said)
    await tell(reference, ordered(world, 'M-1'))
    await tell(reference, RETURNED)
    const back = await paymentOf(world, id)
    expect([back.state, back.ordered, back.returns[0]?.ordered?.order]).toEqual(['returned', undefined, 'M-1'])
    expect(await tell(reference, ordered(world, 'M-1'))).toMatchObject({ status: 'already' })
    expect(await tell(reference, ordered(world, 'M-2'))).toMatchObject({ status: 'refused', why: 'returned' })
    await play(world, id, {}, ({ payments: [payment] }) => payment?.issue === 2 && payment.state === 'cleared')
    expect(await tell(reference, ordered(world, 'M-1'))).toMatchObject({ status: 'already' })
    expect(await tell(reference, ordered(world, 'M-2'))).toMatchObject({ status: 'refused', why: 'superseded' })
    expect(await tell(`${id}-1-2`, ordered(world, 'M-2'))).toMatchObject({ status: 'recorded' })
    expect(await paymentOf(world, id)).toMatchObject({ state: 'ordered', ordered: { order: 'M-2' }, issue: 2 })
  })

  it('is neither in the future nor before the commitment, and never for an advantage', async () => {
    const { world, ids, references } = await scene(1)
    const [[id = ''], [reference = '']] = [ids, references]
    const open = await outcomeAsk(world, id)
    for (const [orderedOn, code] of [
      ['2099-01-01', 'date.future'],
      ['2026-01-01', 'date.beforeCommitment'],
    ] as const)
      expect(await answer(world, open, { choice: 'ordered', orderedOn, order: 'M-1' })).toMatchObject({
        problems: [{ field: 'orderedOn', code }],
      })
    expect(await answer(world, open, { choice: 'paid', paidOn: world.clock.today() })).toMatchObject({
      problems: [{ field: 'order', code: 'required' }],
    })
    world.files.tamper(id, (file) => ({
      ...file,
      payments: file.payments.map((payment) => ({ ...payment, method: 'advantage', payee: { name: 'Mercato' } })),
    }))
    const imported = await importOutcomes(
      world,
      FONTANA,
      `riferimento;esito;data;mandato\n${reference};emesso;${world.clock.today()};M-1`,
    )
    expect(imported).toMatchObject({ report: { recorded: [], refused: [{ line: 2, why: 'noOrder' }] } })
  })

  it('reported before the question does not replace it', async () => {
    const world = financeOf(newWorld())
    const id = await apply(world)
    await play(world, id, { outcome: () => undefined }, ({ payments }) => payments[0]?.state === 'cleared')
    expect(await recordOutcome(world, FONTANA, `${id}-1-1`, ordered(world))).toMatchObject({ status: 'recorded' })
    const asked = await ask(world, id, { machine: 'payment', instalment: 1 })
    expect(asked).toMatchObject({ kind: 'outcome', status: 'open' })
  })

  it('excludes its payment from files, and is listed separately, in the next year too', async () => {
    const { world, ids } = await scene(2)
    const [one = '', two = ''] = ids
    await recordOutcome(world, FONTANA, `${one}-1-1`, ordered(world))
    const { order, text } = made(await exportOf(world, { references: [`${one}-1-1`, `${two}-1-1`] }))
    expect(referencesIn(text)).toEqual([`${two}-1-1`])
    expect(order.made?.left).toEqual([{ reference: `${one}-1-1`, code: 'changed' }])
    expect(await exportOf(world, { references: [`${one}-1-1`], again: true })).toMatchObject({
      order: { made: { payments: 0, left: [{ code: 'changed' }] } },
    })
    world.clock.moveTo('2027-01-05T09:00:00Z')
    const { lists } = await paymentsByState(world, FONTANA, { year: 2027, page: 1, each: 10 })
    const shown = lists.slice(0, 2).map(({ state, rows }) => [state, rows.map(({ payment }) => payment.request)])
    expect(shown).toEqual([
      ['cleared', [two]],
      ['ordered', [one]],
    ])
  })
})

describe('a file of outcomes', () => {
  const rows = (...lines: string[]) => ['riferimento;esito;data;mandato;motivo', ...lines].join('\r\n')

  it('of another kind is reported with two hundred lines and the count of the rest', async () => {
    const { world } = await scene(0)
    const imported = await importOutcomes(world, FONTANA, rows(...Array<string>(501).fill('a;b')))
    if (imported.outcome !== 'imported') throw new Error('too many')
    expect([imported.report.unread.length, imported.report.unreadMore]).toEqual([200, 301])
  })

  it('is recorded line by line with a report of the others, and is idempotent', async () => {
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

  it('may contain orders, before their outcome, and is idempotent', async () => {
    const { world, ids, references } = await scene(3)
    const [one = '', two = '', three = ''] = references
    const today = world.clock.today()
    const text = rows(
      `${one};pagato;${today};;`,
      `${one};emesso;${today};M-1;`,
      `${two};emesso;${today};M-2;`,
      `${two};stornato;${today};;conto estinto`,
      `${three};Emesso;${today};;`,
      `${three};emesso;${today};M-3;`,
    )
    const first = await importOutcomes(world, FONTANA, text)
    expect(first).toMatchObject({
      report: {
        recorded: [
          { line: 2, outcome: 'paid' },
          { line: 3, outcome: 'ordered' },
          { line: 4, outcome: 'ordered' },
          { line: 5, outcome: 'returned' },
          { line: 7, outcome: 'ordered' },
        ],
        refused: [],
        unread: [{ line: 6, code: 'order', value: three }],
      },
    })
    expect(await Promise.all(ids.map((id) => paymentOf(world, id)))).toMatchObject([
      { state: 'paid', ordered: { on: today, order: 'M-1' }, paid: { order: 'M-1' } },
      { state: 'returned', returns: [{ ordered: { order: 'M-2' } }] },
      { state: 'ordered', ordered: { order: 'M-3' } },
    ])
    const commits = world.files.commits
    const second = await importOutcomes(world, FONTANA, text)
    expect(second).toMatchObject({ report: { recorded: [], refused: [], already: { length: 5 } } })
    expect(world.files.commits).toBe(commits)
  })

  it('from a bank contains no order: the recorded one stays, or the bank’s number replaces it', async () => {
    const { world, ids, references } = await scene(2)
    const [one = '', two = ''] = references
    await recordOutcome(world, FONTANA, one, ordered(world, 'M-1'))
    const report = (status: string) =>
      `<r>${[one, two]
        .map(
          (reference) =>
            `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts><AcctSvcrRef>B9</AcctSvcrRef><AccptncDtTm>${world.clock.today()}T12:00:00</AccptncDtTm></TxInfAndSts>`,
        )
        .join('')}</r>`
    // How far a bank came says nothing of an order.
    for (const status of ['RCVD', 'ACTC', 'ACCP', 'ACSP'])
      expect(await importOutcomes(world, FONTANA, report(status))).toMatchObject({
        report: { recorded: [], unread: [{ code: 'pending' }, { code: 'pending' }] },
      })
    await importOutcomes(world, FONTANA, report('ACSC'))
    expect(await Promise.all(ids.map((id) => paymentOf(world, id)))).toMatchObject([
      { state: 'paid', paid: { order: 'M-1' } },
      { state: 'paid', paid: { order: 'B9' } },
    ])
  })

  it('reports lines that the store failed to write, and records them the next time', async () => {
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

  it('from a bank is a valid answer without order number and reasons', () => {
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
      expect(QUESTIONS.outcome.input.safeParse(answerOfLine(said)).error, JSON.stringify(said)).toBeUndefined()
    // A number that nobody told is left out: what is known, or else the reference, stands for it.
    expect(answerOfLine({ ...read, outcome: 'paid', order: ' \0 ' })).toEqual({ choice: 'paid', paidOn: read.on })
    expect(answerOfLine({ ...read, outcome: 'returned', reasons: 'AC04' })).toMatchObject({
      reasons: `AC04 (${reference})`,
    })
  })

  it('with more than a thousand outcomes is rejected as a whole', async () => {
    const { world } = await scene(0)
    const text = rows(...Array.from({ length: 1001 }, (_, index) => `r-${index}-1;pagato;2026-03-02;;`))
    expect(await importOutcomes(world, FONTANA, text)).toEqual({
      outcome: 'invalid',
      problems: [{ field: '', code: 'tooMany', values: { max: 1000, count: 1001 } }],
    })
  })
})

describe('the list of payments', () => {
  it('are grouped by state, with payees for waiting ones only', async () => {
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

  it('marks payments cleared to a rejected account', async () => {
    const { world, ids } = await scene(1)
    const [id = ''] = ids
    const account = () => ({ choice: 'account', iban: 'IT40S0542811101000000123456' })
    const parts = { outcome: () => undefined, account }
    const file = await play(world, id, parts, ({ payments }) =>
      payments.some(({ instalment, state }) => instalment === 2 && state === 'cleared'),
    )
    expect(file.payments.map(({ state }) => state)).toEqual(['cleared', 'cleared'])
    const marked = async (who = FONTANA) => {
      const year = Number(world.clock.today().slice(0, 4))
      const { lists } = await paymentsByState(world, who, { year, page: 1, each: 10 })
      return lists.flatMap(({ rows }) => rows.filter((row) => row.isMisdirected).map(({ payment }) => payment.id))
    }
    expect(await marked()).toEqual([])
    await recordOutcome(world, FONTANA, `${id}-1-1`, RETURNED)
    expect(await marked()).toEqual([`${id}-2`])
    expect(await marked(staffed('amm-longo'))).toEqual([])
    await play(world, id, parts, ({ payments }) =>
      payments.some(({ issue, state }) => issue === 2 && state === 'cleared'),
    )
    // The first goes to the new account; the second still goes to the old one.
    expect(await marked()).toEqual([`${id}-2`])
    await recordOutcome(world, FONTANA, `${id}-2-1`, RETURNED)
    expect(await marked()).toEqual([])
    const mended = await play(world, id, parts, ({ payments }) =>
      payments.every(({ issue, state }) => issue === 2 && state === 'cleared'),
    )
    expect(new Set(mended.payments.map(({ iban }) => iban)).size).toBe(1)
    expect(await marked()).toEqual([])
  })

  it.each([2027, 2028, 2031])('include open ones in %s', async (year) => {
    const { world, ids, references } = await scene(3)
    const [waits = '', back = '', over = ''] = references
    await recordOutcome(world, FONTANA, back, RETURNED)
    await recordOutcome(world, FONTANA, over, paid(world))
    world.clock.moveTo(`${year}-01-05T09:00:00Z`)
    const seen = async (of: number) => {
      const { lists } = await paymentsByState(world, FONTANA, { year: of, page: 1, each: 10 })
      return lists.flatMap(({ rows, state }) => rows.map(({ payment }) => [state, payment.id]))
    }
    expect(await seen(year)).toEqual([
      ['cleared', `${ids[0]}-1`],
      ['returned', `${ids[1]}-1`],
    ])
    expect(await seen(2026)).toHaveLength(3)
    expect(referencesIn(made(await exportOf(world)).text)).toEqual([waits])
    expect((await waitingPayments(world, 'I690')).map(({ clearance }) => clearance?.reference)).toEqual([waits])
  })

  it('includes payments of unreadable requests, without payee', async () => {
    const { world, ids } = await scene(2)
    const files: World['files'] = Object.assign(Object.create(world.files), {
      load: (id: string) =>
        id === ids[0] ? Promise.reject(Object.assign(new Error('no'), { name: 'SealBroken' })) : world.files.load(id),
    })
    const asked = { year: 2026, state: 'cleared', page: 1, each: 10 } as const
    const [list] = (await paymentsByState({ ...world, files }, FONTANA, asked)).lists
    expect(list?.count).toBe(2)
    const isVisible = new Map(list?.rows.map(({ payment, clearance }) => [payment.request, clearance !== undefined]))
    expect(ids.map((id) => isVisible.get(id))).toEqual([false, true])
  })
})

describe('the daily letter', () => {
  const letters = (world: World) =>
    world.postman.sent.flatMap(({ to, letter }) => (letter.template === 'finance' ? [{ to, letter }] : []))

  it('goes out once a day, if payments wait, to finance or the configured address', async () => {
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

  it('is sent by the next run after a failure', async () => {
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
