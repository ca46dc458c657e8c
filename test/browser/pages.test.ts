import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../functions/domain/base/languages.ts'
import { rendered } from '../../functions/ui/render.ts'
import { TransparencyYearPage } from '../../functions/web/public/transparency/page.tsx'
import { received, useEnvironment } from '../support/environment.ts'
import { SESTO } from '../support/memory.ts'
import { fill, expectAccessible, send, takeScreenshot, useBrowser } from './browser.ts'

const { environment, world } = useEnvironment()
const newPage = useBrowser({ width: 375, height: 740 })

describe('on a phone', () => {
  test.each([
    '/',
    '/accessibility',
    '/privacy',
    '/apply',
    '/niente',
    '/?lang=en',
    '/apply?lang=en',
    '/transparency',
    '/transparency/2026',
    '/transparency/1999',
  ])('%s is accessible and fits', async (path) => {
    const page = await newPage()
    await page.goto(world().url + path)
    await expectAccessible(page)
    await takeScreenshot(page, `phone${path.replace(/\W+/g, '-')}`)
    await page.close()
  })

  test.each(LANGUAGES)('a public list with lines is accessible and fits (%s)', async (language) => {
    const list = {
      municipality: SESTO.office,
      rule: 'L. 241/1990 art. 12; Regolamento contributi (nov. 2018), art. 6',
      office: SESTO.office.office,
      method: 'istanza individuale valutata dal servizio sociale',
      lines: [
        { pseudonym: '0a1b2c3d4e5f', amountCents: 150_000 },
        { pseudonym: '1a1b2c3d4e5f', amountCents: 33_333 },
      ],
      sealed: { atLeast: 5, aboutCents: 1_000_000 },
    }
    const page = await newPage()
    const body = `<!DOCTYPE html>${rendered(TransparencyYearPage, { language, year: 2026, lists: [list] })}`
    await page.route('**/transparency/2026', (route) => route.fulfill({ contentType: 'text/html', body }))
    await page.goto(`${world().url}/transparency/2026`)
    await expectAccessible(page)
    await takeScreenshot(page, `phone-transparency-list-${language}`)
    await page.close()
  })

  test('keeps the chosen language on every step', async () => {
    const page = await newPage()
    await page.goto(`${world().url}/apply?lang=en`)
    await send(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await send(page)
    expect(await page.title()).toMatch(/^Error:/)
    await expectAccessible(page)
    await page.close()
  })

  test('fills in a household row by row, without script', async () => {
    const page = await newPage()
    await page.goto(`${world().url}/apply`)
    await send(page)
    await page.goto(page.url().replace('/applicant', '/household'))
    await fill(page, { 'alone=false': true, 'member.0.firstName': 'Luca' })
    await page.locator('button[name=action][value=add]').click()
    expect(await page.locator('[name="member.0.firstName"]').inputValue()).toBe('Luca')
    await fill(page, { 'member.1.firstName': 'Anna' })
    await expectAccessible(page)
    await page.locator('button[name=action][value=remove-0]').click()
    expect(await page.locator('[name="member.0.firstName"]').inputValue()).toBe('Anna')
    await expectAccessible(page)
    await page.close()
  })

  test('wrong, old and unknown links explain themselves', async () => {
    const page = await newPage()
    const { players, story } = await received(world())
    const url = await players.link(story, 'assessment', '1')
    await page.goto(`${url}x`)
    await expectAccessible(page)
    await page.goto(url)
    await expectAccessible(page)
    await send(page)
    expect(await page.title()).toMatch(/^Errore/)
    await expectAccessible(page)
    await takeScreenshot(page, 'phone-ask-errors')
    await environment().advance('P31D')
    await page.goto(url)
    await expectAccessible(page)
    await takeScreenshot(page, 'phone-link-expired')
    await send(page)
    await expectAccessible(page)
    await page.close()
  })

  test('asks for confirmation of a withdrawal and explains its consequences', async () => {
    const page = await newPage()
    const { story } = await received(world())
    const status = `${world().url}/requests/${story.request}/${story.statusSecret}`
    await page.goto(status)
    await expectAccessible(page)
    await takeScreenshot(page, 'phone-status')
    await page.locator('form:has([value=withdraw]) [type=submit]').last().click()
    await expectAccessible(page)
    expect(await page.title()).toMatch(/^Errore/)
    await page
      .locator('form:has([value=withdraw]) input[type=radio], form:has([value=withdraw]) input[type=checkbox]')
      .first()
      .check({ force: true })
    await page.locator('form:has([value=withdraw]) [type=submit]').last().click()
    await environment().idle()
    await page.goto(status)
    await expectAccessible(page)
    await page.close()
  })
})
