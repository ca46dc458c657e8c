import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }

/**
 * The keys that publiccode.yml 0.7 defines and requires, from docs/standard/schema.core.rst and categories-list.rst of
 * https://github.com/publiccodeyml/publiccode.yml (deprecated keys and the deprecated section IT are left out on purpose).
 */
const date = z.iso.date()
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)
const contact = z.strictObject({
  name: z.string().min(1),
  email: z.email().optional(),
  phone: z.string().optional(),
  affiliation: z.string().optional(),
})
const contractor = z.strictObject({
  name: z.string().min(1),
  until: date,
  email: z.email().optional(),
  website: z.url().optional(),
})
const dependency = z.strictObject({
  name: z.string(),
  versionMin: z.string().optional(),
  versionMax: z.string().optional(),
  version: z.string().optional(),
  optional: z.boolean().optional(),
})
const texts = z.strictObject({
  localisedName: z.string().optional(),
  shortDescription: z.string().trim().min(1).max(150),
  longDescription: z.string().trim().min(150).max(10_000),
  documentation: z.url().optional(),
  apiDocumentation: z.url().optional(),
  features: z.array(z.string().min(1)).min(1),
  screenshots: z.array(z.string()).optional(),
  videos: z.array(z.url()).optional(),
  awards: z.array(z.string()).optional(),
})
/** The categories of the controlled vocabulary that a system like this one may be in. */
const CATEGORIES = [
  ...['applicant-tracking', 'business-process-management', 'compliance-management', 'digital-citizenship'],
  ...['document-management', 'grant-management', 'task-management', 'time-tracking', 'workflow-management'],
]
const ALIASES = ['gdpr', 'eidas', 'nis2', 'cra', 'spid', 'cie', 'anpr', 'pagopa', 'io'].map((name) => `alias:${name}`)
const standard = z
  .string()
  .refine((id) => (id.startsWith('alias:') ? ALIASES.includes(id) : /^[a-z][a-z0-9+.-]*:\S+$/.test(id)))

const publiccode = z.strictObject({
  publiccodeYmlVersion: z.literal('0.7'),
  name: z.string().min(1),
  url: z.url(),
  applicationSuite: z.string().optional(),
  landingURL: z.url().optional(),
  isBasedOn: z.union([z.string(), z.array(z.string())]).optional(),
  softwareVersion: z.string().optional(),
  releaseDate: date.optional(),
  logo: z.string().optional(),
  platforms: z.array(z.string()).min(1),
  categories: z.array(z.enum(CATEGORIES)).optional(),
  usedBy: z.array(z.string()).optional(),
  fundedBy: z.array(z.strictObject({ name: z.string(), uri: z.string().optional() })).optional(),
  roadmap: z.url().optional(),
  developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
  softwareType: z.enum([
    ...(['standalone/mobile', 'standalone/iot', 'standalone/desktop', 'standalone/web', 'standalone/backend'] as const),
    ...(['standalone/other', 'addon', 'library', 'configurationFiles'] as const),
  ]),
  supports: z.array(z.strictObject({ id: standard })).optional(),
  organisation: z.strictObject({ uri: z.string(), name: z.string().optional() }).optional(),
  intendedAudience: z
    .strictObject({
      countries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
      unsupportedCountries: z.array(z.string().regex(/^[A-Z]{2}$/)).optional(),
      scope: z.array(z.string()).optional(),
    })
    .optional(),
  description: z.record(language, texts).refine((it) => Object.keys(it).length > 0),
  legal: z.strictObject({ license: z.string().min(1), mainCopyrightOwner: z.string().optional() }),
  maintenance: z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['internal', 'community']), contacts: z.array(contact).min(1) }),
    z.strictObject({
      type: z.literal('contract'),
      contractors: z.array(contractor).min(1),
      contacts: z.array(contact).optional(),
    }),
    z.strictObject({ type: z.literal('none'), contacts: z.array(contact).optional() }),
  ]),
  localisation: z.strictObject({ localisationReady: z.boolean(), availableLanguages: z.array(language).min(1) }),
  dependsOn: z
    .strictObject({
      open: z.array(dependency).optional(),
      proprietary: z.array(dependency).optional(),
      hardware: z.array(dependency).optional(),
    })
    .optional(),
})

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const document = parseDocument(read('publiccode.yml'), { version: '1.2' })

describe('publiccode.yml', () => {
  it('is YAML 1.2 without a fault', () => expect([...document.errors, ...document.warnings]).toEqual([]))

  it('has every field that the standard requires, and none that it does not know', () => {
    expect(publiccode.safeParse(document.toJS()).error?.issues ?? []).toEqual([])
  })

  it.each([
    'publiccodeYmlVersion',
    'name',
    'url',
    'platforms',
    'developmentStatus',
    'softwareType',
    'description',
    'legal',
    'maintenance',
    'localisation',
  ])('would be refused without %s', (key) => {
    const { [key]: _, ...rest } = z.record(z.string(), z.unknown()).parse(document.toJS())
    expect(publiccode.safeParse(rest).success).toBe(false)
  })

  it('agrees with the package and with what the software speaks', () => {
    const it = publiccode.parse(document.toJS())
    expect(it.softwareVersion).toBe(packageJson.version)
    expect(it.legal.license).toBe(packageJson.license)
    expect(Object.keys(it.description).sort()).toEqual(it.localisation.availableLanguages.toSorted())
  })
})

describe('LICENSE', () => {
  it('is the whole EUPL 1.2: fifteen articles and the appendix', () => {
    const text = read('LICENSE')
    expect(text).toContain('EUROPEAN UNION PUBLIC LICENCE v. 1.2')
    for (let article = 1; article <= 15; article++) expect(text).toMatch(new RegExp(`^${article}\\. [A-Z]`, 'm'))
    expect(text).toContain("'Compatible Licences' according to Article 5 EUPL are:")
    expect(text.trimEnd()).toMatch(/require the production of a new\nEUPL version\.$/)
  })
})
