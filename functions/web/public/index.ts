import { configuration } from '../../adapters/dynamodb/configuration.ts'
import { publication } from '../../adapters/dynamodb/publication.ts'
import { systemClock } from '../../platform/clock.ts'
import { serve } from '../kit/serve.ts'
import { routes as service } from './service/route.ts'
import { routes as transparency } from './transparency/route.ts'

/** Reads configuration and publication only: no file, no key. */
const needs = () => ({ configuration, clock: systemClock, publication })

/** The public pages, and the 404 of every unknown path. */
export const handler = serve('public', { ...service(needs), ...transparency(needs) })
