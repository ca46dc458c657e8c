import type { StaffMember } from '../municipality/regulation.ts'

type Role = { member: Pick<StaffMember, 'role'> }

/** Returns true for those who see what is to be paid. */
export const maySeeMoney = ({ member }: Role): boolean => member.role === 'finance' || member.role === 'administrator'

/** Returns true for those who pay and so need the payee and the account: nobody else gets files or records outcomes. */
export const mayPay = ({ member }: Role): boolean => member.role === 'finance'

/** Returns true for staff who may read the reconciliation. */
export const maySeeBooks = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'finance' || role === 'manager' || role === 'administrator'
