import { publicationCsv, publicationData } from './data.ts'
import { rendered } from '../../../ui/render.ts'
import { TransparencyPage, TransparencyYearPage } from './page.tsx'
import { html, HttpProblem, type HttpRequest, type HttpResponse, json, type Routes } from '../../../platform/http.ts'
import { publicYears } from '../../../domain/money/transparency.ts'
import { transparency } from '../../../usecases/money/transparency.ts'
import type { Publication } from '../../../usecases/ports/publication.ts'
import type { Deps } from '../../../usecases/ports/deps.ts'

type Needs = () => Pick<Deps, 'configuration' | 'clock'> & { publication: Publication }

/** Public and the same for everybody, so it may be kept, but shortly: a line that must go is gone after minutes. */
const SHARED = { 'cache-control': 'public, max-age=300', vary: 'accept-language', 'x-robots-tag': 'noindex' }

async function known(needs: ReturnType<Needs>) {
  const codes = await needs.configuration.municipalities()
  const municipalities = await Promise.all(codes.map((code) => needs.configuration.of(code)))
  return {
    years: publicYears(municipalities, needs.clock.now()),
    offices: municipalities.map(({ office }) => office),
  }
}

/** @throws HttpProblem 404 */
async function ofYear(needs: ReturnType<Needs>, { parameters, language }: HttpRequest): Promise<HttpResponse> {
  const [, typed, kind] = /^(\d{4})(\.csv|\.json)?$/.exec(parameters['year'] ?? '') ?? []
  const year = Number(typed)
  const lists = await transparency(needs, year)
  if (!lists) {
    const { years } = await known(needs)
    if (years.length === 0) throw new HttpProblem(404, 'route')
    throw new HttpProblem(404, 'transparencyYear', { from: years.at(-1), to: years[0] })
  }
  if (kind === '.csv')
    return {
      status: 200,
      headers: {
        ...SHARED,
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="contributi-${year}.csv"`,
      },
      body: publicationCsv(lists),
    }
  if (kind === '.json') return json(200, publicationData(lists, year, language), SHARED)
  return html(200, rendered(TransparencyYearPage, { language, year, lists }), SHARED)
}

/** The routes of the public list of grants, as pages and as open data. */
export const routes = (needs: Needs) =>
  ({
    '/transparency': {
      GET: async ({ language }) =>
        html(200, rendered(TransparencyPage, { language, ...(await known(needs())) }), SHARED),
    },
    '/transparency/{year}': { GET: (request) => ofYear(needs(), request) },
  }) satisfies Routes

/** It reads configuration and list alone: no file, no key. */
