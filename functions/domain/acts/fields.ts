import * as z from 'zod'
import { writing } from '../file/application.ts'

/** Fields that the forms of several acts share. Messages are keys of the catalogue. */

export const reasons = writing.min(10, 'reasons').max(4000, 'tooLong')
export const member = z.string('choice').min(1, 'choice')
/** An explicit yes and nothing else. */
export const confirm = z.literal('yes', 'choice')
