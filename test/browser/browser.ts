import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readFileSync } from 'node:fs'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { z } from 'zod'

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const violations = z.array(
  z.looseObject({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.looseObject({ html: z.string() })) }),
)

/** Where screenshots go: into the documentation when they are to be renewed, else to be looked at and forgotten. */
const SHOTS = process.env['UPDATE_SCREENSHOTS']
  ? resolve(import.meta.dirname, '../../docs/images')
  : join(tmpdir(), 'baratto-screenshots')

/** Starts a browser with an empty profile for the tests of a file. */
export function useBrowser(viewport = { width: 1280, height: 900 }) {
  const profile = mkdtempSync(join(tmpdir(), 'baratto-browser-'))
  let context: BrowserContext | undefined
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    context = await chromium.launchPersistentContext(profile, {
      executablePath: EXECUTABLE,
      args: FLAGS,
      viewport,
      locale: 'it-IT',
    })
  })
  afterAll(async () => {
    await context?.close()
    rmSync(profile, { recursive: true, force: true })
  })
  return async (): Promise<Page> => {
    if (!context) throw new Error('no browser')
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    return page
  }
}

/**
 * Expects a page to be accessible, without script, no wider than the screen and in a known language. `but` is a rule
 * that does not apply.
 */
export async function expectAccessible(page: Page, but?: string): Promise<void> {
  await page.evaluate(AXE)
  const found: unknown = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) => violations)",
  )
  const violated = violations
    .parse(found)
    .filter(({ id }) => id !== but)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect(violated, page.url()).toEqual([])
  expect(await page.locator('script').count(), page.url()).toBe(0)
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
  const text = await page.locator('body').innerText()
  for (const leftover of ['undefined', '[object', 'NaN', '{{']) expect(text, page.url()).not.toContain(leftover)
}

export const takeScreenshot = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(SHOTS, `${name}.png`) })
}

/** Fills fields by name: text is typed, `true` is checked. A name `choice=approve` picks that radio button. */
export async function fill(page: Page, fields: Record<string, string | true>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const [field = '', picked] = name.split('=')
    const choice = picked === undefined ? '' : `[value="${picked}"]`
    if (value === true) {
      // As who uses the keyboard does: what is hidden or cannot be reached could not be chosen so.
      await page.locator(`[name="${field}"]${choice}`).focus()
      await page.keyboard.press('Space')
      expect(await page.locator(`[name="${field}"]${choice}`).isChecked(), name).toBe(true)
    } else await page.locator(`[name="${field}"]`).fill(value)
  }
}

/** Sends the form that holds the main button of a page. */
export async function send(page: Page, button = 'main .btn-primary[type=submit]'): Promise<void> {
  await Promise.all([page.waitForLoadState('load'), page.locator(button).last().click()])
}
