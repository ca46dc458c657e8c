import type { Environment } from '../local/environment.ts'
import { moveTo, type World } from './play.ts'

/** Returns the text of a message. */
export const textOf = ({ body }: { body: { text?: string | undefined; html?: string | undefined } }): string =>
  body.text ?? body.html ?? ''

/** Returns the world of an environment in this process. */
export function worldOf(environment: Environment): World {
  const now = async () => new Date(environment.now()).toISOString()
  return {
    url: environment.url,
    mails: async () => environment.mails().map(textOf),
    now,
    async advanceTo(day) {
      await environment.idle()
      await moveTo(day, now, (duration) => environment.advance(duration))
      await environment.idle()
    },
  }
}
