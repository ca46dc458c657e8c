import { workflows } from '../../adapters/aws/workflows.ts'
import { exports } from '../../adapters/dynamodb/exports.ts'
import { funds } from '../../adapters/dynamodb/funds.ts'
import { moneyTrail } from '../../adapters/dynamodb/lists/money-trail.ts'
import { payments } from '../../adapters/dynamodb/lists/payments.ts'
import { personHistory } from '../../adapters/dynamodb/person-history.ts'
import { publication } from '../../adapters/dynamodb/publication.ts'
import { systemClock } from '../../platform/clock.ts'
import { log } from '../../platform/log.ts'
import { basics } from '../kit/basics.ts'
import { serve } from '../kit/serve.ts'
import { routes as outcomes } from './outcomes/route.ts'
import { routes as paymentRoutes } from './payments/route.ts'
import { routes as reconciliation } from './reconciliation/route.ts'

const needs = () => ({
  ...basics(),
  funds,
  history: personHistory,
  workflows,
  payments,
  exports: exports(systemClock),
  publication,
  trail: moneyTrail,
  report: log.failure,
})

/** The pages of finance. */
export const handler = serve('finance', {
  ...paymentRoutes(needs),
  ...outcomes(needs),
  ...reconciliation(needs),
})
