import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { env } from '../../platform/env.ts'
import type { Letter } from '../../usecases/ports/letter.ts'
import type { Postman } from '../../usecases/ports/mail.ts'
import { call, lazily } from './sdk.ts'

const ses = lazily('SESV2', (config) => new SESv2Client(config), { once: true })
const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })

/** Returns the port that sends letters by SES, as HTML and as plain text. */
export const postman = (render: (letter: Letter) => { subject: string; html: string; text: string }): Postman => ({
  async send(to, letter) {
    const { subject, html, text } = render(letter)
    const command = new SendEmailCommand({
      FromEmailAddress: env().MAIL_FROM,
      ReplyToAddresses: [letter.office.email],
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } } },
    })
    await call(() => ses().send(command))
  },
})
