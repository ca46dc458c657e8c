/** The address did not take a message: it answered something else than 2xx, or nothing (`NoAnswer`). */
export class NotTaken extends Error {
  override name = 'NotTaken'
}

/** The address was unreachable or timed out, so the next message would fail too. */
export class NoAnswer extends NotTaken {
  override name = 'NoAnswer'
}

/** The webhook of the finance system. */
export interface Webhook {
  /** @throws NotTaken when the address does not take it with 2xx */
  post(url: string, headers: Record<string, string>, body: string): Promise<void>
}
