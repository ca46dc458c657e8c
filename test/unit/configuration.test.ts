import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holidaysAround, regulationOn, STAFF_ROLES } from '../../functions/domain/municipality/regulation.ts'
import { ConfigurationError, readConfiguration } from '../../infra/commands/configuration.ts'

const EXAMPLE = new URL('../../config/sesto-san-giovanni/', import.meta.url).pathname

describe('the example of Sesto San Giovanni', () => {
  it('is valid, with people in every role and a substitute of the manager', async () => {
    const it = await readConfiguration(EXAMPLE)
    const count = (role: string) => it.staff.filter((member) => member.role === role).length
    expect(it.office.municipality).toBe('I690')
    expect(STAFF_ROLES.map(count)).toEqual([3, 2, 4, 1, 1])
    expect(it.staff.find((member) => member.substituteFor)?.role).toBe('manager')
  })

  it('marks every figure as an example, and reaches nobody real', async () => {
    const it = await readConfiguration(EXAMPLE)
    const parameters = Object.values(it.regulations[0]?.parameters ?? {})
    expect(parameters).toHaveLength(35)
    expect(parameters.every((parameter) => parameter.example && parameter.article.includes('(esempio)'))).toBe(true)
    const addresses = [
      ...it.staff,
      ...it.hosts.map((host) => host.supervisor),
      it.office,
      ...it.programmes.flatMap(({ partner }) => partner ?? []),
    ].map(({ email }) => email)
    expect(addresses.filter((address) => !address.endsWith('@example.org'))).toEqual([])
  })

  it('knows its regulation and the holidays of a year, patron saint included', async () => {
    const it = await readConfiguration(EXAMPLE)
    expect(regulationOn(it, '2018-10-31')).toBeUndefined()
    expect(regulationOn(it, '2026-03-01')?.version).toBe('2018-11')
    expect(holidaysAround(it, '2026-05-10')).toEqual(
      expect.arrayContaining(['2026-04-06', '2026-06-24', '2026-10-04', '2027-01-01', '2025-12-26']),
    )
  })

  it('is explained: the guide names every file and every parameter', async () => {
    const guide = await readFile(join(EXAMPLE, '../README.md'), 'utf8')
    const { regulations } = await readConfiguration(EXAMPLE)
    const names = [
      ...Object.keys(regulations[0]?.parameters ?? {}),
      ...[
        'office.yml',
        'regulations/',
        'staff.yml',
        'groups.yml',
        'programmes.yml',
        'funds.yml',
        'hosts.yml',
        'projects.yml',
        'holidays.yml',
        'finance.yml',
      ],
    ]
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  })
})

