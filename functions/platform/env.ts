import * as z from 'zod'

/** The environment of every function, parsed once at its start. */
const environment = z.object({
  TABLE_NAME: z.string().min(1),
  BUCKET_NAME: z.string().min(1),
  BUS_NAME: z.string().min(1),
  PUBLIC_URL: z.url(),
  MAIL_FROM: z.string().min(3),
  LINK_KEY_ID: z.string().min(1),
  SEAL_KEY_ID: z.string().min(1),
  MACHINES_ARN_PREFIX: z.string().startsWith('arn:'),
})
type Variables = z.infer<typeof environment>

let parsed: Variables | undefined

/** @throws ZodError naming the variables that are missing or wrong */
export const env = (): Variables => (parsed ??= environment.parse(process.env))
