import { expect, test } from 'vitest'
import { PLAN, personOf, playLifecycles } from '../../infra/demo/play.ts'
import { expectUnmentioned, useEnvironment } from '../support/environment.ts'

const { environment, world } = useEnvironment()

/** Every text of a value, but not words that any system would say. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : []
}

test('keeps everything typed into the form out of logs, events, and inputs and outputs of executions', async () => {
  const person = personOf(0)
  const { stories } = await playLifecycles({ world: world() })
  await environment().idle()
  const { applicant, home, need, payout } = person
  const typed = [
    ...texts({ applicant, home, need: { ...need, kind: '', workStatus: '' }, payout: { ...payout, method: '' } }),
    String(need.iseeCents),
  ].filter((text) => text !== '')
  // What people wrote in their answers is as personal as the form.
  typed.push(
    'Situazione di bisogno accertata nel colloquio.',
    'Si condivide la proposta del servizio sociale.',
    'POL-2026-001',
  )
  expect(typed.length).toBeGreaterThan(12)

  // Secrets of links and task tokens are as good as the person.
  const secrets = environment()
    .mails()
    .flatMap(({ body }) =>
      [...(body.text ?? '').matchAll(/\/(?:asks|requests)\/[0-9a-z-]+\/([\w-]{20,})/g)].map(
        ([, secret = '']) => secret,
      ),
    )
  expect(secrets.length).toBeGreaterThan(8)
  expectUnmentioned(environment(), [...typed, ...secrets, stories[0]?.statusSecret ?? ''])
  expect(PLAN.months).toBe(2)
})
