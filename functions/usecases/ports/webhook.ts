/** The address did not take a message: it answered something else than 2xx, or nothing (`NoAnswer`). */
export class NotTaken extends Error {
  override name = 'NotTaken'
}

/** Nobody was there, or not in time: the next message would fare no better. */
export class NoAnswer extends NotTaken {
  override name = 'NoAnswer'
}

/** Where finance's own software listens. */
export interface Webhook {
  /** @throws NotTaken when the address does not take it with 2xx */
  post(url: string, headers: Record<string, string>, body: string): Promise<void>
}
