import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { env } from '../platform/env.ts'
import type { Letter } from '../usecases/letters.ts'
import type { Postman } from '../usecases/ports.ts'

const client = new SESv2Client({ maxAttempts: 4 })

/** Sends letters as HTML and plain text of the same content, as `render` writes them. */
export const postman = (render: (letter: Letter) => { subject: string; html: string; text: string }): Postman => ({
  async send(to, letter) {
    const { subject, html, text } = render(letter)
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: env().MAIL_FROM,
        ReplyToAddresses: [letter.office.email],
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Html: { Data: html, Charset: 'UTF-8' }, Text: { Data: text, Charset: 'UTF-8' } },
          },
        },
      }),
    )
  },
})
