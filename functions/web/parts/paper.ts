import { numberOf, type Request } from '../../domain/file/request.ts'
import { HttpProblem, type HttpRequest, type HttpResponse } from '../../platform/http.ts'
import type { Deps } from '../../usecases/ports/deps.ts'
import type { Papers } from '../../usecases/ports/press.ts'
import { readPaper } from '../../usecases/procedure/read-paper.ts'

/** The content security policy of papers: they bring their own style and nothing else. */
const PAPER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const isFormat = (ending: string | undefined): ending is 'html' | 'pdf' => ending === 'html' || ending === 'pdf'

/**
 * Serves a paper as it was issued: `decision.html`, `decision.pdf`, or `decision` alone, which is what the client accepts.
 * The caller has made sure that it may be shown.
 * @throws HttpProblem 404, PaperAltered
 */
export async function servePaper(
  deps: Pick<Deps, 'files'> & { papers: Papers },
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
