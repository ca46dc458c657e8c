/** The address did not take a message: it answered something else than 2xx, or nothing (`NoResponse`). */
export class DeliveryRefused extends Error {
  override name = 'DeliveryRefused'
}

/** The address was unreachable or timed out, so the next message would fail too. */
export class NoResponse extends DeliveryRefused {
  override name = 'NoResponse'
}

/** The webhook of the finance system. */
export interface Webhook {
  /** @throws DeliveryRefused when the address does not take it with 2xx */
  post(url: string, headers: Record<string, string>, body: string): Promise<void>
}
