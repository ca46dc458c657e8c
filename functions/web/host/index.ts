import { workflows } from '../../adapters/aws/workflows.ts'
import { postman } from '../../adapters/aws/mail.ts'
import { requestsPlacedAt } from '../../adapters/dynamodb/case-files.ts'
import { pauses } from '../../adapters/dynamodb/pauses.ts'
import { works } from '../../adapters/dynamodb/works.ts'
import { renderLetter } from '../../letters/letters.tsx'
import { log } from '../../platform/log.ts'
import { basics } from '../kit/basics.ts'
import { serve } from '../kit/serve.ts'
import { routes as home } from './home/route.ts'
import { routes as workRequests } from './works/route.ts'

const needs = () => ({
  ...basics(),
  workflows,
  postman: postman(renderLetter),
  lists: { placedAt: requestsPlacedAt },
  pauses,
  works,
  report: log.failure,
})

/** The pages of hosts. */
export const handler = serve('host', { ...home(needs), ...workRequests(needs) })
