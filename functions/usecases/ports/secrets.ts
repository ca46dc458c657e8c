/**
 * What passes are for: to enter the desk or a host's page, and the sessions that opens; a telephone that its owner set as
 * theirs; at a site, that a code was seen, and who typed their own number.
 */
export type PassPurpose = 'enter' | 'session' | 'hostEnter' | 'hostSession' | 'phone' | 'seen' | 'visitor'

/** Makes the secrets of links: derived, so a retry or a reminder writes the same link, and none is stored. */
export interface Secrets {
  forAsk(ask: string, generation: number): Promise<string>
  forStatus(request: string): Promise<string>
  /** What staff and the machines that act for them send as a bearer token. */
  forStaff(municipality: string, member: string): Promise<string>
  /** What proves a pass: what it is for, who holds it and until when. `expires` in epoch seconds. */
  forPass(purpose: PassPurpose, municipality: string, holder: string, expires: number): Promise<string>
  /** What the screen of a host shows during one step of time. */
  forSite(municipality: string, host: string, step: number): Promise<string>
  /** What the personal digits of a request are made of. */
  forPin(request: string): Promise<string>
  /** What finance's software checks our messages with: `whsec_` and base64. */
  forWebhook(municipality: string): Promise<string>
}
