import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { filedPaper } from '../../domain/procedure/papers.ts'
import { env } from '../../platform/env.ts'
import { Conflict } from '../../usecases/ports/errors.ts'
import type { Papers } from '../../usecases/ports/press.ts'
import { call, endpointOf, hasErrorCode, lazily } from './sdk.ts'
import { dataOf, sealItem } from './sealing.ts'

const bucket = lazily(
  'S3',
  (config) =>
    new S3Client({
      ...config,
      // Emulators know buckets by path only.
      forcePathStyle: endpointOf('S3') !== undefined,
      useArnRegion: false,
      disableS3ExpressSessionAuth: true,
      // The body proves itself: it is encrypted with authentication.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
)

type Fingerprints = Parameters<Papers['find']>[1]
/** Returns the key of a paper, which names its content: another content has another key. */
const keyOf = (request: string, { id, html, pdf }: Fingerprints): string => `papers/${request}/${id}/${html}-${pdf}`

/** Returns where an object lies, which its encryption is bound to. */
const placeOf = (key: string) => ({ pk: key, sk: '', kind: 'paper' })

const encrypted = z.object({ dataKey: z.string(), sealed: z.instanceof(Uint8Array) })

/**
 * The papers in the bucket. Every paper is encrypted with a data key of its file, sealed or not, so sealing a file leaves its
 * papers as they are. A paper without a record is what a try left behind that did not come to its end: nothing points to it.
 */
export const papers: Papers = {
  async keep(request, { fingerprints, ...paper }) {
    const key = keyOf(request, fingerprints)
    const { dataKey, sealed } = encrypted.parse(await sealItem(request, { ...placeOf(key), data: paper }))
    const command = new PutObjectCommand({
      Bucket: env().BUCKET_NAME,
      Key: key,
      Body: Buffer.concat([Buffer.from(`${dataKey}\n`), sealed]),
      IfNoneMatch: '*',
    })
    try {
      await call(() => bucket().send(command))
    } catch (error) {
      if (hasErrorCode(error, 'ConditionalRequestConflict')) throw new Conflict(`paper ${fingerprints.id}`)
      // What is there under this key is this very paper.
      if (!hasErrorCode(error, 'PreconditionFailed')) throw error
    }
  },

  async find(request, fingerprints) {
    const key = keyOf(request, fingerprints)
    const command = new GetObjectCommand({ Bucket: env().BUCKET_NAME, Key: key })
    const body = await call(async () => (await bucket().send(command)).Body?.transformToByteArray()).catch(
      (error: unknown) => {
        if (hasErrorCode(error, 'NoSuchKey')) return undefined
        throw error
      },
    )
    if (!body) return undefined
    const end = body.indexOf(0x0a)
    const dataKey = Buffer.from(body.subarray(0, end)).toString()
    return filedPaper.parse(await dataOf(request, { ...placeOf(key), dataKey, sealed: body.subarray(end + 1) }))
  },
}
