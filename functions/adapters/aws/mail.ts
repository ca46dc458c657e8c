import { env } from '../../platform/env.ts'
import type { Letter } from '../../usecases/ports/letter.ts'
import { signedCall } from './signed-call.ts'
import type { Postman } from '../../usecases/ports/mail.ts'

const SEND_EMAIL = {
  service: 'ses',
  host: 'email',
  endpoint: 'SESV2',
  path: '/v2/email/outbound-emails',
  headers: { 'content-type': 'application/json' },
}
const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })

/** Sends letters (SES v2 SendEmail) as HTML and plain text of the same content, as `render` writes them. */
export const postman = (render: (letter: Letter) => { subject: string; html: string; text: string }): Postman => ({
  async send(to, letter) {
    const { subject, html, text } = render(letter)
    await signedCall({
      ...SEND_EMAIL,
      once: true,
      body: {
        FromEmailAddress: env().MAIL_FROM,
        ReplyToAddresses: [letter.office.email],
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } } },
      },
    })
  },
})
