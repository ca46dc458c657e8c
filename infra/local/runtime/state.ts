import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** An error the user can mend. Its message is a sentence that says what to do; commands print it without a stack. */
export class LocalProblem extends Error {
  override name = 'LocalProblem'
}

/** The folder with the state of the local environment. One process holds it at a time; each write is atomic. */
export interface StateFolder {
  readonly path: string
  /** True if the folder exists for this run only. */
  readonly temporary: boolean
  file(name: string): string
  read<T>(name: string, schema: z.ZodType<T>): T | undefined
  write(name: string, value: unknown, mode?: number): void
  remove(name: string): void
  release(): void
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Reads a text file; returns undefined if it does not exist. */
export const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw new LocalProblem(`Cannot read ${file} (${reason(error)}): mend its permissions, then start again.`)
  }
}

/**
 * Reads and validates a JSON file; returns undefined if it does not exist.
 * @throws LocalProblem if the file is damaged
 */
export const readJson = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
  const text = readText(file)
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new LocalProblem(`${file} is damaged: mend it, or delete it, then start again.`)
  }
}

// The start time distinguishes a process from a later one with the same id.
const startedAt = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19]
  } catch {
    return undefined
  }
}

/** Returns true if the process is alive and has the given start time. */
const isAlive = (pid: number, started: string | undefined): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return isCode(error, 'EPERM')
  }
  return started === undefined || startedAt(pid) === started
}

const lockSchema = z.object({ pid: z.int().positive(), started: z.string().optional() })

const lock = (file: string, path: string, again = true): void => {
  try {
    const handle = openSync(file, 'wx', 0o600)
    writeFileSync(handle, JSON.stringify({ pid: process.pid, started: startedAt(process.pid) }))
    closeSync(handle)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) {
      throw new LocalProblem(
        `Cannot write to ${path} (${reason(error)}): mend its permissions, or choose another folder with --state.`,
      )
    }
    const holder = readJson(file, lockSchema)
    if (!again || (holder !== undefined && isAlive(holder.pid, holder.started))) {
      throw new LocalProblem(
        `The state folder ${path} is in use by process ${holder?.pid}: end that one first, or choose another folder with --state.`,
      )
    }
    rmSync(file, { force: true })
    lock(file, path, false)
  }
}

/** Opens and locks a state folder. Without a path it makes a temporary one, which release deletes. */
export const openState = (path?: string): StateFolder => {
  let root: string
  try {
    root = path === undefined ? mkdtempSync(join(tmpdir(), 'baratto-')) : resolve(path)
    // The mailbox holds personal data: only the owner may read the folder.
    mkdirSync(root, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new LocalProblem(
      `Cannot use ${path} as state folder (${reason(error)}): mend it, or choose another one with --state.`,
    )
  }
  const file = (name: string): string => join(root, name)
  lock(file('lock'), root)
  return {
    path: root,
    temporary: path === undefined,
    file,
    read: (name, schema) => readJson(file(name), schema),
    write: (name, value, mode = 0o600) => {
      writeFileSync(file(`${name}.new`), `${JSON.stringify(value, null, 2)}\n`, { mode })
      renameSync(file(`${name}.new`), file(name))
    },
    remove: (name) => rmSync(file(name), { force: true }),
    release: () => rmSync(path === undefined ? root : file('lock'), { recursive: true, force: true }),
  }
}