describe('a folder that cannot be used', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'configuration-'))
    await cp(EXAMPLE, folder, { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true }))

  const edit = async (file: string, from: string | RegExp, to: string) => {
    const text = await readFile(join(folder, file), 'utf8')
    const edited = text.replace(from, to)
    expect(edited).not.toBe(text)
    await writeFile(join(folder, file), edited)
  }
  /** The problems listed, less the line that introduces them. */
  const problems = async (): Promise<string[]> => {
    const error = await readConfiguration(folder).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ConfigurationError)
    return error instanceof Error
      ? error.message
          .split('\n')
          .slice(1)
          .map((line) => line.trim())
      : []
  }

  it('is read before it is broken', async () => {
    await expect(readConfiguration(folder)).resolves.toHaveProperty('office')
  })

  it('tells of a folder that is not there', async () => {
    await expect(readConfiguration(join(folder, 'nowhere'))).rejects.toThrow(/no folder .*nowhere.*office\.yml/)
  })

  it('tells where YAML is broken, by line, and nothing else of that file', async () => {
    await edit('office.yml', 'name: Comune', 'name: "Comune')
    expect(await problems()).toEqual([expect.stringMatching(/^office\.yml: line \d+, column \d+: .*quote/)])
  })

  it('refuses a key given twice, which YAML readers like to swallow', async () => {
    await edit('office.yml', 'phone:', 'name: Other\nphone:')
    expect(await problems()).toEqual([expect.stringMatching(/^office\.yml: line 7, column 1: .*unique/)])
  })

  it('tells which files are missing', async () => {
    await rm(join(folder, 'funds.yml'))
    await rm(join(folder, 'regulations'), { recursive: true })
    expect(await problems()).toEqual([
      expect.stringMatching(/^regulations\/: holds no version/),
      expect.stringMatching(/^funds\.yml: is missing: copy it/),
    ])
  })

  it('may do without finance, and of it with any part', async () => {
    await writeFile(join(folder, 'finance.yml'), 'mail: mandati@example.org\n')
    expect((await readConfiguration(folder)).finance).toEqual({ mail: 'mandati@example.org' })
    await rm(join(folder, 'finance.yml'))
    expect((await readConfiguration(folder)).finance).toEqual({})
  })

  it.each([
    ['https://contabilita.example.org/baratto', true],
    ['http://localhost:8080/hook', true],
    ['http://127.0.0.1/hook', true],
    ['http://[::1]:9000/', true],
    ['http://contabilita.example.org/', false],
    ['http://localhost.example.org/', false],
    ['http://127.0.0.1@example.org/', false],
    ['ftp://example.org/', false],
    ['contabilita.example.org', false],
  ])('tells clearances to %s: %s', async (address, taken) => {
    await writeFile(join(folder, 'finance.yml'), `webhook: ${address}\n`)
    if (taken) expect((await readConfiguration(folder)).finance).toEqual({ webhook: address })
    else expect(await problems()).toEqual([expect.stringMatching(/^finance\.yml: webhook: must be/)])
  })

  it('tells what is wrong with the account of the treasury and its words', async () => {
    await writeFile(
      join(folder, 'finance.yml'),
      'treasury: { name: Comune, iban: IT00X0542811101000000123456, cuc: short }\noutcomeFormat: { paid: [] }\n',
    )
    expect((await problems()).map((line) => line.split(': ').slice(0, 2).join(': ')).sort()).toEqual([
      'finance.yml: outcomeFormat.columns',
      'finance.yml: outcomeFormat.paid',
      'finance.yml: outcomeFormat.returned',
      'finance.yml: treasury.cuc',
      'finance.yml: treasury.iban',
    ])
  })

  it('tells of unknown and of missing fields, each by its path, all at once', async () => {
    await edit('office.yml', 'phone:', 'telephone:')
    await edit('staff.yml', 'role: finance', 'role: treasurer')
    await edit('regulations/2018-11.yml', 'value: 750', 'value: 7.5')
    expect(await problems()).toEqual([
      expect.stringMatching(/^office\.yml: phone: is missing: add it/),
      expect.stringMatching(/^office\.yml: unknown "telephone": correct the spelling/),
      expect.stringMatching(/^regulations\/2018-11\.yml: parameters\.hourValueCents\.value: .*int/),
      expect.stringMatching(/^staff\.yml: 9\.role: .*finance/),
    ])
  })

  it.each([
    ['funds.yml', 'id: fesr', 'id: bilancio', 'funds.yml: two entries share an id'],
    ['projects.yml', 'host: artigiani', 'host: fabbri', 'projects.yml: 2.host: no host "fabbri"'],
    [
      'staff.yml',
      'substituteFor: dir-moretti',
      'substituteFor: rag-fontana',
      'staff.yml: 8.substituteFor: no manager "rag-fontana"',
    ],
    ['staff.yml', 'role: finance', 'role: educator', 'staff.yml: nobody is finance'],
    ['funds.yml', 'validTo: 2030-12-31', 'validTo: 2025-12-31', 'funds.yml: 0.validTo: must not be before 2026-01-01'],
    ['holidays.yml', '06-24', '06-31', 'holidays.yml: yearly.5: must be a day of the year, as MM-DD'],
    [
      'regulations/2018-11.yml',
      '{ min: 5000, max: 60000 }',
      '{ min: 60000, max: 5000 }',
      'regulations/2018-11.yml: parameters.monthlyCents.value: min must not be above max',
    ],
  ])('tells of what does not hold together: %s with %s as %s', async (file, from, to, problem) => {
    await edit(file, from, to)
    expect(await problems()).toEqual([problem])
  })

  it.each([0, -8])('refuses modules of %i hours: nothing could be divided by them', async (hours) => {
    await edit('regulations/2018-11.yml', 'value: 8\n', `value: ${hours}\n`)
    expect(await problems()).toEqual([expect.stringContaining('parameters.moduleHours.value: ')])
  })

  it('wants a version to end before the next one begins, and each to have its own name', async () => {
    const next = (await readFile(join(folder, 'regulations/2018-11.yml'), 'utf8')).replace(
      'validFrom: 2018',
      'validFrom: 2027',
    )
    await writeFile(join(folder, 'regulations/2027-11.yml'), next)
    expect(await problems()).toEqual([
      'regulations/: two files have the same version',
      'regulations/: "2018-11" must end before "2018-11" starts',
    ])
    await edit('regulations/2027-11.yml', 'version: 2018-11', 'version: 2027-11')
    await edit('regulations/2018-11.yml', 'validFrom: 2018-11-01', 'validFrom: 2018-11-01\nvalidTo: 2027-10-31')
    expect((await readConfiguration(folder)).regulations).toHaveLength(2)
  })

  it('does not leave a misnamed file unread in silence', async () => {
    await cp(join(folder, 'staff.yml'), join(folder, 'personale.yml'))
    expect(await problems()).toEqual([expect.stringMatching(/^personale\.yml: is not a file of a configuration/)])
  })
})
