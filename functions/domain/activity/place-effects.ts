import { heldPlaces, type Place } from './places.ts'
import type { Effect, Taking } from '../file/change.ts'
import type { Request } from '../file/request.ts'

/** Tax codes of whom a person must not meet. */
export const excludedBy = ({ profile }: Request): readonly string[] => profile?.excludedPeople ?? []

const projectsAt = (places: readonly Place[], host: string): string[] =>
  places.filter((place) => place.host === host).map(({ project }) => project)

/**
 * What follows for places from any change of a file, whatever it is: who holds one more takes it, who holds one less frees it,
 * by the same write. What is done at one host is one effect: the store keeps a host as one item.
 * @throws when a place is taken by an act that did not look at who is there
 */
export function placeEffects(before: Request, after: Request, taking: Taking | undefined): Effect[] {
  const [held, holds] = [heldPlaces(before), heldPlaces(after)]
  const { municipality, id } = after
  return [...new Set([...held, ...holds].map(({ host }) => host))].flatMap((host): Effect[] => {
    const [had, has] = [projectsAt(held, host), projectsAt(holds, host)]
    const [project, ...more] = has.filter((each) => !had.includes(each))
    const frees = had.filter((each) => !has.includes(each))
    const at = { municipality, host, request: id }
    if (project !== undefined) {
      if (!taking || more.length > 0) throw new Error(`${id} takes a place that nobody looked at`)
      const guest = { person: after.application.applicant.taxCode, excludedPeople: excludedBy(after) }
      return [{ effect: 'takePlace', ...at, project, frees, ...guest, ...taking }]
    }
    if (frees.length > 0) return [{ effect: 'freePlace', ...at, projects: frees }]
    return has.length > 0 && excludedBy(before).join() !== excludedBy(after).join()
      ? [{ effect: 'keepApart', ...at, projects: has, excludedPeople: excludedBy(after) }]
      : []
  })
}
