import { daysBetween, dayOf } from '../../functions/domain/calendar.ts'
import type { Environment } from './environment.ts'
import type { World } from './play.ts'

/** Text of a message, wherever the mailbox keeps it. */
export const textOf = ({ body }: { body: { text?: string | undefined; html?: string | undefined } }): string =>
  body.text ?? body.html ?? ''

/** The world of an environment in this process. */
export const worldOf = (environment: Environment): World => ({
  url: environment.url,
  mails: async () => environment.mails().map(textOf),
  now: async () => new Date(environment.now()).toISOString(),
  async advanceTo(day) {
    await environment.idle()
    const days = daysBetween(dayOf(new Date(environment.now()).toISOString()), day)
    if (days > 0) await environment.advance(`P${days}D`)
    await environment.idle()
  },
})
