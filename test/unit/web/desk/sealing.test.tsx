import { describe, expect, it } from 'vitest'
import type { AskKind } from '../../../../functions/domain/questions/index.ts'
import type { AskContext } from '../../../../functions/web/ask/view.ts'
import { AskPage } from '../../../../functions/web/ask/page.tsx'
import { renderLetter } from '../../../../functions/letters/letters.tsx'
import { rendered } from '../../../../functions/ui/render.ts'
import type { StatusContext } from '../../../../functions/web/citizen/status/context.ts'
import { StatusPage } from '../../../../functions/web/citizen/status/page.tsx'
import type { Letter } from '../../../../functions/usecases/ports/letter.ts'
import { submitApplication } from '../../../../functions/usecases/procedure/submit-application.ts'
import { applicationOf, newWorld, type World } from '../../../support/memory.ts'
import { PARTS, type Parts, play, playToAsk } from '../../../support/story/play.ts'

const person = () => {
  const application = applicationOf(7, { reason: 'Motivo riservato', abilities: 'So cucire' })
  application.applicant = {
    ...application.applicant,
    firstName: 'Nives',
    lastName: 'Riservata',
    phone: '+39 02 5550199',
  }
  application.home.street = 'Via Riservata 99'
  return application
}

async function filed(world: World, sealed: boolean): Promise<string> {
  const received = await submitApplication(world, {
    municipality: 'I690',
    application: person(),
    channel: 'desk',
    filedBy: 'as-greco',
    sealed,
    // The same id in every world, and so the same people.
    key: 'a-key',
  })
  if (received.outcome !== 'received') throw new Error(received.outcome)
  return received.file.request.id
}

async function pageOf(kind: AskKind, sealed: boolean, parts: Parts = {}) {
  const world = newWorld()
  const ask = await playToAsk(world, await filed(world, sealed), kind, parts)
  const file = await world.files.get(ask.request)
  const context: AskContext = { ask, file, municipality: world.municipality, language: 'it' }
  return { file, context, page: rendered(AskPage, { context }), municipality: world.municipality }
}

describe('a sealed file on pages', () => {
  it('the host sees a first name, the days and nothing else of the person', async () => {
    const { page, file } = await pageOf('timesheet', true)
    expect(page).toContain('Nives')
    const { applicant, home, need } = file.request.application
    const { lastName, taxCode, email, phone = '' } = applicant
    for (const text of [
      lastName,
      taxCode,
      email,
      phone,
      home.street,
      need.reason,
      need.abilities ?? '',
      'Baratto sociale comunale',
    ])
      expect(page, text).not.toContain(text)
    expect((await pageOf('timesheet', false)).page).toContain('Nives Riservata')
  })

  it.each([
    ['referral', 'timesheet'],
    ['conclusion', 'timesheet'],
    ['concurrence', 'decision'],
  ] as const)('the page that asks for %s reveals no more to outsiders', async (kind, from) => {
    const { context } = await pageOf(from, true)
    const { request } = context.file
    const interview = {
      on: '2026-03-02',
      identity: 'document' as const,
      needs: 'Bisogni suoi',
      abilities: 'Capacità sue',
    }
    const file = { ...context.file, request: { ...request, interview } }
    const pageFor = (shown: typeof file) =>
      rendered(AskPage, { context: { ...context, file: shown, ask: { ...context.ask, kind } } })
    const { lastName, taxCode, email } = request.application.applicant
    const hidden = [
      lastName,
      taxCode,
      email,
      'Motivo riservato',
      'Capacità sue',
      'Senza lavoro',
      request.proposal?.reasons ?? '?',
    ]
    const page = pageFor(file)
    for (const text of hidden) expect(page, text).not.toContain(text)
    expect(page.includes('Nives')).toBe(kind !== 'concurrence')
    const { sealed: _, ...open } = file.request
    expect(pageFor({ ...file, request: open })).toContain(lastName)
  })

  it('finance sees line and id of the fund, not its name', async () => {
    const [sealed, open] = [await pageOf('outcome', true), await pageOf('outcome', false)]
    const fund = sealed.municipality.funds.find(({ id }) => id === 'bilancio')
    if (!fund) throw new Error('no fund')
    expect(open.page).toContain(fund.name)
    expect(sealed.page).not.toContain(fund.name)
    expect(sealed.page).not.toContain('Baratto sociale comunale')
    for (const text of [fund.id, fund.budgetLine, 'IT60X0542811101000000123456']) expect(sealed.page).toContain(text)
    const [payment] = sealed.file.payments
    expect(payment?.clearance?.reference).toBe(`${payment?.id}-1`)
  })

  it.each([
    [true, 'Esci subito'],
    [false, undefined],
  ])("the person's own pages have a quick exit (%s)", async (sealed, label) => {
    const { page, file, municipality } = await pageOf('agreement', sealed)
    const context: StatusContext = {
      file,
      municipality,
      canWithdraw: true,
      language: 'it',
      path: '/requests/x/y',
      next: undefined,
      pin: '',
    }
    const status = rendered(StatusPage, { context })
    for (const each of [page, status]) {
      if (label) expect(each).toMatch(/<a [^>]*href="https:\/\/www\.google\.it\/" rel="noreferrer">Esci subito<\/a>/)
      else expect(each).not.toContain('Esci subito')
      expect(each).not.toContain('<script')
    }
    expect((await pageOf('decision', sealed)).page).not.toContain('Esci subito')
  })

  it('every letter is the same as for any other file', async () => {
    const late: Parts = {
      assessment: (scene) =>
        scene.file.request.suspension
          ? PARTS.assessment(scene)
          : { choice: 'requestIntegration', items: ['Il contratto di affitto.'] },
    }
    const lettersOf = async (sealed: boolean) => {
      const world = newWorld()
      await play(world, await filed(world, sealed), late)
      return { letters: world.postman.sent.map(({ letter }) => letter), municipality: world.municipality }
    }
    const plain = ({ letters }: { letters: Letter[] }) => letters.map(renderLetter)
    const [sealed, open] = [await lettersOf(true), await lettersOf(false)]
    expect([...new Set(sealed.letters.map(({ template }) => template))].sort()).toEqual([
      'approved',
      'ask',
      'opening',
      'outcome',
    ])
    expect(plain(sealed)).toEqual(plain(open))
    const { hosts, projects, programmes, funds } = sealed.municipality
    const unsaid = [
      ...hosts.flatMap(({ id, name, address }) => [id, name, address]),
      ...projects.flatMap(({ id, title }) => [id, title]),
      ...programmes.flatMap(({ name }) => [name]),
      ...funds.flatMap(({ id, name }) => [id, name]),
      ...['Nives', 'Riservata', 'Motivo riservato'],
    ]
    for (const { subject, text } of plain(sealed))
      for (const word of unsaid) expect(`${subject} ${text}`, word).not.toContain(word)
  })
})
