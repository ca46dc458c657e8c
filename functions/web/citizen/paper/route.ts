import { knowsNeeds, sees } from '../../../domain/file/sealed.ts'
import { endpoint, HttpProblem, type HttpRequest, type HttpResponse, type Methods } from '../../../platform/http.ts'
import { openStatus } from '../../../usecases/asks/open-ask.ts'
import { readPaper } from '../../../usecases/procedure/read-paper.ts'
import { type Basics, basics } from '../../kit/basics.ts'
import { atDesk, fileAt } from '../../session/desk.ts'
import { refuse } from '../../kit/refuse.ts'
import type { Staff } from '../../../domain/municipality/actors.ts'
import { numberOf, type Request } from '../../../domain/file/request.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

/** A paper brings its own style and nothing else. */
const PAPER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const isFormat = (ending: string | undefined): ending is 'html' | 'pdf' => ending === 'html' || ending === 'pdf'

/**
 * A paper of a file that somebody may read, as it was issued: `decision.html`, `decision.pdf`, or `decision` alone, which
 * is what the client accepts. The caller has made sure that it may be shown.
 * @throws HttpProblem 404, PaperTouched
 */
export async function servePaper(
  deps: Pick<Deps, 'files'>,
  file: Request,
  wanted: string,
  headers: HttpRequest['headers'],
): Promise<HttpResponse> {
  const [id = '', ending] = wanted.split('.')
  const format = ending ?? (headers['accept']?.includes('application/pdf') ? 'pdf' : 'html')
  const paper = isFormat(format) ? await readPaper(deps, file, id) : undefined
  const issued = file.papers?.find((each) => each.id === id)
  if (!isFormat(format) || !paper || !issued) throw new HttpProblem(404, 'unknown')
  const common = {
    'cache-control': 'no-store',
    vary: 'accept',
    // The name tells the number and the act, never whose it is.
    'content-disposition': `inline; filename="${numberOf(file).replace('/', '-')}-${id}.${format}"`,
    'repr-digest': `sha-256=:${Buffer.from(issued[format], 'hex').toString('base64')}:`,
  }
  return format === 'html'
    ? {
        status: 200,
        headers: {
          ...common,
          'content-type': 'text/html; charset=utf-8',
          'content-language': 'it',
          'content-security-policy': PAPER_POLICY,
        },
        body: paper.html,
      }
    : {
        status: 200,
        headers: { ...common, 'content-type': 'application/pdf' },
        body: Buffer.from(paper.pdf).toString('base64'),
        base64: true,
      }
}

/** A paper for staff who may see the file. @throws HttpProblem 404, PaperTouched */
async function staffPaper(deps: Basics, request: HttpRequest, staff: Staff): Promise<HttpResponse> {
  const { request: file } = await fileAt(deps, request, staff)
  if (!sees(file, staff.member, deps.clock.now()) || !knowsNeeds(staff.member)) throw new HttpProblem(404, 'unknown')
  return servePaper(deps, file, request.parameters['paper'] ?? '', request.headers)
}

/** The papers of the citizen's own file, behind the address of the own page; and of any file, for staff who may see it. */
export const routes = (deps: () => Basics): Record<string, Methods> => ({
  '/requests/{id}/{secret}/papers/{paper}': {
    GET: async ({ parameters, headers }) => {
      const opened = await openStatus(deps(), parameters['id'] ?? '', parameters['secret'] ?? '')
      if (!opened) throw new HttpProblem(404, 'unknown')
      return servePaper(deps(), opened.file.request, parameters['paper'] ?? '', headers)
    },
  },
  '/desk/files/{request}/papers/{paper}': { GET: atDesk(deps).get(staffPaper) },
})

export const handler = endpoint(routes(basics), refuse)
