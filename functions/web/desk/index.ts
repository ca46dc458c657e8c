import { papers } from '../../adapters/aws/papers.ts'
import { lists } from '../../adapters/dynamodb/lists/lists.ts'
import { pauses } from '../../adapters/dynamodb/pauses.ts'
import { stuck } from '../../adapters/dynamodb/lists/stuck.ts'
import { works } from '../../adapters/dynamodb/works.ts'
import { deps } from '../../composition.ts'
import { serve } from '../kit/serve.ts'
import { routes as acts } from './acts/route.ts'
import { routes as file } from './file/route.ts'
import { routes as home } from './home/route.ts'
import { routes as hours } from './hours/route.ts'
import { routes as paper } from './paper/route.ts'
import { routes as sheet } from './sheet/route.ts'
import { routes as workRequests } from './works/route.ts'

const needs = () => ({
  ...deps(),
  papers,
  lists,
  pauses,
  works,
  stuckSince: async (request: string) => (await stuck(request))?.at,
})

/** The pages of staff. */
export const handler = serve('desk', {
  ...home(needs),
  ...file(needs),
  ...acts(needs),
  ...hours(needs),
  ...sheet(needs),
  ...paper(needs),
  ...workRequests(needs),
})
