import * as z from 'zod'
import { STAFF_ROLES } from '../municipality/regulation.ts'

/** The roles that a question can go to; `partner` is the second municipality of a programme. */
const ASK_ROLES = [...STAFF_ROLES, 'citizen', 'host', 'partner'] as const

/** The addressee of a question, or the author of an act on a file. */
export const addressee = z.strictObject({ role: z.enum(ASK_ROLES), id: z.string() })
export type Addressee = z.infer<typeof addressee>
