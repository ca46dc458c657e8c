import * as z from 'zod'
import { writing } from './application.ts'
import { REVIEW_KINDS } from './records.ts'
import { ACCIDENT } from './site.ts'

const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')
const member = z.string('choice').min(1, 'choice')
/** What takes an explicit yes and nothing else. */
const confirm = z.literal('yes', 'choice')

/** What staff do on a file, beside answering what they are asked. Messages are keys of the catalogue. */
export const DESK_ACTS = {
  reassign: z.strictObject({ to: member, reasons }),
  conflict: z.strictObject({ reasons }),
  // No reason is kept: it would say of the person what the seal is there to hide.
  seal: z.strictObject({ confirm }),
  name: z.strictObject({ member }),
  review: z.strictObject({
    kind: z.enum(REVIEW_KINDS, 'choice'),
    grounds: reasons,
    falseDeclaration: z.boolean('choice'),
  }),
  accident: ACCIDENT,
  'break-glass': z.strictObject({ reasons: writing.min(20, 'reasons').max(4000, 'tooLong') }),
} as const

export type DeskAct = keyof typeof DESK_ACTS
export const deskAct = z.enum(Object.keys(DESK_ACTS) as [DeskAct, ...DeskAct[]])
export type DeskInput<Act extends DeskAct> = z.infer<(typeof DESK_ACTS)[Act]>
