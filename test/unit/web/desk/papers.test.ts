import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../../functions/domain/file/trail.ts'
import { applicationOf, newWorld } from '../../../support/memory.ts'
import { apply, atStage, play } from '../../../support/story/play.ts'
import { MISSING_VALUES, site } from '../../../support/web/site.ts'

const world = newWorld()
const ID = await apply(world, applicationOf(3))
const { request } = await play(world, ID, {}, atStage('funded'))
const visit = site(world)
const page = `/requests/${ID}/${await world.secrets.forStatus(ID)}`
const decision = request.papers?.find(({ id }) => id === 'decision')

describe('the papers of a file', () => {
  it('are listed on the status page with addresses and fingerprints', async () => {
    for (const language of ['it', 'en']) {
      const { body } = await visit('GET', `${page}?lang=${language}`)
      for (const part of ['decision.html"', 'decision.pdf"', 'opening.html"', decision?.html, decision?.pdf])
        expect(body).toContain(part)
      expect(body).not.toMatch(MISSING_VALUES)
    }
    const [, address = ''] = /href="([^"]+decision\.pdf)"/.exec((await visit('GET', page)).body) ?? []
    expect((await visit('GET', address)).status).toBe(200)
  })

  it('are served as a page or a PDF, by extension or Accept header', async () => {
    const html = await visit('GET', `${page}/papers/decision.html`, { accept: 'application/pdf' })
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(sha256(html.body)).toBe(decision?.html)
    const pdf = await visit('GET', `${page}/papers/decision.pdf`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    const bytes = Buffer.from(pdf.body, 'base64')
    expect(sha256(bytes)).toBe(decision?.pdf)
    expect(pdf.headers['repr-digest']).toBe(`sha-256=:${Buffer.from(decision?.pdf ?? '', 'hex').toString('base64')}:`)
    expect((await visit('GET', `${page}/papers/decision`)).body).toBe(html.body)
    expect((await visit('GET', `${page}/papers/decision`, { accept: 'application/pdf' })).body).toBe(pdf.body)
  })

  it('are not cached, run no script, and reveal no name', async () => {
    const { status, headers } = await visit('HEAD', `${page}/papers/decision.html`)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/)
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['content-disposition']).toBe('inline; filename="2026-1-decision.html"')
  })

  it.each([
    ['another secret', `/requests/${ID}/wrong/papers/decision.pdf`, 404],
    ['another request', `/requests/${'0'.repeat(26)}/x/papers/decision.pdf`, 404],
    ['an act that was not issued', `${page}/papers/ruling-1.pdf`, 404],
    ['another format', `${page}/papers/decision.docx`, 404],
    ['a name that an object has anyway', `${page}/papers/constructor.pdf`, 404],
  ])('are not found for %s', async (_, address, status) => expect((await visit('GET', address)).status).toBe(status))

  it('can only be read', async () => {
    const { status, headers } = await visit('POST', `${page}/papers/decision.pdf`, { form: {} })
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD'])
  })

  it('are not shown once they were altered', async () => {
    const issued = world.files.papers.tamper(ID, 'opening', { id: 'opening', html: 'x', pdf: Buffer.from('x') })
    expect((await visit('GET', `${page}/papers/opening.html`)).status).toBe(500)
    world.files.papers.tamper(ID, 'opening', issued)
  })
})
