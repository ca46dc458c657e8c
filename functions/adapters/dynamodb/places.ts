import * as z from 'zod'
import { type HostPlaces, mustNotMeet } from '../../domain/activity/places.ts'
import { GUEST, PLACES_TAKEN } from '../../domain/activity/place-effects.ts'
import { personal } from '../../domain/file/effect.ts'
import type { TakenPlaces } from '../../usecases/ports/capacity.ts'
import { query } from './client.ts'
import { key } from './keys.ts'
import { storedText } from './record-key.ts'

/**
 * The item of a host, which is one so that a reader sees it as of one moment: a counter for each project, and its guests under
 * keyed hashes. It names no request and no person, so of a sealed file not even this item says where it is.
 */
const guest = z.object({ person: z.string(), excludedPeople: z.array(z.string()) })
const places = z.looseObject({ sk: z.string(), changes: z.int().default(0) })

const stored = (person: string) => storedText(personal('place', person))

export const takenPlaces: TakenPlaces = {
  async of(municipality, me) {
    const one = me && {
      person: await stored(me.person),
      excludedPeople: await Promise.all(me.excludedPeople.map(stored)),
    }
    const found: Record<string, HostPlaces> = {}
    for await (const item of query({ partition: key.places(municipality, '').pk })) {
      const { sk: host, changes, ...rest } = places.parse(item)
      const of = (prefix: string) => Object.entries(rest).filter(([name]) => name.startsWith(prefix))
      const guests = of(`${GUEST}:`).map(([, value]) => guest.parse(value))
      found[host] = {
        changes,
        taken: Object.fromEntries(
          of(PLACES_TAKEN).map(([name, value]) => [name.slice(PLACES_TAKEN.length), z.int().parse(value)]),
        ),
        apart: one !== undefined && mustNotMeet(one, guests),
      }
    }
    return found
  },
}
