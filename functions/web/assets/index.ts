import { serve } from '../kit/serve.ts'
import { routes } from './route.ts'

/** Style sheets, icons and fonts. */
export const handler = serve('assets', routes)
