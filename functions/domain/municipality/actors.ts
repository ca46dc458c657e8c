import type { Host, StaffMember } from './regulation.ts'

/** A member of staff who acts for a municipality. */
export type Staff = { municipality: string; member: StaffMember }

/** The supervisor who acts for a host organisation. */
export type Supervisor = { municipality: string; host: Host }
