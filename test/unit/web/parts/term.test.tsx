import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { formatOf } from '../../../../functions/texts/format.ts'
import { messagesOf, statusMessagesOf } from '../../../../functions/texts/messages.ts'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import { explain } from '../../../../functions/domain/procedure/term.ts'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import type { StatusContext } from '../../../../functions/web/citizen/status/context.ts'
import { StatusPage } from '../../../../functions/web/citizen/status/page.tsx'
import { TermExplanation } from '../../../../functions/web/parts/term.tsx'
import { newWorld, SESTO } from '../../../support/memory.ts'
import { apply, playToAsk } from '../../../support/story/play.ts'
import { MISSING_VALUES, site } from '../../../support/web/site.ts'
import type { Request } from '../../../../functions/domain/file/request.ts'

const receipt = { receivedAt: '2026-09-08T09:00:00Z', regulation: '2018-11' }
const grounds = ['Motivo.']
const observed = (at: string) => ({ observations: { texts: {}, at } })
/** Records that between them have every step there is. */
const RECORDS: Partial<Request>[] = [
  { suspension: { from: '2026-09-14' } },
  {
    suspension: { from: '2026-09-14', to: '2026-09-20' },
    notices: [{ grounds, on: '2026-11-16', until: '2026-11-26' }],
  },
  {
    suspension: { from: '2026-09-14', to: '2026-11-20' },
    notices: [
      { grounds, on: '2026-09-16', until: '2026-09-28', ...observed('2026-09-30T09:00:00Z') },
      { grounds, on: '2026-10-16', until: '2026-10-26', ...observed('2026-10-20T09:00:00Z') },
    ],
    decision: {
      outcome: 'approved' as const,
      departs: false,
      reasons: 'r',
      by: 'm',
      at: '2026-12-01T09:00:00Z',
      regulation: '2018-11',
    },
  },
]

describe.each(LANGUAGES)('the explanation of a date (%s)', (language) => {
  const pages = RECORDS.map((record) =>
    rendered(TermExplanation, { steps: explain({ ...receipt, ...record }, SESTO), language }),
  )

  it('has a sentence for every step, with its figures and its article', () => {
    const seen = new Set(RECORDS.flatMap((record) => explain({ ...receipt, ...record }, SESTO)).map(({ code }) => code))
    expect([...seen].sort()).toEqual(Object.keys(messagesOf(language).term.steps).sort())
    for (const page of pages) {
      expect(page).not.toMatch(MISSING_VALUES)
      for (const [sentence] of page.matchAll(/<li>.*?<\/li>/g)) expect(sentence).toMatch(/[.!] <cite>[^<]{10,}<\/cite>/)
    }
  })

  it('is folded away without a script', () => {
    for (const page of pages) expect(page).toMatch(/^<details[^>]*><summary>[^<]+<\/summary><ol>.*<\/ol><\/details>$/)
  })
})

describe('the explanation', () => {
  it('is on the status page under the due date', async () => {
    const world = newWorld()
    const file = await world.files.get(await apply(world))
    const { dueOn } = file.request
    for (const language of LANGUAGES) {
      const page = rendered(StatusPage, {
        context: {
          file,
          municipality: world.municipality,
          canWithdraw: true,
          language,
          path: '/requests/x/y',
          next: undefined,
          pin: '',
        },
      })
      const [, fact = ''] = page.split(`<dt>${statusMessagesOf(language).term}</dt>`)
      expect(fact.startsWith(`<dd>${formatOf(language).day(dueOn)}<details`)).toBe(true)
      expect(fact.slice(0, fact.indexOf('</details>')).split(formatOf(language).day(dueOn)).length).toBeGreaterThan(2)
    }
  })

  it('shows prescribed and actual days once decided', async () => {
    const world = newWorld()
    const { request } = await playToAsk(world, await apply(world), 'placement')
    const file = await world.files.get(request)
    const context: StatusContext = {
      file,
      municipality: world.municipality,
      canWithdraw: true,
      next: undefined,
      pin: '',
      language: 'it',
      path: '/requests/x/y',
    }
    const page = rendered(StatusPage, { context })
    expect(page).toMatch(/I giorni previsti erano 30; quelli usati, senza i giorni fermi, sono \d+\./)
  })

  it.each(['assessment', 'decision'] as const)('is on the page that asks for %s', async (kind) => {
    const world = newWorld()
    const ask = await playToAsk(world, await apply(world), kind)
    const { url } = world.postman.about(ask.id).at(-1) ?? {}
    const { body } = await site(world)('GET', new URL(url ?? '').pathname)
    expect(body).toContain('<details class="explanation"><summary>Come si arriva a questa data</summary>')
    expect(body).toContain('L. 241/1990 art. 2(6); Codice civile art. 2963')
  })

  it('is in letters with the ends of both terms', async () => {
    const world = newWorld()
    const id = await apply(world)
    const ask = await playToAsk(world, id, 'decision')
    const opening = world.postman.sent.find(({ letter }) => letter.template === 'opening')
    expect(opening && renderLetter(opening.letter).text).toContain('La risposta arriva entro 30 giorni dalla ricezione')
    const [first] = world.postman.sent.filter(({ letter }) => letter.template === 'ask' && letter.kind === 'decision')
    if (first?.letter.template !== 'ask') throw new Error(ask.id)
    const { dueOn } = (await world.files.get(id)).request
    // 2 March and 30 days; and half of them after it: Thursday 16 April.
    expect(first.letter.term).toEqual({ dueOn, substituteDueOn: '2026-04-16' })
    expect(dueOn).toBe(addDays('2026-03-02', 30))
    expect(renderLetter(first.letter).text).toContain('Il termine della pratica scade il: 1 aprile 2026')
    expect(renderLetter(first.letter).text).not.toContain('16 aprile 2026')
    const escalated = renderLetter({ ...first.letter, notice: 'escalation' })
    expect(escalated.text).toContain('Il sostituto decide entro il: 16 aprile 2026')
  })
})
