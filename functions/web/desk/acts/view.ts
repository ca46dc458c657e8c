import type { ActName } from '../../../domain/acts/index.ts'
import type { CaseFile } from '../../../domain/file/case-file.ts'
import type { StaffMember } from '../../../domain/municipality/regulation.ts'
import { deskMessagesOf } from '../../../texts/messages.ts'
import type { Control, Option } from '../../../ui/controls.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'
import { type DeskContext, fullName } from '../context.ts'

/** The page of an act: what its form asks and shows. Its title, lead, button and notice are in the texts of the desk. */
export type ActView = {
  /** Returns the controls of the form. */
  controls(context: DeskContext): Control[]
  /** Returns the initial values of the form, as its input. */
  prefill?(context: DeskContext): unknown
  /** The page after the act; by default the file. */
  next?: '/desk'
  /** Returns a page to show after the act, instead of a redirect. */
  answer?(deps: Pick<Deps, 'secrets'>, context: DeskContext, file: CaseFile): Promise<string>
}

/** Returns the field name prefix of an act, because a page has several forms. */
export const actPrefix = (act: ActName): string => `${act}.`

/** Fields that several acts share. */
export const fieldsOf = ({ language }: Pick<DeskContext, 'language'>) => deskMessagesOf(language).fields

/** Asks for reasons that stay in the file. */
export const reasonsControl = (context: Pick<DeskContext, 'language'>): Control => ({
  path: 'reasons',
  type: 'area',
  ...fieldsOf(context).reasons,
})

/** Asks for reasons that the person reads. */
export const personReasonsControl = (context: Pick<DeskContext, 'language'>): Control => ({
  path: 'reasons',
  type: 'area',
  ...fieldsOf(context).personReasons,
})

/** Lists members of staff to choose from. */
export const memberOptions = (
  { municipality, language }: Pick<DeskContext, 'municipality' | 'language'>,
  isOffered: (member: StaffMember) => boolean,
): Option[] =>
  municipality.staff
    .filter(isOffered)
    .map((each) => ({ value: each.id, label: `${fullName(each)}, ${deskMessagesOf(language).roles[each.role]}` }))
