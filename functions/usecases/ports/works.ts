import type { Project } from '../../domain/municipality/regulation.ts'
import type { Photo, Work } from '../../domain/activity/work.ts'

/** Works that hosts asked for, their pictures, and the projects that came of them. */
export interface Works {
  load(municipality: string, id: string): Promise<Work | undefined>
  of(municipality: string): AsyncIterable<Work>
  /** Keeps a new one; false where there is one of this id. */
  post(work: Work): Promise<boolean>
  /**
   * Writes a work as it is now, and with it the project that it becomes or whose end it is.
   * @throws Conflict when it is no longer at the version it was read at
   */
  amend(before: Work, after: Work, project?: { made: Project } | { closed: string }): Promise<void>
  /** Keeps a picture, under an id that no other has. */
  keepPhoto(work: string, photo: string, bytes: Uint8Array): Promise<void>
  /** Returns a picture as stored. @throws when it is not whole */
  photo(work: string, photo: Pick<Photo, 'id' | 'sha256'>): Promise<Uint8Array | undefined>
  forgetPhoto(work: string, photo: string): Promise<void>
  /** Removes all the pictures of a work that it does not name: safe only once it takes no more. */
  forgetPhotos(work: Work): Promise<void>
}
