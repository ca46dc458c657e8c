import { expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { fileOf, playUntil, received, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment()
const REASONS = 'Motivazione di prova, abbastanza lunga.'

/** A browser of somebody at the desk. */
class Visitor {
  cookie = ''
  origin = ''
  async get(path: string): Promise<Response> {
    return fetch(world().url + path, { headers: { accept: 'text/html', cookie: this.cookie }, redirect: 'manual' })
  }
  async text(path: string): Promise<string> {
    return (await this.get(path)).text()
  }
  async post(path: string, form: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(world().url + path, {
      method: 'POST',
      headers: { accept: 'text/html', cookie: this.cookie, origin: this.origin },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    const set = response.headers.getSetCookie()[0]
    if (set !== undefined) this.cookie = set.split(';')[0] ?? ''
    return response
  }
}

/** Where a form leads. */
const next = (response: Response): string => {
  const { pathname, search } = new URL(response.headers.get('location') ?? '', world().url)
  return pathname + search
}

const PAUSE = 'PT11M'
/** Somebody who enters by the link in their mail. */
async function entered(email: string): Promise<Visitor> {
  await environment().advance(PAUSE)
  const visitor = new Visitor()
  visitor.origin = new URL(environment().url).origin
  const before = (await world().mails()).length
  const asked = await visitor.post('/desk', { email })
  expect(asked.status).toBe(200)
  const letter = (await world().mails()).slice(before).find((text) => text.includes('/desk/enter/')) ?? ''
  const path = /https?:\/\/[^/\s]+(\/desk\/enter\/\S+)/.exec(letter)?.[1] ?? ''
  expect((await visitor.get(path)).status).toBe(200)
  expect(visitor.cookie).toBe('')
  expect((await visitor.post(path)).status).toBe(303)
  expect(visitor.cookie).not.toBe('')
  return visitor
}

test('lets a social worker sign in by mail, assess, and reassign a file', async () => {
  const { story } = await received(world())
  await environment().idle()
  const [ask] = (await fileOf(story)).asks
  const { caseOfficer = '', registryEntry = '' } = (await fileOf(story)).request
  const colleague = caseOfficer === 'as-colombo' ? 'as-ferrari' : 'as-colombo'
  const emails: Record<string, string> = {
    'as-colombo': 'elena.colombo@example.org',
    'as-ferrari': 'davide.ferrari@example.org',
    'as-greco': 'lucia.greco@example.org',
  }
  const officer = await entered(emails[caseOfficer] ?? '')
  const list = await officer.text('/desk')
  expect(list).toContain('Aspettano te (1)')
  expect(list).toContain(registryEntry)

  const found = await officer.post('/desk/search', { q: registryEntry })
  expect(next(found)).toContain(`/desk/files/${story.request}`)

  // To a colleague first: the workflow asks there anew, by mail and on the worklist.
  const file = `/desk/files/${story.request}`
  const moved = await officer.post(`${file}/reassign`, { 'reassign.to': colleague, 'reassign.reasons': REASONS })
  expect(await officer.text(next(moved))).toContain('La pratica è stata riassegnata.')
  await environment().idle()
  expect((await officer.post(`/desk/asks/${ask?.id}`)).status).toBe(410)
  const other = await entered(emails[colleague] ?? '')
  const mine = /action="(\/desk\/asks\/[^"?]+)/.exec(await other.text('/desk'))?.[1] ?? ''
  expect(mine).toBe(`/desk/asks/${story.request}-assessment-2`)
  const address = next(await other.post(mine))
  expect(await other.text(address)).toContain('Valuta la domanda')
  const answered = await other.post(address, { choice: 'proposeRefusal', 'proposeRefusal.grounds': REASONS })
  expect(answered.status).toBe(200)
  await environment().idle()
  const { request } = await fileOf(story)
  expect(request).toMatchObject({ caseOfficer: colleague, stage: 'rejection_notice' })
  expect(await verifyTrail({ files: caseFiles, papers }, story.request)).toMatchObject({
    entries: request.trail.length,
  })
  expect(await other.text(file)).toContain('Il registro è integro')

  const form = await fetch(`${world().url}${file}/seal`, {
    method: 'POST',
    headers: { cookie: other.cookie, origin: 'https://elsewhere.example' },
    body: new URLSearchParams({ 'seal.confirm': 'yes' }),
  })
  expect(form.status).toBe(403)
  expect((await other.post('/desk/leave')).status).toBe(303)
  expect(await other.text('/desk')).not.toContain('Aspettano te')
  expect(problems).toEqual([])
})

test('shows others a sealed file as a number, on pages and to machines, until opened by exception', async () => {
  const tale = await received(world())
  await playUntil(tale, world(), 1)
  await environment().idle()
  const { request: id, email } = tale.story
  const { application, registryEntry = '' } = (await fileOf(tale.story)).request
  const { lastName, taxCode } = application.applicant
  const file = `/desk/files/${id}`
  const manager = await entered('giulia.moretti@example.org')
  expect(await manager.text(file)).toContain(lastName)
  await manager.post(`${file}/seal`, { 'seal.confirm': 'yes' })

  const finance = await entered('ragioneria@example.org')
  const token = await staffToken(secrets, 'I690', 'rag-fontana')
  const api = async (path: string) =>
    (await fetch(`${world().url}${path}`, { headers: { authorization: `Bearer ${token}` } })).text()
  const hidden = await finance.text(file)
  expect(hidden).toContain('Pratica riservata')
  for (const text of [
    hidden,
    await finance.text('/desk'),
    await api('/api/worklist'),
    await api(`/api/requests/${id}`),
  ])
    for (const secret of [lastName, taxCode, email, 'Ho perso il lavoro', 'dir-moretti'])
      expect(text).not.toContain(secret)
  expect(JSON.parse(await api(`/api/requests/${id}`))).toEqual({
    request: id,
    number: registryEntry,
    sealed: true,
  })
  expect(JSON.parse(await api('/api/worklist')).asks).toContainEqual({ request: id, sealed: true })
  expect(await (await finance.post('/desk/search', { q: taxCode })).text()).toContain('Nessuna pratica che puoi vedere')

  const before = environment().mails().length
  const reasons = 'Serve per un pronto intervento urgente.'
  const opened = await finance.post(`${file}/break-glass`, { 'break-glass.reasons': reasons })
  expect(await finance.text(next(opened))).toContain(lastName)
  const letters = (await world().mails()).slice(before)
  expect(letters).toHaveLength(3)
  for (const letter of letters) {
    expect(letter).toContain('rag-fontana')
    expect(letter).not.toContain(lastName)
    expect(letter).not.toContain(reasons)
  }
  // Its papers are for who may see the file and works with people; finance works with its money.
  const paper = `${file}/papers/opening.pdf`
  expect(
    Buffer.from(await (await manager.get(paper)).arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  for (const other of [finance, await entered('sistemi@example.org')]) expect((await other.get(paper)).status).toBe(404)
  await environment().advance('PT1H')
  expect(await finance.text(file)).not.toContain(lastName)
  const { openings } = (await fileOf(tale.story)).request
  expect(openings).toMatchObject([{ member: 'rag-fontana', reasons }])
  expect((await verifyTrail({ files: caseFiles, papers }, id)).fault).toBeUndefined()
  // Sealed or not, the file goes on: the manager's question is answered from the worklist.
  const decision = next(await manager.post(`/desk/asks/${id}-decision-1`))
  await manager.post(decision, { choice: 'approve', reasons: REASONS })
  await environment().idle()
  expect((await fileOf(tale.story)).request.stage).toBe('funded')
  expect(problems).toEqual([])
})

test('sends one letter for repeated requests and does not reveal who works here', async () => {
  await environment().advance(PAUSE)
  const visitor = new Visitor()
  visitor.origin = environment().url
  const before = environment().mails().length
  const bodies = []
  for (const email of ['lucia.greco@example.org', 'lucia.greco@example.org', 'nobody@example.org'])
    bodies.push(await (await visitor.post('/desk', { email })).text())
  expect(new Set(bodies).size).toBe(1)
  expect(environment().mails()).toHaveLength(before + 1)
})
