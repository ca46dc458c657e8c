import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { amend } from '../../../../functions/domain/acts/amend.ts'
import { endEarly } from '../../../../functions/domain/acts/end-early.ts'
import { suspend } from '../../../../functions/domain/acts/suspend.ts'
import { resumeActivity } from '../../../../functions/domain/acts/resume-activity.ts'
import { waive } from '../../../../functions/domain/acts/waive.ts'
import { expect, it } from 'vitest'
import { addDays } from '../../../../functions/domain/base/calendar.ts'
import type { ActOutcome } from '../../../../functions/domain/acts/act.ts'
import { recordPaper } from '../../../../functions/usecases/hours/record-paper.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import { REASONS } from '../../../support/story/play.ts'
import { onFirstShift } from '../../../support/story/site.ts'
import type { Staff } from '../../../../functions/domain/municipality/actors.ts'

const staff = (id: string): Staff => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(id)
  return { municipality: 'I690', member }
}
const [educator, socialWorker] = [staff('ed-riva'), staff('as-colombo')]

/** Acts on an activity under way, each on the day of a first shift that is `on`. */
const ACTS: Record<string, (world: World, id: string, on: string) => Promise<ActOutcome>> = {
  suspended: (world, id, on) => actOnFile(world, suspend, educator, id, { from: on, reasons: REASONS }),
  'taken up again': (world, id, on) => actOnFile(world, resumeActivity, educator, id, { on: addDays(on, 2) }),
  amended: (world, id, on) =>
    actOnFile(world, amend, educator, id, {
      project: 'foglie-cortile',
      startsOn: addDays(on, 3),
      weekdays: [1, 2],
      at: '09:00',
      minutesADay: 120,
      reasons: REASONS,
    }),
  'ended early': (world, id, on) => actOnFile(world, endEarly, educator, id, { on: addDays(on, 3), reasons: REASONS }),
  waived: (world, id) => actOnFile(world, waive, socialWorker, id, { minutes: 60, reasons: REASONS }),
  'typed in from paper': (world, id, on) =>
    recordPaper(world, educator, id, { period: 1, days: [{ on, from: '08:30', to: '12:30' }], absences: [] }),
}

it.each(Object.entries(ACTS))(
  'an activity that is %s goes on when it is done again: what the first time left standing was lost',
  async (name, act) => {
    const world = newWorld()
    const id = await onFirstShift(world)
    const on = world.clock.today()
    world.clock.moveSeconds(8 * 3600)
    if (name === 'taken up again') await actOnFile(world, suspend, educator, id, { from: on, reasons: REASONS })
    // The record is written, and then nobody is there any more.
    world.workflows.up = false
    expect(await act(world, id, on)).toMatchObject({ outcome: 'done', written: true })
    world.workflows.up = true
    const before = new Map(world.workflows.attempts)
    expect(await act(world, id, on)).toMatchObject({ outcome: 'done', written: false })
    const restarted = [...world.workflows.attempts].filter(
      ([execution, attempts]) => attempts > (before.get(execution) ?? 0),
    )
    expect(restarted.map(([execution]) => execution)).toContain(`${id}-period-1`)
  },
)
