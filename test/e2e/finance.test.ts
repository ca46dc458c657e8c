import { expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { dayOf, timeOf } from '../../functions/domain/base/calendar.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { Players, type Story, scenesFrom } from '../../infra/demo/play.ts'
import { fileOf, newApplicant, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment()

const authorization = async (member: string) => ({
  authorization: `Bearer ${await staffToken(secrets, 'I690', member)}`,
})
/** What a member of staff meets at an address, as their browser asks for it. */
const visit = async (path: string, init: RequestInit = {}, member = 'rag-fontana') =>
  fetch(new URL(path, world().url), {
    redirect: 'manual',
    ...init,
    headers: { accept: 'text/html', ...(await authorization(member)), ...init.headers },
  })
const pageOf = async (path: string, member = 'rag-fontana') => (await visit(path, {}, member)).text()
const ask = (fields: [string, string][]) =>
  visit('/desk/finance/exports', { method: 'POST', body: new URLSearchParams(fields) })

const asked = z.object({ made: z.object({ payments: z.number(), left: z.array(z.unknown()) }).nullable() })
/** Asks for a file, waits until it is made, and downloads it. */
async function exported(fields: [string, string][]): Promise<{ address: string; text: string }> {
  const response = await ask(fields)
  expect(response.status, await response.clone().text()).toBe(303)
  const address = response.headers.get('location') ?? ''
  await environment().idle()
  await expect
    .poll(
      async () =>
        asked.parse(await (await visit(address, { headers: { accept: 'application/json' } })).json()).made?.payments,
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0)
  expect(await pageOf(address)).toContain('Pronto')
  const file = await visit(address.replace('?', '/file?'))
  expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return { address, text: await file.text() }
}

/** Uploads a file of outcomes as a browser does, in the encoding of spreadsheets on Windows. */
async function uploaded(csv: string): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([Buffer.from(csv, 'latin1')]), 'esiti.csv')
  form.set('text', '')
  const response = await visit('/desk/finance/outcomes', { method: 'POST', body: form })
  expect(response.status).toBe(200)
  return response.text()
}

const report = (reference: string, status: string, at: string) => `<?xml version="1.0"?>
<Document><CstmrPmtStsRpt><GrpHdr><CreDtTm>${at}</CreDtTm></GrpHdr><OrgnlPmtInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>
</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`

const imported = z.object({
  recorded: z.array(z.object({ reference: z.string() })),
  already: z.array(z.object({ reference: z.string() })),
  refused: z.array(z.object({ why: z.string() })),
})
const sent = async (body: string, type = 'application/xml') =>
  imported.parse(
    await (
      await fetch(`${world().url}/api/payments/outcomes`, {
        method: 'POST',
        headers: { 'content-type': type, ...(await authorization('rag-fontana')) },
        body,
      })
    ).json(),
  )
const acts = async ({ request }: Story) => (await caseFiles.trail(request)).map(({ act }) => act)
const count = (list: readonly string[], wanted: string) => list.filter((one) => one === wanted).length

