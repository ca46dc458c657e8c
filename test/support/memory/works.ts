import type { Project } from '../../../functions/domain/municipality/regulation.ts'
import { PHOTOS, type Work, work as workSchema } from '../../../functions/domain/activity/work.ts'
import type { World } from '../memory.ts'
import { Conflict } from '../../../functions/usecases/ports/errors.ts'
import type { Works } from '../../../functions/usecases/ports/works.ts'

/** Work requests in memory, with the guarantees of the adapter; their projects join the world's municipality. */
export class MemoryWorks implements Works {
  readonly #works = new Map<string, Work>()
  readonly photos = new Map<string, Uint8Array>()
  readonly #world: World
  /** A callback before the next write, for concurrent changes. */
  meanwhile: (() => Promise<unknown>) | undefined

  constructor(world: World) {
    this.#world = world
  }

  async load(municipality: string, id: string) {
    const found = this.#works.get(id)
    return found?.municipality === municipality ? found : undefined
  }
  async *of(municipality: string) {
    for (const work of this.#works.values()) if (work.municipality === municipality) yield work
  }
  async post(work: Work) {
    if (this.#works.has(work.id)) return false
    this.#works.set(work.id, this.#stored(work))
    return true
  }
  async amend(before: Work, after: Work, change?: { made: Project } | { closed: string }) {
    const meanwhile = this.meanwhile
    this.meanwhile = undefined
    await meanwhile?.()
    if (this.#works.get(before.id)?.version !== before.version) throw new Conflict(`work ${before.version}`)
    this.#works.set(before.id, this.#stored(after))
    const { municipality } = this.#world
    if (change && 'made' in change)
      this.#world.municipality = { ...municipality, projects: [...municipality.projects, change.made] }
    if (change && 'closed' in change)
      this.#world.municipality = {
        ...municipality,
        projects: municipality.projects.map((each) => (each.id === change.closed ? { ...each, closed: true } : each)),
      }
  }
  async keepPhoto(work: string, photo: string, bytes: Uint8Array) {
    this.photos.set(`${work} ${photo}`, bytes)
  }
  async photo(work: string, { id }: { id: string }) {
    return this.photos.get(`${work} ${id}`)
  }
  async forgetPhoto(work: string, photo: string) {
    this.photos.delete(`${work} ${photo}`)
  }
  async forgetPhotos({ id, photos }: Work) {
    const named = PHOTOS.map((name) => `${id} ${photos[name]?.id}`)
    for (const key of this.photos.keys()) if (key.startsWith(`${id} `) && !named.includes(key)) this.photos.delete(key)
  }

  /** Returns the value as a store keeps it: without absent members, and parsed by its schema. */
  #stored = (work: Work) => workSchema.parse(JSON.parse(JSON.stringify(work)))
}
