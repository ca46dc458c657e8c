import type { Municipality } from '../../domain/municipality/regulation.ts'

/** Returns the name of a member of staff, or the id of one who left. */
export const staffName = ({ municipality }: { municipality: Municipality }, id: string): string => {
  const member = municipality.staff.find((each) => each.id === id)
  return member ? `${member.firstName} ${member.lastName}` : id
}
