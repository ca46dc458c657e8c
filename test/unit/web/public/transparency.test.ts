import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pseudonymOf } from '../../../../functions/domain/money/publication.ts'
import { amend } from '../../../../functions/usecases/file/amend.ts'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { applicationOf, newWorld, SESTO, type World } from '../../../support/memory.ts'
import { apply, type Parts, PARTS, play } from '../../../support/story/play.ts'
import { MISSING_VALUES, site } from '../../../support/web/site.ts'

const above: Parts = { assessment: (scene) => ({ ...PARTS.assessment(scene), monthlyCents: 25_000, months: 6 }) }

/** One grant of 1,500.00 euro that is in the list of 2026, under way. */
async function published(world: World) {
  const id = await apply(world, applicationOf(3))
  return play(world, id, above, ({ payments }) => payments.some(({ publishedAt }) => publishedAt))
}
const data = z.strictObject({
  title: z.string(),
  description: z.string(),
  licence: z.object({ name: z.string(), url: z.url() }),
  language: z.string(),
  year: z.int(),
  columns: z.array(z.object({ name: z.string(), description: z.string().min(5) })),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.int()]))),
  together: z.array(z.object({ municipality: z.string(), atLeast: z.int(), aboutCents: z.int() })),
})

describe('the public list', () => {
  it('is linked from every page, by year and with its data', async () => {
    const world = newWorld()
    const visit = site(world)
    expect((await visit('GET', '/')).body).toContain('href="/transparency?lang=it"')
    const years = await visit('GET', '/transparency')
    expect(years.status).toBe(200)
    expect(years.body).not.toMatch(MISSING_VALUES)
    for (const year of [2021, 2026]) expect(years.body).toContain(`href="/transparency/${year}?lang=it"`)
    expect(years.body).not.toContain('/transparency/2020')
    const list = await visit('GET', '/transparency/2026')
    for (const kind of ['csv', 'json']) expect(list.body).toContain(`/transparency/2026.${kind}`)
  })

  it.each(LANGUAGES)('shows pseudonym, amount, rule, office and method, but no identity (%s)', async (language) => {
    const world = newWorld()
    const { request } = await published(world)
    const page = await site(world)('GET', '/transparency/2026', { language })
    expect(page.status).toBe(200)
    expect(page.body).not.toMatch(MISSING_VALUES)
    expect(page.body).toMatch(/<th scope="col">/)
    for (const text of [
      pseudonymOf(request),
      language === 'it' ? '1.500,00' : '1,500.00',
      'Regolamento contributi (nov. 2018), art. 6',
      SESTO.office.office,
      'istanza individuale',
    ])
      expect(page.body).toContain(text)
    const { firstName, lastName, taxCode, email } = request.application.applicant
    for (const text of [firstName, lastName, taxCode, email, request.id, request.registryEntry ?? '-'])
      expect(page.body).not.toContain(text)
  })

  it('is CSV as of RFC 4180', async () => {
    const quoted = structuredClone(SESTO)
    quoted.office.office = 'Servizi "sociali", sportello'
    const world = newWorld(quoted)
    const { request } = await published(world)
    const csv = await site(world)('GET', '/transparency/2026.csv')
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    expect(csv.headers['content-disposition']).toContain('contributi-2026.csv')
    expect(csv.body).toBe(
      [
        'municipality,pseudonym,amountCents,rule,office,method',
        `I690,${pseudonymOf(request)},150000,"L. 241/1990 art. 12; Regolamento contributi (nov. 2018), art. 6 (esempio)","Servizi ""sociali"", sportello",istanza individuale valutata dal servizio sociale`,
        '',
      ].join('\r\n'),
    )
  })

  it('is JSON with column descriptions in the requested language', async () => {
    const world = newWorld()
    const { request } = await published(world)
    for (const language of LANGUAGES) {
      const answered = await site(world)('GET', `/transparency/2026.json?lang=${language}`)
      expect(answered.headers['content-type']).toBe('application/json')
      const list = data.parse(JSON.parse(answered.body))
      expect(list).toMatchObject({ year: 2026, language, together: [] })
      expect(list.rows).toMatchObject([{ pseudonym: pseudonymOf(request), amountCents: 150_000 }])
      expect(Object.keys(list.rows[0] ?? {}).sort()).toEqual(list.columns.map(({ name }) => name).sort())
    }
  })

  it('is cached for minutes and not indexed', async () => {
    const visit = site(newWorld())
    for (const path of ['/transparency', '/transparency/2026', '/transparency/2026.csv', '/transparency/2026.json']) {
      const { status, headers } = await visit('GET', path)
      expect([path, status]).toEqual([path, 200])
      expect(headers['cache-control']).toBe('public, max-age=300')
      expect(headers['x-robots-tag']).toBe('noindex')
      expect((await visit('POST', path)).status).toBe(405)
    }
  })

  it('states that a year has no entries', async () => {
    const visit = site(newWorld())
    expect((await visit('GET', '/transparency/2025')).body).toContain('Nel 2025 non ci sono contributi da pubblicare.')
    expect((await visit('GET', '/transparency/2025.csv')).body).toBe(
      'municipality,pseudonym,amountCents,rule,office,method\r\n',
    )
    expect(data.parse(JSON.parse((await visit('GET', '/transparency/2025.json')).body)).rows).toEqual([])
  })

  it.each(['1999', '2027', '2020', '20261', 'x', '2026.xml', '2026.csv.json', '02026', '2026%20', '-2026'])(
    'of %s there is none, and the page says of which years there is',
    async (year) => {
      const visit = site(newWorld())
      const page = await visit('GET', `/transparency/${year}`)
      expect(page.status).toBe(404)
      expect(page.body).toContain('dal 2021 al 2026')
      expect(page.headers['cache-control']).toBe('no-store')
      const problem = await visit('GET', `/transparency/${year}`, { accept: 'application/json' })
      expect(JSON.parse(problem.body)).toMatchObject({ type: '/problems/transparencyYear', from: 2021, to: 2026 })
    },
  )

  it('shows sealed files of past years as a sum, on the page and in JSON', async () => {
    const world = newWorld(SESTO, '2027-03-01T08:00:00Z')
    world.files.sealedSums.set('2026', { files: 7, cents: 900_000 })
    const visit = site(world)
    expect((await visit('GET', '/transparency/2026')).body).toMatch(/almeno 5, in tutto circa 10\.000,00/)
    expect(data.parse(JSON.parse((await visit('GET', '/transparency/2026.json')).body)).together).toEqual([
      { municipality: 'I690', atLeast: 5, aboutCents: 1_000_000 },
    ])
    expect((await visit('GET', '/transparency/2027')).body).not.toContain('almeno')
  })
})

describe('the person’s own page', () => {
  const pathOf = (id: string) => `/requests/${id}/status-of-${id}`

  it('shows their line once it exists, but never for a sealed file', async () => {
    const world = newWorld()
    const visit = site(world)
    const id = await apply(world, applicationOf(3))
    expect((await visit('GET', pathOf(id))).body).not.toContain('elenco pubblico</h2>')
    const { request } = await play(world, id, above, ({ payments }) => payments.some(({ publishedAt }) => publishedAt))
    const page = await visit('GET', pathOf(id))
    expect(page.body).toContain(`<code>${pseudonymOf(request)}</code>`)
    expect(page.body).toContain('href="/transparency/2026?lang=it"')
    expect(page.body).not.toMatch(MISSING_VALUES)
    await amend(world, id, (_, now) => ({
      act: 'file.sealed',
      by: { role: 'socialWorker', id: 'as-greco' },
      request: { sealed: { at: now, named: [] } },
    }))
    expect((await visit('GET', pathOf(id))).body).not.toContain(pseudonymOf(request))
  })
})
