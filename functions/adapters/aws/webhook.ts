import { NoResponse, DeliveryRefused, type Webhook } from '../../usecases/ports/webhook.ts'

/** The time-out of a request: long enough for a slow receiver, short enough not to hold up other messages. */
const TIMEOUT_MS = 10_000

export const webhook: Webhook = {
  async post(url, headers, body) {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      // Personal data goes to the configured address only.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new NoResponse('no answer', { cause: error })
    })
    await response.body?.cancel()
    if (!response.ok) throw new DeliveryRefused(`status ${response.status}`)
  },
}
