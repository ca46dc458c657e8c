import { expect, test } from 'vitest'
import { addMonths } from '../../functions/domain/base/calendar.ts'
import { personOf, PLAN, scenesFrom, schoolDay } from '../../infra/demo/play.ts'
import { textOf } from '../../infra/demo/world.ts'
import { fileOf, useEnvironment } from '../support/environment.ts'
import { fill, expectAccessible, send, takeScreenshot, useBrowser } from './browser.ts'

const { environment, world, problems } = useEnvironment()
const newPage = useBrowser()

/** The address of the last letter that holds a link of some kind, as a person would find it in the mailbox. */
async function linkOf(kind: string): Promise<string> {
  await environment().idle()
  const link = environment()
    .mails()
    .map((mail) => new RegExp(`https?://\\S+/asks/[0-9a-z]+-${kind}-\\S+`).exec(textOf(mail))?.[0])
    .findLast((found) => found !== undefined)
  if (!link) throw new Error(`no letter with ${kind}`)
  return link
}

const dateFields = (name: string, on: string) => {
  const [year = '', month = '', day = ''] = on.split('-')
  return { [`${name}.day`]: day, [`${name}.month`]: month, [`${name}.year`]: year }
}

test('a person with a browser and the mailbox takes a request from the form to closed', async () => {
  const page = await newPage()
  const { applicant, home, need, payout } = personOf(0)

  await page.goto(world().url)
  await expectAccessible(page)
  await takeScreenshot(page, 'service')
  await page.locator('main a[href^="/apply"]').first().click()
  await expectAccessible(page)
  await send(page)

  // Everything wrong is told at once, each error at its field, and what was typed stays.
  await fill(page, { firstName: applicant.firstName, taxCode: 'RSSMRA85D41F205A' })
  await send(page)
  expect(await page.title()).toMatch(/^Errore/)
  expect(await page.locator('[role=alert] a').count()).toBeGreaterThanOrEqual(4)
  expect(await page.locator('[name=firstName]').inputValue()).toBe(applicant.firstName)
  expect(await page.locator('[name=taxCode]').getAttribute('aria-invalid')).toBe('true')
  await expectAccessible(page)
  await takeScreenshot(page, 'form-errors')

  await fill(page, {
    lastName: applicant.lastName,
    taxCode: applicant.taxCode.toLowerCase(),
    email: applicant.email,
    phone: applicant.phone,
    ...dateFields('birthDate', applicant.birthDate),
  })
  await send(page)
  await expectAccessible(page)
  await fill(page, { street: home.street, postalCode: home.postalCode, town: home.town, 'resident=true': true })
  await send(page)
  await expectAccessible(page)
  await send(page)
  expect(await page.title()).toMatch(/^Errore/)
  await fill(page, { 'alone=true': true })
  await send(page)
  await expectAccessible(page)
  await fill(page, { 'kind=ordinary': true, reason: need.reason, iseeCents: '4.800,00', 'workStatus=unemployed': true })
  await send(page)
  await expectAccessible(page)
  await fill(page, { 'method=transfer': true, iban: payout.iban })
  await send(page)
  await expectAccessible(page)
  await takeScreenshot(page, 'form-review')
  await fill(page, { truthful: true, privacy: true })
  await send(page)
  expect(page.url()).toContain('/requests/')
  await expectAccessible(page)
  const status = page.url()
  await takeScreenshot(page, 'status-received')

  /** Opens the link of a letter, looks, answers, and looks at what comes after. */
  const answer = async (kind: string, fields: Record<string, string | true>) => {
    await page.goto(await linkOf(kind))
    await expectAccessible(page)
    await takeScreenshot(page, `ask-${kind}`)
    await fill(page, fields)
    await send(page)
    expect(await page.title(), `${kind}: ${await page.locator('main').innerText()}`).not.toMatch(/^Errore/)
    await expectAccessible(page)
    // A second look says that it is answered, by whom and when.
    await page.goto(await linkOf(kind))
    await expectAccessible(page)
  }

  await answer('assessment', {
    'choice=proposeApproval': true,
    ...dateFields('proposeApproval.interviewOn', (await world().now()).slice(0, 10)),
    'proposeApproval.identity=document': true,
    'proposeApproval.needs': 'Affitto e bollette da pagare.',
    'proposeApproval.monthlyCents': '300,00',
    'proposeApproval.months': '2',
    'proposeApproval.programme=baratto': true,
    'proposeApproval.fund=bilancio': true,
    'proposeApproval.work.ability=full': true,
    'proposeApproval.reasons': 'Bisogno accertato nel colloquio.',
  })
  await answer('decision', { 'choice=approve': true })
  const [, , placement] = scenesFrom(await world().now())
  expect(placement?.title).toContain('place')
  const today = (await world().now()).slice(0, 10)
  const startsOn = schoolDay(addMonths(today, 1))
  await answer('placement', {
    'place.project=foglie-cortile': true,
    ...dateFields('place.startsOn', startsOn),
    'place.weekdays=1': true,
    'place.weekdays=2': true,
    'place.weekdays=3': true,
    'place.weekdays=4': true,
    'place.minutesADay.hours': '4',
    'place.minutesADay.minutes': '0',
  })
  await answer('agreement', { 'choice=accept': true })
  await answer('insurance', {
    'confirm.policy': 'POL-2026-001',
    ...dateFields('confirm.coverFrom', startsOn),
    ...dateFields('confirm.coverTo', addMonths(startsOn, 4)),
  })

  for (const month of [1, 2]) {
    const next = addMonths(startsOn, month)
    await world().advanceTo(next)
    await page.goto(await linkOf('timesheet'))
    const rows = await page
      .locator('[name$=".hours"]')
      .evaluateAll((inputs) =>
        inputs.flatMap(
          (input) => /^hours\.days\.(\d{4}-\d\d-\d\d)\.hours$/.exec(input.getAttribute('name') ?? '')?.[1] ?? [],
        ),
      )
    const days = rows.slice(0, PLAN.owedMinutes / PLAN.months / PLAN.minutesADay)
    expect(days).toHaveLength(10)
    await answer('timesheet', {
      'choice=hours': true,
      ...Object.fromEntries(days.map((on) => [`hours.days.${on}.was=present`, true])),
    })
    await answer('verification', { 'choice=verify': true })
    await answer('outcome', { 'choice=paid': true, ...dateFields('paid.paidOn', next), 'paid.order': `M-${month}` })
    await page.goto(status)
    await expectAccessible(page)
    await takeScreenshot(page, `status-month-${month}`)
  }

  await environment().idle()
  await page.goto(status)
  const [, request = ''] = /requests\/([0-9a-z]+)\//.exec(status) ?? []
  const file = await fileOf({ request })
  expect(file.request.stage).toBe('closed')
  expect(file.payments.map(({ amountCents, state }) => ({ amountCents, state }))).toEqual([
    { amountCents: 30_000, state: 'paid' },
    { amountCents: 30_000, state: 'paid' },
  ])
  expect(await page.locator('main').innerText()).toContain('600,00')
  expect(problems).toEqual([])
}, 300_000)
