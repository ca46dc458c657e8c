import {
  type StaffMember,
  AREAS,
  ITALIAN,
  type Opening,
  type Project,
  project,
  STRAINS,
} from '../municipality/regulation.ts'
import * as z from 'zod'
import { language, writing } from '../file/application.ts'
import { day, instant, timeOfDay } from '../base/calendar.ts'
import { PHOTO_TYPES } from './photo.ts'
import { sha256 } from '../file/trail.ts'

/** Work requests of hosts: posted by form, accepted as a project by an educator, closed with evidence of the result. */

const text = (max: number) => writing.min(1, 'required').max(max, 'tooLong')
const span = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'wanted.order' })

/** The fields that describe a work. */
const asked = {
  title: text(120),
  description: text(2000),
  area: z.enum(AREAS, 'choice'),
  /** The place, if not the host's own address. */
  site: text(200).optional(),
  wanted: span,
  /** The number of people at once. */
  people: z.int('whole').min(1, 'tooSmall').max(50, 'tooLarge'),
  /** Known hazards and strains. */
  hazards: text(1000).optional(),
  /** The contact for questions. */
  contact: text(200),
}

/** The form of a host. Its token makes repeated submissions the same request. */
export const POSTING = z.strictObject({ token: z.string().regex(/^[0-9a-f]{32}$/, 'format'), ...asked })
export type WorkPosting = z.infer<typeof POSTING>

/** Opening hours of a day as typed, for instance `8:30-12:30`. */
const hoursOfDay = writing
  .regex(/^\d{1,2}[:.]\d{2}\s*[-–]\s*\d{1,2}[:.]\d{2}$/, 'slot')
  .transform((typed) => {
    const [from = '', to = ''] = typed.split(/[-–]/).map((time) => time.trim().replace('.', ':').padStart(5, '0'))
    return { from, to }
  })
  .pipe(z.strictObject({ from: timeOfDay, to: timeOfDay }))

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const week = z
  .strictObject(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, hoursOfDay.optional()])))
  .transform((hours) =>
    WEEKDAYS.flatMap((weekday): Opening[] => {
      const times = hours[weekday]
      return times ? [{ weekday, ...times }] : []
    }),
  )
  .refine((hours) => hours.length > 0, { path: ['1'], error: 'slots.empty' })

/** The project details that an educator adds on acceptance. */
export const ACCEPTANCE = z.strictObject({
  title: asked.title,
  description: asked.description,
  area: asked.area,
  site: z
    .strictObject({ address: asked.site, zone: z.string().optional() })
    .refine(({ address, zone }) => address !== undefined || zone === undefined, {
      path: ['address'],
      error: 'required',
    }),
  places: asked.people,
  hours: week,
  abilities: z.array(text(80)).max(10, 'tooMany').default([]),
  strains: z.array(z.enum(STRAINS, 'choice')),
  italian: z.enum(ITALIAN, 'choice'),
  age: z
    .strictObject({
      min: z.int('whole').max(120, 'tooLarge').optional(),
      max: z.int('whole').max(120, 'tooLarge').optional(),
    })
    .refine(({ min = 0, max = 120 }) => min <= max, { path: ['max'], error: 'age.order' }),
  notFor: z.array(z.string()),
  community: z.boolean('choice'),
})
export type Acceptance = z.infer<typeof ACCEPTANCE>

export const DECLINE = z.strictObject({ reasons: writing.min(10, 'reasons').max(2000, 'tooLong') })
export type Decline = z.infer<typeof DECLINE>

/** The state before and after the work. */
export const EVIDENCE = z.strictObject({ before: text(2000), after: text(2000) })
export type Evidence = z.infer<typeof EVIDENCE>

export const PHOTOS = ['before', 'after'] as const
export type PhotoName = (typeof PHOTOS)[number]
/** A picture, stored separately from the record under its own id. */
const photo = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  type: z.enum(PHOTO_TYPES),
  bytes: z.int().min(1),
  at: instant,
})
export type Photo = z.infer<typeof photo>

/** The answer of the office; `notifiedAt` is when the host was notified. */
const answer = { by: z.string(), at: instant, notifiedAt: instant.optional() }
const accepted = z.strictObject({ project: z.string(), ...answer })
const declined = z.strictObject({ ...DECLINE.shape, ...answer })
const evidence = z.strictObject({
  ...EVIDENCE.shape,
  by: z.strictObject({ role: z.string(), id: z.string() }),
  at: instant,
})

const WORK_STATES = ['posted', 'accepted', 'declined', 'done'] as const
export type WorkState = (typeof WORK_STATES)[number]
const progress = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('posted') }),
  z.strictObject({ state: z.literal('accepted'), accepted }),
  z.strictObject({ state: z.literal('declined'), declined }),
  z.strictObject({ state: z.literal('done'), accepted, evidence }),
])

/** A work request as stored. */
export const work = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{26}$/),
  /** The version, for optimistic locking. */
  version: z.int().min(1),
  municipality: z.string(),
  host: z.string(),
  language,
  ...asked,
  /** The name of the supervisor at that time. */
  postedBy: z.string(),
  postedAt: instant,
  progress,
  photos: z.strictObject({ before: photo.optional(), after: photo.optional() }),
})
export type Work = z.infer<typeof work>

/** Returns the answer of the office, if there is one. */
export const answerOf = ({ progress }: Work) =>
  progress.state === 'posted' ? undefined : progress.state === 'declined' ? progress.declined : progress.accepted

/** Returns the id of the project that a work became. */
export const projectOf = ({ progress }: Work): string | undefined =>
  'accepted' in progress ? progress.accepted.project : undefined

/** Returns the id of a work posted with a token; the same for each submission. */
export const workIdOf = (municipality: string, host: string, token: string): string =>
  sha256(`work ${municipality} ${host} ${token}`).slice(0, 26)

/** Builds a project id from a title; part of the work's id keeps two projects with the same title apart. */
export function projectIdOf({ id }: Pick<Work, 'id'>, title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-+|-+$/g, '')
  return [words || 'progetto', id.slice(0, 6)].join('-')
}

/** Returns the project that an educator makes of a work. */
export function projectFrom(work: Work, input: Acceptance): Project {
  const { site, age, title, ...rest } = input
  const { address, zone } = site
  const { min = 0, max = 120 } = age
  return project.parse({
    ...rest,
    title,
    id: projectIdOf(work, title),
    host: work.host,
    ...(address === undefined ? {} : { site: zone === undefined ? { address } : { address, zone } }),
    ...(age.min === undefined && age.max === undefined ? {} : { age: { min, max } }),
  })
}

/** Returns true for members who answer and close work requests. */
export const mayAnswer = ({ role }: Pick<StaffMember, 'role'>): boolean =>
  role === 'educator' || role === 'socialWorker'
