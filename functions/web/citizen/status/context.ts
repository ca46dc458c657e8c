import type { HoursContext } from './hours.tsx'

/** Everything that the status page shows. */
export type StatusContext = HoursContext & {
  canWithdraw: boolean
  /** The person's own line in the public list, where there is one. */
  line?: { year: number; pseudonym: string } | undefined
  today?: string
}
