import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

/** What stops the local environment, as one sentence that says what to do. The commands print it without a stack. */
export class LocalProblem extends Error {
  override name = 'LocalProblem'
}

/** The folder the local environment keeps its state in: one process at a time, each file written whole or not at all. */
export interface StateFolder {
  readonly path: string
  /** True when the folder was made for this run only and goes with it. */
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

/** The text of a file, or nothing if there is no such file. */
export const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw new LocalProblem(`Cannot read ${file} (${reason(error)}): mend its permissions, then start again.`)
  }
}

/** One JSON file, validated; a damaged one is a sentence, not a stack. */
export const readJson = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
  const text = readText(file)
  if (text === undefined) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new LocalProblem(`${file} is damaged: mend it, or delete it, then start again.`)
  }
}

// The start time tells a live process from another one that got the same id later.
const startedAt = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19]
  } catch {
    return undefined
  }
}

/** Whether a process is alive and still the one that was meant. */
export const isAlive = (pid: number, started: string | undefined): boolean => {
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

/** Opens a state folder and holds it; without a path, a temporary one that is deleted on release. */
export const openState = (path?: string): StateFolder => {
  let root: string
  try {
    root = path === undefined ? mkdtempSync(join(tmpdir(), 'baratto-')) : resolve(path)
    // The mailbox holds what citizens wrote: nobody else on this machine reads it.
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
