import { reportAccident } from '../../domain/acts/accident.ts'
import { type ActOutcome, refused } from '../../domain/acts/act.ts'
import { placementOn } from '../../domain/activity/placements.ts'
import type { AccidentReport } from '../../domain/hours/site.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import type { Supervisor } from '../../domain/municipality/actors.ts'
import { attempt } from '../file/attempt.ts'
import { decideOnFile } from '../file/decide-on-file.ts'
import type { Deps } from '../ports/deps.ts'
import { notifyAccidents } from './notify-accidents.ts'

type Needs = Pick<Deps, 'files' | 'clock' | 'configuration' | 'postman' | 'publicUrl' | 'report'>

/** Reports an accident as the supervisor of the host where the person has their place. */
export async function reportAccidentAt(
  deps: Needs,
  { municipality, host }: Supervisor,
  id: string,
  input: AccidentReport,
): Promise<ActOutcome> {
  const reported = await decideOnFile(deps, id, (file, now) =>
    file.request.municipality === municipality && placementOn(file.request, dayOf(now))?.host === host.id
      ? reportAccident(file, input, { role: 'host', id: host.id }, now)
      : refused('hidden'),
  )
  if (reported.outcome === 'done') await attempt(deps, 'accident', id, () => notifyAccidents(deps, id))
  return reported
}
