import { addDays, dayOf, startOf, weekday } from '../../../functions/domain/base/calendar.ts'
import { shiftFrom } from '../../../functions/domain/hours/hours.ts'
import { amend } from '../../../functions/usecases/file/amend.ts'
import { recordAbsence } from '../../../functions/domain/hours/absences.ts'
import { recordShift } from '../../../functions/domain/hours/shifts.ts'
import type { World } from '../memory.ts'
import { apply, atStage, play } from './play.ts'
import type { CaseFile } from '../../../functions/domain/file/case-file.ts'

/** Plays to a running activity, some days into its first period: Monday to Thursday, from 08:30, 4 hours a day. */
export async function underWay(world: World, daysIn = 14): Promise<string> {
  const id = await apply(world)
  const { request } = await play(world, id, {}, atStage('active'))
  moveTo(world, addDays(request.startsOn ?? '', daysIn))
  return id
}

/** Moves the clock to nine in the evening of a day in Italy. */
export function moveTo(world: World, on: string): void {
  world.clock.moveTo(startOf(on))
  world.clock.moveSeconds(21 * 3600)
}

/** Returns the agreed days of the activity, in order. */
export function agreedDays({ request }: CaseFile, count: number): string[] {
  const days: string[] = []
  for (let on = request.startsOn ?? ''; days.length < count; on = addDays(on, 1))
    if (request.placement?.weekdays.includes(weekday(on))) days.push(on)
  return days
}

const HOST = { role: 'host', id: 'scuola-foglie' } as const

/** Records attendance as the supervisor. */
export const recordAttendance = (world: World, id: string, on: string, minutes = 240) =>
  amend(world, id, (file, now) => {
    const context = { file, municipality: world.municipality, now }
    const shift = shiftFrom(on, '08:30', minutes)
    const postings = recordShift(context, { shift, recorded: 'sheet', by: HOST, why: 'sheet' })
    if (!Array.isArray(postings)) throw new Error(postings.code)
    return { act: 'hours.recorded', by: HOST, postings }
  })

/** Records an absence as the supervisor. */
export const recordNoShow = (world: World, id: string, on: string, excused = false) =>
  amend(world, id, (file, now) => {
    const context = { file, municipality: world.municipality, now }
    const absent = recordAbsence(context, { on, excused, by: HOST, why: 'sheet' })
    if ('code' in absent) throw new Error(absent.code)
    return { act: 'hours.recorded', by: HOST, ...absent }
  })

export const today = (world: World): string => dayOf(world.clock.now())
