import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayOf } from '../../functions/domain/base/calendar.ts'
import { playUntil, received, useEnvironment } from '../support/environment.ts'
import { fill, expectAccessible, send, takeScreenshot, useBrowser } from './browser.ts'

const { environment, world } = useEnvironment()
const newPage = useBrowser()

/** Holds a page to what it must be on a screen and on a phone. */
async function holdBoth(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  await takeScreenshot(page, `finance-${name}`)
  await page.setViewportSize({ width: 375, height: 740 })
  await expectAccessible(page)
  await takeScreenshot(page, `finance-${name}-phone`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('finance in a browser, without script: what waits, a file, and the outcomes of the treasury', async () => {
  const tale = await received(world())
  await playUntil(tale, world(), 7)
  const { players, story } = tale
  await players.link(story, 'outcome', '1-1')
  await environment().idle()
  const reference = `${story.request}-1-1`

  const page = await newPage()
  await page.goto(`${world().url}/desk`)
  await fill(page, { email: 'ragioneria@example.org' })
  await send(page)
  const link = (await world().mails()).findLast((text) => text.includes('/desk/enter/')) ?? ''
  await page.goto(/https?:\S+\/desk\/enter\/\S+/.exec(link)?.[0] ?? '')
  await send(page)
  await page.getByRole('link', { name: 'Ragioneria' }).click()
  await page.waitForURL(/\/desk\/finance/)
  await holdBoth(page, 'page')
  await page.getByLabel('Quelli scelti nella tabella qui sopra').check({ force: true })
  await page.getByRole('button', { name: 'Prepara il file' }).click()
  expect(await page.title()).toMatch(/^Errore:/)
  await holdBoth(page, 'errors')
  await page.getByLabel(`Scegli ${reference}`).check()
  await page.getByRole('button', { name: 'Prepara il file' }).click()
  await page.waitForURL(/\/desk\/finance\/exports\//)
  await expectAccessible(page)
  await environment().idle()
  const ready = async () => {
    await page.reload()
    return page.getByRole('link', { name: 'Scarica il file' }).count()
  }
  await expect.poll(ready, { timeout: 20_000 }).toBe(1)
  await holdBoth(page, 'file')
  await page.getByRole('link', { name: 'Torna alla ragioneria' }).click()
  await page.getByRole('link', { name: 'Carica gli esiti della tesoreria' }).click()
  await holdBoth(page, 'outcomes')
  const day = dayOf(await world().now())
  const csv = `riferimento;esito;data;mandato\n${reference};pagato;${day};M-1\nignoto;pagato;${day};\n`
  await page.setInputFiles('#file', { name: 'esiti.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Registra gli esiti' }).click()
  await page.getByText('Registrati: 1. Già noti: 0. Da guardare: 1.').waitFor()
  await holdBoth(page, 'imported')
  // A table without anything to press in it is moved sideways by keyboard too.
  await page.getByRole('link', { name: 'Torna alla ragioneria' }).click()
  await page.getByRole('group', { name: 'Pagati' }).waitFor()
  await holdBoth(page, 'paid')
  await page.close()
})
