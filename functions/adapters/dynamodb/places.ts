import * as z from 'zod'
import { type Guest, type HostPlaces, mustNotMeet } from '../../domain/activity/places.ts'
import { env } from '../../platform/env.ts'
import { query, type Write } from './client.ts'
import { key } from './keys.ts'
import { placeKey } from '../aws/secrets.ts'
import type { PlaceEffect } from '../../domain/file/change.ts'

/**
 * The places of a host are one item, so that whoever looks sees them as they are at one moment: a counter a project, and who
 * holds a place, by what stands for them. No request, no person: of a sealed file not even the item tells where it is.
 */
const COUNT = 'count:'
const GUEST = 'guest:'
const countOf = (project: string) => `${COUNT}${project}`
const guestOf = (project: string, request: string) => `${GUEST}${project}:${request}`

const inKeys = (texts: readonly string[]) => Promise.all(texts.map(placeKey))

/** The effect with what stands for the file and for people in place of their ids and tax codes. */
export async function keyedPlace(effect: PlaceEffect): Promise<PlaceEffect> {
  return {
    ...effect,
    request: await placeKey(effect.request),
    ...('person' in effect ? { person: await placeKey(effect.person) } : {}),
    ...('excludedPeople' in effect ? { excludedPeople: await inKeys(effect.excludedPeople) } : {}),
  }
}

type Attributes = { names: Record<string, string>; values: Record<string, unknown> }

/** Counts a place less for each project, and takes the guest away. */
function freeing(projects: readonly string[], request: string): Attributes & { removes: string[]; adds: string[] } {
  const names = Object.fromEntries(
    projects.flatMap((project, index) => [
      [`#freed${index}`, countOf(project)],
      [`#gone${index}`, guestOf(project, request)],
    ]),
  )
  return {
    names,
    values: projects.length > 0 ? { ':less': -1 } : {},
    removes: projects.map((_, index) => `#gone${index}`),
    adds: projects.map((_, index) => `#freed${index} :less`),
  }
}

/** A project is open: imported ones are by what was read, those made of a work request may have been closed since. */
const isOpen = (municipality: string, project: string): Write => ({
  ConditionCheck: {
    TableName: env().TABLE_NAME,
    Key: key.project(municipality, project),
    ConditionExpression: 'attribute_not_exists(#data.#closed) OR #data.#closed = :false',
    ExpressionAttributeNames: { '#data': 'data', '#closed': 'closed' },
    ExpressionAttributeValues: { ':false': false },
  },
})

/** The writes of what happens to the places of a host. */
export const writesOfPlace = (effect: PlaceEffect): Write[] => [
  writeOfPlace(effect),
  ...(effect.effect === 'takePlace' ? [isOpen(effect.municipality, effect.project)] : []),
]

function writeOfPlace(effect: PlaceEffect): Write {
  const item = { TableName: env().TABLE_NAME, Key: key.places(effect.municipality, effect.host) }
  const kind = { names: { '#kind': 'kind' }, values: { ':kind': 'places' } }
  switch (effect.effect) {
    case 'takePlace': {
      const { project, request, person, excludedPeople, places, seen } = effect
      const { names, values, removes, adds } = freeing(effect.frees, request)
      return {
        Update: {
          ...item,
          UpdateExpression: [
            'SET #kind = :kind, #guest = :guest',
            `ADD changes :one, #count :one${adds.map((add) => `, ${add}`).join('')}`,
            ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
          ].join(' '),
          // Nobody came since it was looked at; the count alone would say how many, and not who.
          ConditionExpression: `(attribute_not_exists(#count) OR #count < :places) AND ${
            seen === 0 ? 'attribute_not_exists(changes)' : 'changes = :seen'
          }`,
          ExpressionAttributeNames: {
            ...kind.names,
            ...names,
            '#count': countOf(project),
            '#guest': guestOf(project, request),
          },
          ExpressionAttributeValues: {
            ...kind.values,
            ...values,
            ':guest': { person, excludedPeople },
            ':one': 1,
            ':places': places,
            ...(seen === 0 ? {} : { ':seen': seen }),
          },
        },
      }
    }
    case 'freePlace': {
      const { names, values, removes, adds } = freeing(effect.projects, effect.request)
      return {
        Update: {
          ...item,
          UpdateExpression: `SET #kind = :kind ADD ${adds.join(', ')} REMOVE ${removes.join(', ')}`,
          ExpressionAttributeNames: { ...kind.names, ...names },
          ExpressionAttributeValues: { ...kind.values, ...values },
        },
      }
    }
    case 'keepApart':
      return {
        Update: {
          ...item,
          UpdateExpression: `SET ${effect.projects.map((_, index) => `#guest${index}.excludedPeople = :excluded`).join(', ')} ADD changes :one`,
          ExpressionAttributeNames: Object.fromEntries(
            effect.projects.map((project, index) => [`#guest${index}`, guestOf(project, effect.request)]),
          ),
          ExpressionAttributeValues: { ':excluded': effect.excludedPeople, ':one': 1 },
        },
      }
  }
}

const guest = z.object({ person: z.string(), excludedPeople: z.array(z.string()) })
const places = z.looseObject({ sk: z.string(), changes: z.int().default(0) })

/** The hosts of a municipality where places are or were taken; `apart` is told for the person it is asked for. */
export async function placesTaken(municipality: string, me?: Guest): Promise<Record<string, HostPlaces>> {
  const one = me && { person: await placeKey(me.person), excludedPeople: await inKeys(me.excludedPeople) }
  const found: Record<string, HostPlaces> = {}
  for await (const item of query({ partition: key.places(municipality, '').pk })) {
    const { sk, changes, ...rest } = places.parse(item)
    const of = (prefix: string) => Object.entries(rest).filter(([name]) => name.startsWith(prefix))
    const guests = of(GUEST).map(([, value]) => guest.parse(value))
    found[sk] = {
      changes,
      taken: Object.fromEntries(of(COUNT).map(([name, value]) => [name.slice(COUNT.length), z.int().parse(value)])),
      apart: one !== undefined && mustNotMeet(one, guests),
    }
  }
  return found
}
