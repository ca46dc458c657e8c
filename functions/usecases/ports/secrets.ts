/**
 * Purposes of passes: sign-in and session of the desk or of a host's page; a phone registered by its owner; at a site, a
 * scanned code, and a visitor who typed their own number.
 */
export type PassPurpose = 'enter' | 'session' | 'hostEnter' | 'hostSession' | 'phone' | 'seen' | 'visitor'

/** Derives the secrets of links, so that a retry makes the same link and none is stored. */
export interface Secrets {
  forAsk(ask: string, generation: number): Promise<string>
  forStatus(request: string): Promise<string>
  /** Returns the bearer token of a member of staff, also for machines that act for them. */
  forStaff(municipality: string, member: string): Promise<string>
  /** Returns the secret that authenticates a pass: its purpose, holder and expiry. `expires` in epoch seconds. */
  forPass(purpose: PassPurpose, municipality: string, holder: string, expires: number): Promise<string>
  /** Returns the secret of the code on a host's screen during one time step. */
  forSite(municipality: string, host: string, step: number): Promise<string>
  /** Returns the secret from which the PIN of a request is derived. */
  forPin(request: string): Promise<string>
  /** Returns the key with which the finance system verifies our messages: `whsec_` and base64. */
  forWebhook(municipality: string): Promise<string>
}
