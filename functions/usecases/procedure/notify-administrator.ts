import type { Municipality } from '../../domain/municipality/regulation.ts'
import type { Deps } from '../ports/deps.ts'

/** Notifies the administrator that a file needs attention; ids only. */
export async function notifyAdministrator(
  deps: Pick<Deps, 'postman'>,
  municipality: Municipality,
  number: string,
  about: 'stuck' | 'fund' | 'doubleFunding' | 'overdue' | 'held',
  detail: string,
): Promise<void> {
  for (const member of municipality.staff.filter((candidate) => candidate.role === 'administrator'))
    await deps.postman.send(member.email, {
      template: 'attention',
      language: 'it',
      office: municipality.office,
      number,
      about,
      detail,
    })
}
