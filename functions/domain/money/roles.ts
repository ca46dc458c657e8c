import type { StaffMember } from '../municipality/regulation.ts'

type Role = { member: Pick<StaffMember, 'role'> }

/** Returns true for roles that see payments. */
export const maySeeMoney = ({ member }: Role): boolean => member.role === 'finance' || member.role === 'administrator'

/** Returns true for roles that pay: only they see payees and accounts, get files and record outcomes. */
export const mayPay = ({ member }: Role): boolean => member.role === 'finance'

/** Returns true for staff who may read the reconciliation. */
export const maySeeBooks = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'finance' || role === 'manager' || role === 'administrator'
