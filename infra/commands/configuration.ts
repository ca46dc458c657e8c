import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import {
  type Municipality,
  municipality,
  type Regulation,
  regulation,
} from '../../functions/domain/municipality/regulation.ts'

/** An error about an unusable configuration. Its message lists every problem, its place, and how to mend it. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** The file of each part of the configuration. Regulations have a folder, with one file per version. */
const FILES = {
  office: 'office.yml',
  staff: 'staff.yml',
  groups: 'groups.yml',
  programmes: 'programmes.yml',
  funds: 'funds.yml',
  zones: 'zones.yml',
  hosts: 'hosts.yml',
  projects: 'projects.yml',
  holidays: 'holidays.yml',
  finance: 'finance.yml',
} as const
/** The files that a configuration need not have. */
const OPTIONAL: readonly string[] = [FILES.finance]
const REGULATIONS = 'regulations'
const isYaml = (file: string) => /\.ya?ml$/.test(file)

/** A problem in a file, or in the folder as a whole if `file` is empty. */
type Problem = { file: string; text: string }

const isAbsent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Reads a YAML file into plain values, or returns the problems of its syntax. */
async function readYaml(folder: string, file: string): Promise<{ value: unknown } | { problems: Problem[] }> {
  let text: string
  try {
    text = await readFile(join(folder, file), 'utf8')
  } catch (error) {
    if (!isAbsent(error)) throw error
    return { problems: [{ file, text: 'is missing: copy it from config/sesto-san-giovanni and adapt it' }] }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problems = [...document.errors, ...document.warnings].map(({ pos: [start], message }) => {
    const { line, col } = lines.linePos(start)
    return { file, text: `line ${line}, column ${col}: ${message}` }
  })
  return problems.length > 0 ? { problems } : { value: document.toJS() }
}

const atPath = (path: readonly PropertyKey[]) => (path.length === 0 ? '' : `${path.map(String).join('.')}: `)

/** Describes an issue of a schema in the terms of the configuration files. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}: correct the spelling or take it out (config/README.md lists what there is)`
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing: add it (see config/README.md)'
  return issue.message
}

/** Returns the file that a path of the whole configuration is in, and the path within that file. */
function placeOf(path: readonly PropertyKey[], regulations: readonly string[]): [string, readonly PropertyKey[]] {
  const [part, index, ...rest] = path
  if (part === REGULATIONS) {
    const file = regulations[Number(index)]
    return file === undefined ? [`${REGULATIONS}/`, []] : [file, rest]
  }
  const file = Object.entries(FILES).find(([name]) => name === part)?.[1]
  return file === undefined ? ['', path] : [file, path.slice(1)]
}

const listOf = (problems: readonly Problem[]) =>
  problems.map(({ file, text }) => `  ${[file, text].filter(Boolean).join(': ')}`).join('\n')

/**
 * Reads and validates a municipality's configuration, a folder of YAML files.
 * @throws ConfigurationError with every problem found
 */
export async function readConfiguration(folder: string): Promise<Municipality> {
  const fail = (problems: readonly Problem[]) =>
    new ConfigurationError(`The configuration in ${folder} cannot be used:\n${listOf(problems)}`)

  const there = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error))
      throw new ConfigurationError(`There is no folder ${folder}: give the folder that holds office.yml.`)
    throw error
  })
  const versions = there.includes(REGULATIONS)
    ? (await readdir(join(folder, REGULATIONS))).filter(isYaml).map((file) => `${REGULATIONS}/${file}`)
    : []
  versions.sort()
  const problems: Problem[] = there
    .filter((file) => isYaml(file) && !Object.values<string>(FILES).includes(file))
    .map((file) => ({ file, text: `is not a file of a configuration: there are ${Object.values(FILES).join(', ')}` }))
  if (versions.length === 0)
    problems.push({ file: `${REGULATIONS}/`, text: 'holds no version of the regulation: add one, such as 2018-11.yml' })

  const read = async (file: string): Promise<unknown> => {
    const result = await readYaml(folder, file)
    if ('value' in result) return result.value
    problems.push(...result.problems)
    return undefined
  }
  const parts: Record<string, unknown> = { [REGULATIONS]: await Promise.all(versions.map(read)) }
  for (const [part, file] of Object.entries(FILES))
    if (there.includes(file) || !OPTIONAL.includes(file)) parts[part] = await read(file)

  const parsed = municipality.safeParse(parts, { reportInput: true })
  if (parsed.success && problems.length === 0) return parsed.data
  // An unreadable file is reported once, not again for each value it lacks.
  const unread = new Set(problems.map((problem) => problem.file))
  for (const issue of parsed.error?.issues ?? []) {
    const [file, path] = placeOf(issue.path, versions)
    if (!unread.has(file)) problems.push({ file, text: `${atPath(path)}${sentenceOf(issue)}` })
  }
  throw fail(problems)
}

/**
 * Reads and validates one version of a regulation that is not in a configuration yet.
 * @throws ConfigurationError with every problem found
 */
export async function readRegulation(file: string): Promise<Regulation> {
  const read = await readYaml(dirname(file), basename(file))
  const parsed = 'value' in read ? regulation.safeParse(read.value, { reportInput: true }) : undefined
  if (parsed?.success) return parsed.data
  const found = parsed?.error.issues.map((issue) => ({ file, text: `${atPath(issue.path)}${sentenceOf(issue)}` }))
  const problems = 'problems' in read ? read.problems : (found ?? [])
  throw new ConfigurationError(`The regulation cannot be used:\n${listOf(problems)}`)
}