test('clears, exports and pays once; a returned payment is issued again under its own reference', async () => {
  const players = new Players(world())
  const people = [newApplicant(), newApplicant()]
  const [one, two] = await Promise.all(
    people.map((person) => players.apply(person, `finance-${person.applicant.taxCode}`)),
  )
  if (!one || !two) throw new Error('nobody applied')
  const scenes = scenesFrom(await world().now()).slice(0, 7)
  for (const { from, play } of scenes) {
    if (from) await world().advanceTo(from)
    await Promise.all([one, two].map((story) => play(players, story)))
  }
  for (const story of [one, two]) await players.link(story, 'outcome', '1-1')
  await environment().idle()
  const [first, second] = [`${one.request}-1-1`, `${two.request}-1-1`]
  const today = dayOf(await world().now())

  // Finance sees whom to pay and where; who looks after the system how much; nobody else anything.
  const page = await pageOf('/desk/finance')
  const { lastName = '', taxCode = '' } = people[0]?.applicant ?? {}
  for (const shown of [first, second, lastName, taxCode, 'IT60X0542811101000000123456']) expect(page).toContain(shown)
  const looked = await pageOf('/desk/finance', 'amm-longo')
  expect(looked).toContain(first)
  for (const hidden of [lastName, taxCode, 'IT60X', 'desk/finance/exports']) expect(looked).not.toContain(hidden)
  for (const member of ['as-colombo', 'dir-moretti'])
    expect((await visit('/desk/finance', {}, member)).status, member).toBe(403)
  expect((await visit('/desk/finance/outcomes', {}, 'amm-longo')).status).toBe(403)

  // A file of all that waits; the form sent twice is one file, and what is in it is not open any more.
  const open: [string, string][] = [
    ['kind', 'csv'],
    ['cover', 'open'],
    ['key', 'form-number-1'],
  ]
  const { address, text } = await exported(open)
  for (const row of [first, second]) expect(text).toContain(row)
  expect((await ask(open)).headers.get('location')).toBe(address)
  expect((await ask([...open.slice(0, 2), ['key', 'form-number-2']])).status).toBe(422)
  for (const member of ['amm-longo', 'as-colombo']) expect((await visit(address, {}, member)).status).toBe(403)
  const again = await exported([
    ['kind', 'cbi'],
    ['cover', 'chosen'],
    ['reference', first],
    ['again', 'yes'],
    ['key', 'form-number-3'],
  ])
  expect(again.text).toContain(`<PMRQ:EndToEndId>${first}</PMRQ:EndToEndId>`)
  expect(again.text).not.toContain(second)
  expect((await fileOf(one)).payments[0]?.clearance?.exported).toBeDefined()

  // A whole quarter of other people's lines, well above what a form has: understood, and none of ours.
  const row = `ignoto;pagato;${today};;${'x'.repeat(900)}`
  const large = [
    'riferimento;esito;data;mandato;motivo',
    ...Array.from({ length: 900 }, (_, n) => row.replace('ignoto', `ignoto-${n}`)),
  ]
  expect((await sent(large.join('\n'), 'text/csv')).refused).toHaveLength(900)

  // The treasury's file, twice, with a line about nobody and one that tells of tomorrow.
  const csv = `riferimento;esito;data;mandato;motivo\r\n${first};Pagato;${today};M-77;già regolato\r\nnessuno-1-1;pagato;${today};;\r\n`
  const done = await uploaded(csv)
  expect(done).toContain('Registrati: 1. Già noti: 0. Da guardare: 1.')
  expect(await uploaded(csv)).toContain('Registrati: 0. Già noti: 1. Da guardare: 1.')
  await environment().idle()
  const paid = await fileOf(one)
  expect(paid.payments[0]).toMatchObject({ state: 'paid', paid: { on: today, order: 'M-77' } })
  expect(paid.asks.find(({ kind }) => kind === 'outcome')).toMatchObject({
    status: 'answered',
    answeredBy: { role: 'finance', id: 'rag-fontana' },
  })
  expect(count(await acts(one), 'payment.paid')).toBe(1)

  // Returned by the bank: the person gives another account, and the new issue goes out under its own reference.
  const returned = report(second, 'RJCT', `${today}T10:00:00`)
  expect((await sent(returned)).recorded).toHaveLength(1)
  expect((await sent(returned)).already).toHaveLength(1)
  await players.answer(two, 'account', '1-1', { choice: 'account', iban: 'IT07X0542811101000000654321' })
  await players.link(two, 'outcome', '1-2')
  await environment().idle()
  const reissued = `${two.request}-1-2`
  const next = await exported([
    ['kind', 'csv'],
    ['cover', 'open'],
    ['key', 'form-number-4'],
  ])
  expect(next.text).toContain(`${reissued},`)
  expect(next.text).toContain('IT07X0542811101000000654321')
  for (const other of [first, `${second},`]) expect(next.text).not.toContain(other)

  // The first issue cannot be paid any more; the second is, once.
  expect((await sent(report(second, 'ACSC', `${today}T11:00:00`))).refused).toEqual([{ why: 'superseded' }])
  const reportOutcome = async (answer: object, reference = reissued) => {
    const response = await fetch(`${world().url}/api/payments/${reference}/outcome`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await authorization('rag-fontana')) },
      body: JSON.stringify(answer),
    })
    const { recorded } = z.object({ recorded: z.boolean().optional() }).parse(await response.json())
    return [response.status, recorded]
  }
  expect(await reportOutcome({ choice: 'paid', paidOn: '2099-01-01', order: 'M-78' })).toEqual([422, undefined])
  expect(await reportOutcome({ choice: 'paid', paidOn: today, order: 'M-78' })).toEqual([200, true])
  expect(await reportOutcome({ choice: 'paid', paidOn: today, order: 'M-78' })).toEqual([200, false])
  await environment().idle()
  expect((await fileOf(two)).payments[0]).toMatchObject({ issue: 2, state: 'paid', paid: { order: 'M-78' } })

  // The bank sends back days later what the treasury told as paid: another account, another reference, paid once.
  const bounced = { choice: 'returned', reasons: 'Il conto è chiuso.' }
  expect(await reportOutcome(bounced)).toEqual([200, true])
  expect(await reportOutcome(bounced)).toEqual([200, false])
  expect(await reportOutcome({ choice: 'paid', paidOn: today, order: 'M-78' })).toEqual([409, undefined])
  await players.answer(two, 'account', '1-2', { choice: 'account', iban: 'IT60X0542811101000000123456' })
  await players.link(two, 'outcome', '1-3')
  const third = `${two.request}-1-3`
  expect(await reportOutcome({ choice: 'paid', paidOn: today, order: 'M-79' })).toEqual([409, undefined])
  expect(await reportOutcome({ choice: 'paid', paidOn: today, order: 'M-79' }, third)).toEqual([200, true])
  await environment().idle()
  const mended = (await fileOf(two)).payments[0]
  expect(mended).toMatchObject({ issue: 3, state: 'paid', paid: { order: 'M-79' } })
  expect(mended?.returns[1]).toMatchObject({ paid: { order: 'M-78' } })
  expect(count(await acts(two), 'payment.exported')).toBe(2)
  expect(problems).toEqual([])
})

