import { HttpProblem, type Routes } from '../../../platform/http.ts'
import { openStatus } from '../../../usecases/asks/open-ask.ts'
import type { Papers } from '../../../usecases/ports/press.ts'
import type { Basics } from '../../kit/basics.ts'
import { servePaper } from '../../parts/paper.ts'

/** The routes of the papers of a citizen's own file, under the address of the status page. */
export const routes = (deps: () => Basics & { papers: Papers }) =>
  ({
    '/requests/{id}/{secret}/papers/{paper}': {
      GET: async ({ parameters, headers }) => {
        const opened = await openStatus(deps(), parameters['id'] ?? '', parameters['secret'] ?? '')
        if (!opened) throw new HttpProblem(404, 'unknown')
        return servePaper(deps(), opened.file.request, parameters['paper'] ?? '', headers)
      },
    },
  }) satisfies Routes
