import { auditLedger, type LedgerFault } from './audit-ledger.ts'
import type { Municipality } from '../municipality/regulation.ts'
import { hourLimitsOf } from './shifts.ts'
import type { CaseFile } from '../file/case-file.ts'

export type HoursFault = LedgerFault & { request: string }

/** Checks the hours of a file against the limits of the regulation it was received under. */
export const checkHours = (file: CaseFile, municipality: Municipality, now: string): HoursFault[] =>
  auditLedger(file, hourLimitsOf({ file, municipality, now })).map((fault) => ({ request: file.request.id, ...fault }))
