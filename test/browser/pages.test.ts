import { describe, expect, test } from 'vitest'
import { received, useEnvironment } from '../support/environment.ts'
import { fill, hold, send, shoot, useBrowser } from './browser.ts'

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
    await hold(page)
    await shoot(page, `phone${path.replace(/\W+/g, '-')}`)
    await page.close()
  })

  test('the language of the page is the one that was chosen, on every step', async () => {
    const page = await newPage()
    await page.goto(`${world().url}/apply?lang=en`)
    await send(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await send(page)
    expect(await page.title()).toMatch(/^Error:/)
    await hold(page)
    await page.close()
  })

  test('a household is filled in row by row, without script', async () => {
    const page = await newPage()
    await page.goto(`${world().url}/apply`)
    await send(page)
    await page.goto(page.url().replace('/applicant', '/household'))
    await fill(page, { 'alone=false': true, 'member.0.firstName': 'Luca' })
    await page.locator('button[name=action][value=add]').click()
    expect(await page.locator('[name="member.0.firstName"]').inputValue()).toBe('Luca')
    await fill(page, { 'member.1.firstName': 'Anna' })
    await hold(page)
    await page.locator('button[name=action][value=remove-0]').click()
    expect(await page.locator('[name="member.0.firstName"]').inputValue()).toBe('Anna')
    await hold(page)
    await page.close()
  })

  test('wrong, old and unknown links explain themselves', async () => {
    const page = await newPage()
    const { players, story } = await received(world())
    const url = await players.link(story, 'assessment', '1')
    await page.goto(`${url}x`)
    await hold(page)
    await page.goto(url)
    await hold(page)
    await send(page)
    expect(await page.title()).toMatch(/^Errore/)
    await hold(page)
    await shoot(page, 'phone-ask-errors')
    await environment().advance('P31D')
    await page.goto(url)
    await hold(page)
    await shoot(page, 'phone-link-expired')
    await send(page)
    await hold(page)
    await page.close()
  })

  test('who withdraws is asked to confirm, and told what it means', async () => {
    const page = await newPage()
    const { story } = await received(world())
    const status = `${world().url}/requests/${story.request}/${story.statusSecret}`
    await page.goto(status)
    await hold(page)
    await shoot(page, 'phone-status')
    await page.locator('form:has([value=withdraw]) [type=submit]').last().click()
    await hold(page)
    expect(await page.title()).toMatch(/^Errore/)
    await page
      .locator('form:has([value=withdraw]) input[type=radio], form:has([value=withdraw]) input[type=checkbox]')
      .first()
      .check({ force: true })
    await page.locator('form:has([value=withdraw]) [type=submit]').last().click()
    await environment().idle()
    await page.goto(status)
    await hold(page)
    await page.close()
  })
})
