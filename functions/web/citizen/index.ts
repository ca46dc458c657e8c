import { papers } from '../../adapters/aws/papers.ts'
import { pauses } from '../../adapters/dynamodb/pauses.ts'
import { deps } from '../../composition.ts'
import { serve } from '../kit/serve.ts'
import { routes as apply } from './apply/route.ts'
import { routes as calendar } from './calendar/route.ts'
import { routes as checkIn } from './check-in/route.ts'
import { routes as disputes } from './disputes/route.ts'
import { routes as paper } from './paper/route.ts'
import { routes as status } from './status/route.ts'

const needs = () => ({ ...deps(), papers, pauses })

/** The pages of people who apply for a contribution or receive one. */
export const handler = serve('citizen', {
  ...apply(needs),
  ...status(needs),
  ...disputes(needs),
  ...paper(needs),
  ...calendar(needs),
  ...checkIn(needs),
})
