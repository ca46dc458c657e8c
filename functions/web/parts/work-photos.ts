import { MAX_PHOTO } from '../../domain/activity/photo.ts'
import { PHOTOS, type PhotoName, type Work } from '../../domain/activity/work.ts'
import { HttpProblem, type HttpRequest, type HttpResponse } from '../../platform/http.ts'
import type { WorkDeps } from '../../usecases/activity/amend-work.ts'
import { photoOf } from '../../usecases/activity/close-work.ts'

/**
 * The limit of a form with a picture, in bytes: above that of a picture, so its page can report one too large. API Gateway
 * passes 6 MB at most to a function, a third of it Base64.
 */
export const MAX_UPLOAD = MAX_PHOTO + 1024 * 1024

/** Returns the name of the picture in an address. @throws HttpProblem 404 */
export function photoNameIn({ parameters }: HttpRequest): PhotoName {
  const name = PHOTOS.find((each) => each === parameters['photo'])
  if (!name) throw new HttpProblem(404, 'route')
  return name
}

/** Returns the picture in a form; an empty one if it has none. @throws HttpProblem 400, 415 */
export async function photoIn(request: HttpRequest): Promise<Uint8Array> {
  const file = (await request.upload()).get('photo')
  return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
}

/** Serves a picture to those who may see its work request. @throws HttpProblem 404 */
export async function servePhoto(
  deps: Pick<WorkDeps, 'works'>,
  request: HttpRequest,
  work: Work,
): Promise<HttpResponse> {
  const photo = await photoOf(deps, work, photoNameIn(request))
  if (!photo) throw new HttpProblem(404, 'route')
  return {
    status: 200,
    headers: { 'content-type': photo.type, 'cache-control': 'private, no-store' },
    body: Buffer.from(photo.bytes).toString('base64'),
    base64: true,
  }
}

/** Loads the work request of an address, if it belongs to the municipality. @throws HttpProblem 404 */
export async function workAt({ works }: Pick<WorkDeps, 'works'>, request: HttpRequest, municipality: string) {
  const work = await works.load(municipality, request.parameters['work'] ?? '')
  if (!work) throw new HttpProblem(404, 'noWork')
  return work
}
