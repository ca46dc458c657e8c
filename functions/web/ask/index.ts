import { deps } from '../../composition.ts'
import { serve } from '../kit/serve.ts'
import { routes } from './route.ts'

/** The questions of a procedure, each behind its own link. */
export const handler = serve('ask', routes(deps))
