import { caseFiles } from '../adapters/case-files.ts'
import { configuration } from '../adapters/configuration.ts'
import type { Request } from '../domain/records.ts'
import { endpoint, HttpProblem, type HttpRequest, type HttpResponse, type Methods } from '../platform/http.ts'
import { openStatus } from '../usecases/open-ask.ts'
import type { Deps } from '../usecases/ports.ts'
import { readPaper } from '../usecases/read-paper.ts'
import { refuse } from './refuse.ts'

type Needs = Pick<Deps, 'files' | 'configuration'>

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
    'content-disposition': `inline; filename="${(file.registryEntry ?? file.id).replace('/', '-')}-${id}.${format}"`,
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

/** The papers of the citizen's own file, behind the address of the own page. */
export const routes = (deps: () => Needs): Record<string, Methods> => ({
  '/requests/{id}/{secret}/papers/{paper}': {
    GET: async ({ parameters, headers }) => {
      const opened = await openStatus(deps(), parameters['id'] ?? '', parameters['secret'] ?? '')
      if (!opened) throw new HttpProblem(404, 'unknown')
      return servePaper(deps(), opened.file.request, parameters['paper'] ?? '', headers)
    },
  },
})

export const handler = endpoint(
  routes(() => ({ files: caseFiles, configuration })),
  refuse,
)
