import { momentOf } from '../../../functions/domain/base/calendar.ts'
import { stepAt } from '../../../functions/domain/hours/site.ts'
import { siteAddress } from '../../../functions/usecases/hours/site-code.ts'
import { plannedIn } from '../../../functions/domain/hours/shifts.ts'
import { applicationOf, type World } from '../memory.ts'
import { apply, atStage, play } from './play.ts'
import type { Supervisor } from '../../../functions/domain/municipality/actors.ts'

/** The default host of the tests, and another one. */
export const HOST = 'scuola-primaria'
export const OTHER_HOST = 'artigiani'

export function supervisorOf(world: World, id = HOST): Supervisor {
  const host = world.municipality.hosts.find((each) => each.id === id)
  if (!host) throw new Error(`no ${id}`)
  return { municipality: 'I690', host }
}

/** Plays to the start of a person's first shift. */
export async function onFirstShift(world: World, index = 0): Promise<string> {
  const id = await apply(world, applicationOf(index))
  const file = await play(world, id, {}, atStage('active'))
  const [period] = file.request.periods
  const [first] = period ? plannedIn(world.municipality, file, period) : []
  if (!first) throw new Error('no shift')
  if (world.clock.now() < first.starts) world.clock.moveTo(first.starts)
  return id
}

/** Returns the current step of a host's screen. */
export const step = (world: World): number => stepAt(world.clock.now())
export async function shown(world: World, host = HOST): Promise<string> {
  const site = { municipality: world.municipality, host: supervisorOf(world, host).host }
  const address = await siteAddress(world, site, world.clock.now())
  return new URL(address).pathname
}

/** Moves the clock to a time of a day in Italy. */
export const moveTo = (world: World, on: string, time: string): void => world.clock.moveTo(momentOf(on, time))
