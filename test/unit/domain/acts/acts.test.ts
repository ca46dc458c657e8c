import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ACT_NAMES, ACTS } from '../../../../functions/domain/acts/index.ts'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { deskMessagesOf } from '../../../../functions/texts/messages.ts'
import { ACT_VIEWS } from '../../../../functions/web/desk/acts/index.ts'

/** Files of a folder that hold no act. */
const SHARED = ['act', 'clawback-options', 'fields', 'index', 'page', 'route', 'view']
const modulesIn = (folder: string): string[] =>
  readdirSync(folder)
    .map((file) => file.replace(/\.tsx?$/, ''))
    .filter((file) => !SHARED.includes(file))
    .sort()
const sorted = [...ACT_NAMES].sort()

describe('the registry of acts', () => {
  it('has every module of the domain and no other', () => {
    expect(modulesIn('functions/domain/acts')).toEqual(sorted)
  })

  it('has a view of every act', () => {
    expect(Object.keys(ACT_VIEWS).sort()).toEqual(sorted)
    expect(modulesIn('functions/web/desk/acts')).toEqual(sorted)
  })

  it.each(LANGUAGES)('has the texts of every act and of nothing else in %s', (language) => {
    const { acts } = deskMessagesOf(language)
    expect(Object.keys(acts).sort()).toEqual(sorted)
    for (const texts of Object.values(acts))
      for (const text of ['title', 'lead', 'submit', 'done'] as const) expect(texts[text].trim()).not.toBe('')
  })

  it.each(ACT_NAMES)('describes the input of %s, and accepts no unknown field', (name) => {
    const { input } = ACTS[name]
    expect(z.toJSONSchema(input, { io: 'input' })).toMatchObject({ type: 'object', additionalProperties: false })
  })
})