test('sends finance the list once a day while payments wait, with references and amounts only', async () => {
  const players = new Players(world())
  const person = newApplicant()
  const story = await players.apply(person, 'finance-letter')
  for (const { from, play } of scenesFrom(await world().now()).slice(0, 7)) {
    if (from) await world().advanceTo(from)
    await play(players, story)
  }
  await players.link(story, 'outcome', '1-1')
  await environment().idle()
  const letters = async () => (await world().mails()).filter((text) => text.includes('/desk/finance'))
  const before = (await letters()).length
  // To ten in the morning of the next day, then through it hour by hour.
  const hour = Number(timeOf(await world().now()).slice(0, 2))
  await environment().advance(`PT${24 - hour + 10}H`)
  await environment().idle()
  for (let passed = 0; passed < 3; passed++) {
    await environment().advance('PT2H')
    await environment().idle()
  }
  const written = (await letters()).slice(before)
  expect(written).toHaveLength(1)
  expect(written[0]).toContain(`${story.request}-1-1`)
  for (const secret of [person.applicant.lastName, person.applicant.taxCode, 'IT60X'])
    expect(written[0]).not.toContain(secret)
  const [today] = [dayOf(await world().now())]
  expect(
    (await sent(`riferimento;esito;data\n${story.request}-1-1;pagato;${today}`, 'text/csv')).recorded,
  ).toHaveLength(1)
  await environment().advance('P1D')
  await environment().idle()
  expect((await letters()).slice(before)).toHaveLength(1)
  expect(problems).toEqual([])
})
