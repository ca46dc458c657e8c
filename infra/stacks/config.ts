import * as z from 'zod'

/** The sender when none is set: a domain that nobody can verify. */
export const exampleSender = 'baratto@example.org'

/** What a municipality sets with `cdk deploy -c name=value`, or under `context` in cdk.json. */
export const configSchema = z
  .object({
    /** Begins every physical name, so that two environments fit in one account. */
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,30}$/, 'lower-case letters, digits and hyphens')
      .default('baratto'),
    /** The sender of all mail: an address that Amazon SES has verified, or one of a domain that it has. */
    mailFrom: z.email().default(exampleSender),
    /** Where people reach the service, if not at the address that AWS gives it. */
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    /** The certificate of `publicUrl`'s host, in us-east-1: CloudFront then answers for that host. */
    certificateArn: z.string().startsWith('arn:').optional(),
    /** Who is told when an alarm rings. */
    alarmEmail: z.email().optional(),
    /** A web ACL of AWS WAF (scope CLOUDFRONT, in us-east-1) to put before the service. */
    webAclArn: z.string().startsWith('arn:').optional(),
    /** `off` leaves CloudFront out: people then reach the API Gateway address. */
    edge: z.enum(['on', 'off']).default('on'),
  })
  .refine((config) => !config.certificateArn || config.publicUrl, {
    path: ['certificateArn'],
    message: 'a certificate needs the publicUrl it is for',
  })

/** The parsed context of the app. */
export type Config = z.infer<typeof configSchema>

/** `baratto` names the stacks `BarattoData` and `BarattoService`. */
export const pascalCase = (text: string): string => text.replace(/(?:^|[-/])(\w)/g, (_, letter) => letter.toUpperCase())

/** `NotifyOutcome` is the function `notify-outcome`. */
export const kebabCase = (text: string): string => text.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()
