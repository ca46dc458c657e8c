import { deps } from '../../composition.ts'
import { serve } from '../kit/serve.ts'
import { routes as office } from './office.ts'
import { routes as openapi } from './openapi.ts'
import { routes as outcomes } from './outcomes.ts'
import { routes as receipts } from './receipts.ts'
import { routes as requests } from './requests.ts'

/** The JSON API. */
export const handler = serve('api', { ...requests, ...receipts(deps), ...office, ...outcomes(deps), ...openapi })
