import { MessageRejected, SESv2Client } from '@aws-sdk/client-sesv2'
import { mockClient } from 'aws-sdk-client-mock'
import { expect, test } from 'vitest'
import { received, newApplicant, expectUnmentioned, useEnvironment } from '../support/environment.ts'

const { environment, world } = useEnvironment()

test('keeps a name in a failing call out of logs, events and histories', async () => {
  const person = newApplicant()
  const { firstName, lastName, email } = person.applicant
  const mail = mockClient(SESv2Client)
  const message = `Address of ${firstName} ${lastName} <${email}> is not verified.`
  mail.rejects(new MessageRejected({ message, $metadata: { httpStatusCode: 400 } }))
  try {
    await received(world(), person)
    await environment().idle()
    expect(mail.calls().length).toBeGreaterThan(0)
    expect(environment().logs().join()).toContain('MessageRejected')
    expect(JSON.stringify(environment().executions())).toContain('MessageRejected')
    expectUnmentioned(environment(), [firstName, lastName, email])
  } finally {
    mail.restore()
  }
})
