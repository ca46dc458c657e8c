import { expect, test } from 'vitest'
import { funds } from '../../functions/adapters/dynamodb/funds.ts'
import { personHistory } from '../../functions/adapters/dynamodb/person-history.ts'
import { secrets } from '../../functions/adapters/aws/secrets.ts'
import { staffToken } from '../../functions/web/session/staff.ts'
import type { Story } from '../../infra/demo/play.ts'
import { fileOf, playUntil, proposal, received, newApplicant, useEnvironment } from '../support/environment.ts'

const { environment, world, problems } = useEnvironment()

/** A member of staff does something on a file, as a machine that acts for them sends it. */
async function act(member: string, story: Pick<Story, 'request'>, name: string, body: object): Promise<Response> {
  return fetch(`${world().url}/desk/files/${story.request}/${name}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await staffToken(secrets, 'I690', member)}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(body),
  })
}
const committed = async (fund: string) => (await funds.state('I690', fund)).committedCents

test('hears, rules on and notifies a revocation, and frees money and person', async () => {
  const tale = await received(world())
  const { players, story } = tale
  const before = await committed('bilancio')
  await playUntil(tale, world(), 5)
  await environment().idle()
  expect(await committed('bilancio')).toBe(before + 60_000)
  const grounds = 'La persona ha lasciato il Comune e non risponde più.'
  expect(
    (await act('as-colombo', story, 'review', { kind: 'revocation', grounds, falseDeclaration: false })).status,
  ).toBe(200)
  await players.answer(story, 'hearing', '1', { choice: 'send', text: 'Sono solo ospite da mia sorella per un mese.' })
  await players.answer(story, 'ruling', '1', { choice: 'uphold', reasons: 'La residenza è stata trasferita.' })
  await players.reached(story, 'revoked')
  await environment().idle()
  const { request, asks, payments } = await fileOf(story)
  expect(request.reviews?.[0]).toMatchObject({ hearing: {}, ruling: { upheld: true } })
  expect(request.outcomeNotifiedAt).toBeDefined()
  expect(request.papers?.map(({ id }) => id)).toEqual(expect.arrayContaining(['decision', 'review-1', 'ruling-1']))
  expect(asks.filter(({ status }) => status === 'open')).toEqual([])
  expect(payments).toEqual([])
  expect(await committed('bilancio')).toBe(before)
  expect(
    environment()
      .executions()
      .filter(({ name, status }) => name.startsWith(story.request) && status === 'RUNNING')
      .map(({ name }) => name),
  ).toEqual([])
  const again = await fetch(`${world().url}/api/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...newApplicant(), applicant: request.application.applicant }),
  })
  expect(again.status).toBe(201)
  expect(problems).toEqual([])
})

test('bans from help after a forfeiture for a false declaration; a dismissed one changes nothing', async () => {
  const { players, story } = await received(world())
  await players.answer(story, 'assessment', '1', await proposal(world()))
  await players.answer(story, 'decision', '1', { choice: 'approve' })
  await players.reached(story, 'funded')
  const review = (kind: string, falseDeclaration: boolean) =>
    act('dir-moretti', story, 'review', { kind, grounds: 'Ha dichiarato un ISEE che non è il suo.', falseDeclaration })
  expect((await review('revocation', false)).status).toBe(200)
  expect((await review('forfeiture', true)).status).toBe(409)
  await players.answer(story, 'hearing', '1', { choice: 'none' })
  await players.answer(story, 'ruling', '1', { choice: 'dismiss', reasons: 'I fatti non sono provati.' })
  await environment().idle()
  expect((await fileOf(story)).request).toMatchObject({ stage: 'funded', reviews: [{ ruling: { upheld: false } }] })

  expect((await review('forfeiture', true)).status).toBe(200)
  await players.link(story, 'hearing', '2')
  await environment().advance('P15D')
  await environment().idle()
  await players.answer(story, 'ruling', '2', { choice: 'uphold', reasons: 'L’INPS conferma un ISEE diverso.' })
  await players.reached(story, 'forfeited')
  await environment().idle()
  const { application } = (await fileOf(story)).request
  const until = await personHistory.banUntil('I690', [application.applicant.taxCode])
  expect(Number(until?.slice(0, 4))).toBe(Number((await world().now()).slice(0, 4)) + 2)

  const next = await players.apply({ ...newApplicant(), applicant: applicantOf(application) }, 'after the ban')
  const page = await (await fetch(await players.link(next, 'assessment', '1'))).text()
  expect(page).toMatch(/dichiarazione falsa/)
})

/** Who applied, without the fields that a person may leave out. */
const applicantOf = ({
  applicant: { phone = '+39 02 5550100', ...rest },
}: Awaited<ReturnType<typeof fileOf>>['request']['application']) => ({
  ...rest,
  phone,
})

test('a file of a sealed programme: sealed with the proposal, neutral to host and finance, to its end', async () => {
  const person = newApplicant()
  const tale = await received(world(), person)
  const { players, story, scenes } = tale
  await players.answer(story, 'assessment', '1', {
    ...(await proposal(world())),
    programme: 'percorso-a',
    fund: 'fesr',
    waiver: 'anti_violence',
  })
  const officer = (await fileOf(story)).request.caseOfficer ?? ''
  expect((await fileOf(story)).request.sealed?.named).toContain(officer)
  await playUntil({ ...tale, scenes: scenes.slice(1) }, world(), 4)
  await environment().idle()

  // What a host and finance get to see, and every letter of the story, names her first name at most.
  const { lastName, taxCode } = person.applicant
  const [first] = scenes.filter(({ from }) => from)
  if (first?.from) await world().advanceTo(first.from)
  const sheet = await (await fetch(await players.link(story, 'timesheet', '1'))).text()
  expect(sheet).toContain(person.applicant.firstName)
  for (const secret of [lastName, taxCode, 'Percorso A', 'fesr']) expect(sheet).not.toContain(secret)
  await playUntil({ ...tale, scenes: scenes.slice(5, 7) }, world(), 2)
  const payment = await (await fetch(await players.link(story, 'outcome', '1-1'))).text()
  for (const secret of ['Percorso A', 'Progetto FESR']) expect(payment).not.toContain(secret)
  await playUntil({ ...tale, scenes: scenes.slice(7) }, world(), scenes.length)

  const { request, payments } = await fileOf(story)
  expect(request.stage).toBe('closed')
  expect(payments.map(({ state }) => state)).toEqual(['paid', 'paid'])
  const letters = (await world().mails()).filter(
    (text) => text.includes(story.request) || text.includes(request.registryEntry ?? '-'),
  )
  expect(letters.length).toBeGreaterThan(8)
  for (const letter of letters)
    for (const secret of [lastName, taxCode, 'Percorso A', 'violenza']) expect(letter).not.toContain(secret)
  // Whoever is not named sees that there is a file, and not whose.
  const token = await staffToken(secrets, 'I690', 'amm-longo')
  const hidden = await fetch(`${world().url}/api/requests/${story.request}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await hidden.json()).toEqual({
    request: story.request,
    number: request.registryEntry,
    sealed: true,
  })
})
