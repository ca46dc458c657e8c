import * as z from 'zod'

/** The default sender, in a domain that nobody can verify. */
export const exampleSender = 'baratto@example.org'

/** The settings of a deployment, given with `cdk deploy -c name=value` or under `context` in cdk.json. */
export const configSchema = z
  .object({
    /** The prefix of every physical name: two environments fit in one account. */
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,30}$/, 'lower-case letters, digits and hyphens')
      .default('baratto'),
    /** The sender of all mail: an address or a domain that Amazon SES has verified. */
    mailFrom: z.email().default(exampleSender),
    /** The address of the service, if not the one that AWS assigns. */
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    /** The certificate for the host of `publicUrl`, in us-east-1. CloudFront then serves that host. */
    certificateArn: z.string().startsWith('arn:').optional(),
    /** The address that alarms are mailed to. */
    alarmEmail: z.email().optional(),
    /** A web ACL of AWS WAF (scope CLOUDFRONT, in us-east-1) for the service. */
    webAclArn: z.string().startsWith('arn:').optional(),
    /** `off` leaves CloudFront out: people then use the address of API Gateway. */
    edge: z.enum(['on', 'off']).default('on'),
  })
  .refine((config) => !config.certificateArn || config.publicUrl, {
    path: ['certificateArn'],
    message: 'a certificate needs the publicUrl it is for',
  })

/** The parsed settings of a deployment. */
export type Config = z.infer<typeof configSchema>

/** Converts a name to PascalCase: `baratto` names the stacks `BarattoData` and `BarattoService`. */
export const pascalCase = (text: string): string => text.replace(/(?:^|[-/])(\w)/g, (_, letter) => letter.toUpperCase())

/** Converts a name to kebab-case: `NotifyOutcome` is the function `notify-outcome`. */
export const kebabCase = (text: string): string => text.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()
