import { heldPlaces } from '../../domain/activity/places.ts'
import type { Deps } from '../ports/deps.ts'

/** A difference between the counter of a project and the files that hold a place there. */
export type PlaceDifference = { host: string; project: string; counted: number; held: number }

/** Counts the places that open files hold, and compares with the counters of the hosts of a municipality. */
export async function checkPlaces(
  { files, openRequests, takenPlaces }: Pick<Deps, 'files' | 'openRequests' | 'takenPlaces'>,
  municipality: string,
): Promise<{ places: number; differences: PlaceDifference[] }> {
  const held = new Map<string, number>()
  for await (const id of openRequests.ids()) {
    const request = (await files.load(id))?.request
    if (request?.municipality !== municipality) continue
    for (const { host, project } of heldPlaces(request))
      held.set(`${host} ${project}`, (held.get(`${host} ${project}`) ?? 0) + 1)
  }
  const counted = new Map<string, number>(
    Object.entries(await takenPlaces.of(municipality)).flatMap(([host, { taken }]) =>
      Object.entries(taken).map(([project, count]) => [`${host} ${project}`, count] as const),
    ),
  )
  const differences = [...new Set([...held.keys(), ...counted.keys()])].sort().flatMap((place) => {
    const [host = '', project = ''] = place.split(' ')
    const difference = { host, project, counted: counted.get(place) ?? 0, held: held.get(place) ?? 0 }
    return difference.counted === difference.held ? [] : [difference]
  })
  return { places: [...held.values()].reduce((sum, count) => sum + count, 0), differences }
}
