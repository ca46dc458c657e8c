import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { fileOf, playUntil, received, useEnvironment } from '../support/environment.ts'
import { fill, expectAccessible, send, takeScreenshot, useBrowser } from './browser.ts'

const { environment, world } = useEnvironment()
const PHONE = { width: 375, height: 740 }
const newPage = useBrowser()
const REASONS = 'Motivazione di prova, abbastanza lunga.'

/** Enters by the link in the mail, as a person does. */
async function enter(page: Page, email: string): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${world().url}/desk`)
  await expectAccessible(page)
  await fill(page, { email })
  await send(page)
  await expectAccessible(page)
  const link = (await world().mails()).findLast((text) => text.includes('/desk/enter/')) ?? ''
  await page.goto(/https?:\S+\/desk\/enter\/\S+/.exec(link)?.[0] ?? '')
  await expectAccessible(page)
  await send(page)
  await page.waitForURL(/\/desk\?/)
}

/** Holds a page to what it must be on a screen and on a phone. */
async function holdBoth(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  await takeScreenshot(page, `desk-${name}`)
  await page.setViewportSize(PHONE)
  await expectAccessible(page)
  await takeScreenshot(page, `desk-${name}-phone`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

describe('the desk in a browser, without script', () => {
  test('leads from the mail to the worklist, a file, an act, and a sealed file opened by exception', async () => {
    const tales = []
    for (let count = 0; count < 3; count++) tales.push(await received(world()))
    const [first, second] = tales
    if (!first || !second) throw new Error('nobody applied')
    await playUntil(second, world(), 1)
    await environment().idle()
    await environment().advance('P9D')
    await environment().idle()

    const page = await newPage()
    await enter(page, 'giulia.moretti@example.org')
    await holdBoth(page, 'worklist')
    const number = (await fileOf(first.story)).request.registryEntry ?? ''
    await fill(page, { q: number })
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/desk\/files\//)
    await holdBoth(page, 'file')
    for (const act of await page.locator('details.act > summary').all()) await act.click()
    await holdBoth(page, 'acts')
    await page.locator('#reassign button[type=submit]').click()
    expect(await page.title()).toMatch(/^Errore:/)
    await holdBoth(page, 'act-errors')
    await page.locator('[name="reassign.to"]').first().check({ force: true })
    await fill(page, { 'reassign.reasons': REASONS })
    await send(page)
    await page.waitForURL(/done=reassign/)
    await expectAccessible(page)
    await page.locator('#seal > summary').click()
    await fill(page, { 'seal.confirm=yes': true })
    await page.locator('#seal button[type=submit]').click()
    await page.waitForURL(/done=seal/)
    const file = page.url()

    await enter(page, 'ragioneria@example.org')
    await holdBoth(page, 'worklist-others')
    await page.goto(file)
    await holdBoth(page, 'sealed')
    await fill(page, { 'break-glass.reasons': 'Serve per un pronto intervento urgente.' })
    await send(page)
    await page.waitForURL(/done=break-glass/)
    await holdBoth(page, 'opened')
    await page.close()
  })
})
