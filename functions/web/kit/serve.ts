import { endpoint, type Methods } from '../../platform/http.ts'
import type { Audience, PathOf } from '../paths.ts'
import { refuse } from './refuse.ts'

/** Returns the handler of an audience. It compiles only if the routes are exactly the paths of that audience. */
export const serve = <Whom extends Audience, Routes extends Record<PathOf<Whom>, Methods>>(
  _audience: Whom,
  routes: Routes & Record<Exclude<keyof Routes, PathOf<Whom>>, never>,
) => endpoint(routes, refuse)
