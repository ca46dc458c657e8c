import type { Host, StaffMember } from './regulation.ts'

/** A member of staff acting for a municipality. */
export type Staff = { municipality: string; member: StaffMember }

/** A supervisor acting for a host. */
export type Supervisor = { municipality: string; host: Host }
