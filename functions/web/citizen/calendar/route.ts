import { language as languageSchema } from '../../../domain/file/application.ts'
import { placementOn } from '../../../domain/activity/placements.ts'
import { calendarOf } from './ics.ts'
import { HttpProblem, type Routes } from '../../../platform/http.ts'
import { shiftsToCome } from '../../../domain/hours/next-shifts.ts'
import { openStatus } from '../../../usecases/asks/open-ask.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

type Needs = Pick<Deps, 'clock' | 'files' | 'configuration'>

/**
 * The route of a person's shifts as a calendar, under the address of their own page. A sealed file omits the place, because
 * calendars are shared.
 */
export const routes = (needs: () => Needs) =>
  ({
    '/requests/{id}/{secret}/shifts.ics': {
      GET: async ({ parameters, query }) => {
        const deps = needs()
        const opened = await openStatus(deps, parameters['id'] ?? '', parameters['secret'] ?? '')
        if (!opened) throw new HttpProblem(404, 'unknown')
        const { file, municipality } = opened
        const { id, sealed, application } = file.request
        const where = (on: string): string => {
          const placement = placementOn(file.request, on)
          const project = municipality.projects.find((each) => each.id === placement?.project)
          const host = municipality.hosts.find((each) => each.id === placement?.host)
          return sealed || !host ? '' : `${host.name}, ${project?.site?.address ?? host.address}`
        }
        const now = deps.clock.now()
        return {
          status: 200,
          headers: {
            'content-type': 'text/calendar; charset=utf-8',
            'cache-control': 'no-store',
            'content-disposition': 'inline; filename="calendar.ics"',
          },
          body: calendarOf(shiftsToCome(file, municipality, now), {
            request: id,
            language: languageSchema.safeParse(query['lang']).data ?? application.language,
            where,
            now,
          }),
        }
      },
    },
  }) satisfies Routes
