import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { day } from '../../functions/domain/base/calendar.ts'
import { DATES } from '../../functions/domain/procedure/dates.ts'
import { STAGES, TRANSITIONS } from '../../functions/domain/procedure/lifecycle.ts'
import { regulation } from '../../functions/domain/municipality/regulation.ts'
import { PROCEDURE, procedureDocument } from '../../infra/commands/procedure.ts'
import { SESTO } from '../support/memory.ts'
import { request } from '../../functions/domain/file/request.ts'
import { ask } from '../../functions/domain/file/ask.ts'
import { posting } from '../../functions/domain/hours/posting.ts'
import { payment } from '../../functions/domain/file/payment.ts'

const RECORDS = { request, ask, posting, payment }

/** Every field of a record, with its schema: `request.suspension.from`. Entries of a list are fields of the list. */
function* fieldsOf(schema: unknown, path: string): Generator<[path: string, schema: unknown]> {
  yield [path, schema]
  if (schema instanceof z.ZodObject)
    for (const [name, inner] of Object.entries(schema.shape)) yield* fieldsOf(inner, `${path}.${name}`)
  if (schema instanceof z.ZodOptional) yield* fieldsOf(schema.unwrap(), path)
  if (schema instanceof z.ZodArray) yield* fieldsOf(schema.element, path)
}
const fields = Object.entries(RECORDS).flatMap(([name, schema]) => [...fieldsOf(schema, name)])
const kept = DATES.flatMap((date) => date.fields ?? [])
const counted = DATES.flatMap((date) => date.parameters ?? [])

describe('docs/procedure.md', () => {
  const text = readFileSync(PROCEDURE, 'utf8')

  it('says what the data says: run npm run procedure after a change', () => {
    expect(text).toBe(procedureDocument(SESTO))
  })

  /** The lines of tables whose first cell is this. */
  const linesOf = (first: string) => text.split('\n').filter((line) => line.startsWith(`| ${first} |`))

  it.each(STAGES)('shows where the state %s comes from', (stage) => {
    const [line = ''] = linesOf(`\`${stage}\``)
    const cells = line.split(' | ')
    expect(cells).toHaveLength(5)
    expect(cells.filter((cell) => cell.replaceAll(/[|\s]/g, '') === '')).toEqual([])
  })

  it('shows every change of state, and every date, with an article', () => {
    for (const { name, law } of TRANSITIONS) expect(linesOf(`\`${name}\``).join()).toContain(law)
    for (const { name, law } of DATES) {
      expect(law.trim()).not.toBe('')
      expect(linesOf(name).join()).toContain(law)
    }
    expect(text).not.toMatch(/undefined|\[object/)
  })
})

describe('the table of dates', () => {
  it('has every day that a record keeps: add a row to functions/domain/procedure/dates.ts for a new one', () => {
    // What the person declares is no date of the procedure.
    const days = fields
      .filter(([path, schema]) => schema === day && !path.startsWith('request.application.'))
      .map(([path]) => path)
    expect(days).toEqual(expect.arrayContaining(['request.dueOn', 'request.suspension.to', 'request.notices.until']))
    expect(days.filter((path) => !kept.includes(path))).toEqual([])
  })

  it('names fields that records have', () => {
    const known = fields.map(([path]) => path)
    expect(kept.filter((path) => !known.includes(path))).toEqual([])
  })

  it('has every figure of the regulation that a date is counted with', () => {
    const figures = Object.keys(regulation.shape.parameters.shape).filter((name) =>
      /days|months|years?(?=[A-Z]|$)/i.test(name),
    )
    expect(figures.length).toBeGreaterThan(10)
    expect(figures.filter((name) => !counted.some((parameter) => parameter === name))).toEqual([])
  })

  it('names each date once', () => expect(new Set(DATES.map(({ name }) => name)).size).toBe(DATES.length))
})
