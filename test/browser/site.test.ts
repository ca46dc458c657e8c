import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { configuration } from '../../functions/adapters/dynamodb/configuration.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { systemClock } from '../../functions/platform/clock.ts'
import { siteAddress, siteNamed } from '../../functions/usecases/hours/site-code.ts'
import { fileOf, playUntil, received, useEnvironment } from '../support/environment.ts'
import { fill, expectAccessible, send, takeScreenshot, useBrowser } from './browser.ts'

const { environment, world } = useEnvironment()
const PHONE = { width: 375, height: 740 }
const newPage = useBrowser()

/** Holds a page to what it must be on a screen and on a phone. */
async function holdBoth(page: Page, name: string, but?: string): Promise<void> {
  await expectAccessible(page, but)
  await takeScreenshot(page, `site-${name}`)
  await page.setViewportSize(PHONE)
  await expectAccessible(page, but)
  await takeScreenshot(page, `site-${name}-phone`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** What the screen of the school shows now. */
async function shown(): Promise<string> {
  const site = await siteNamed({ configuration }, 'I690.scuola-primaria')
  if (!site) throw new Error('no site')
  return siteAddress({ secrets, publicUrl: world().url }, site, systemClock.now())
}

describe('a site in a browser, without script', () => {
  test('the supervisor’s pages, the screen with the code, a telephone that comes and goes, the person’s own hours', async () => {
    const tale = await received(world())
    await playUntil(tale, world(), 5)
    await environment().idle()
    const { request } = await fileOf(tale.story)
    await world().advanceTo(request.startsOn ?? '')
    await environment().advance('P7DT9H')
    await environment().idle()

    const page = await newPage()
    await page.goto(`${world().url}/host`)
    await holdBoth(page, 'sign-in')
    await fill(page, { email: 'scuola.primaria@example.org' })
    await send(page)
    const letter = (await world().mails()).findLast((text) => text.includes('/host/enter/')) ?? ''
    await page.goto(/https?:\S+\/host\/enter\/\S+/.exec(letter)?.[0] ?? '')
    await expectAccessible(page)
    await send(page)
    await page.waitForURL(/\/host\?/)
    await holdBoth(page, 'host')

    await page.goto(`${world().url}/host/hours`)
    await holdBoth(page, 'grid')
    await page.locator('select').first().selectOption('there')
    await page.locator('input[type=date]').first().fill('2031-01-01')
    await send(page)
    expect(await page.title()).toMatch(/^Errore:/)
    await holdBoth(page, 'grid-errors')
    expect(await page.locator('[role=status]').innerText()).toContain('1 riga')

    await page.goto(`${world().url}/host/accidents/${tale.story.request}`)
    await holdBoth(page, 'accident')
    await send(page)
    await holdBoth(page, 'accident-errors')

    const own = `${world().url}/requests/${tale.story.request}/${tale.story.statusSecret}`
    await page.goto(own)
    await holdBoth(page, 'hours')
    await page.goto(await shown())
    await holdBoth(page, 'who')
    await page.goto(own)
    await page.locator('button[value=phone]').click()
    await page.waitForURL(/phone=1/)
    await page.goto(await shown())
    await holdBoth(page, 'in')
    await page.locator('button[value=in]').click()
    await holdBoth(page, 'is-in')
    await environment().advance('PT2H')
    await page.goto(await shown())
    await page.locator('button[value=out]').click()
    await holdBoth(page, 'is-out')
    await page.goto(`${await shown()}x`)
    await holdBoth(page, 'refused')

    await page.goto(`${world().url}/host/code`)
    // It changes by itself because the code does: the time is essential (WCAG 2.2.1).
    await holdBoth(page, 'code', 'meta-refresh')
    await page.close()
  })
})
