/** A message was not delivered: the address responded with another status than 2xx, or not at all (`NoResponse`). */
export class DeliveryRefused extends Error {
  override name = 'DeliveryRefused'
}

/** The address was unreachable or timed out, so further messages would fail too. */
export class NoResponse extends DeliveryRefused {
  override name = 'NoResponse'
}

/** The webhook of the finance system. */
export interface Webhook {
  /** @throws DeliveryRefused unless the address responds with 2xx */
  post(url: string, headers: Record<string, string>, body: string): Promise<void>
}
