import type { HoursContext } from './hours.tsx'

/** The input of the status page. */
export type StatusContext = HoursContext & {
  canWithdraw: boolean
  /** The person's own line in the public list, if any. */
  line?: { year: number; pseudonym: string } | undefined
  today?: string
}
