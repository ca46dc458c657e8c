import type { Language } from '../../domain/base/languages.ts'
import { deskMessagesOf } from '../../texts/messages.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import type { Municipality, StaffMember } from '../../domain/municipality/regulation.ts'
/** The input of the page of a file at the desk. */
export type DeskContext = {
  file: CaseFile
  municipality: Municipality
  member: StaffMember
  language: Language
  now: string
}

export const staffById = ({ municipality, member }: Pick<DeskContext, 'municipality' | 'member'>): Staff => ({
  municipality: municipality.office.municipality,
  member,
})

export const fullName = ({ firstName, lastName }: Pick<StaffMember, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`

export const titleOf = ({ file: { request }, language }: Pick<DeskContext, 'file' | 'language'>): string => {
  const { file } = deskMessagesOf(language)
  return request.registryEntry ? file.title({ number: request.registryEntry }) : file.unnumbered
}
