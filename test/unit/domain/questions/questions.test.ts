import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { LANGUAGES } from '../../../../functions/domain/base/languages.ts'
import { stateOf } from '../../../../functions/domain/file/next-step.ts'
import { ASK_KINDS, QUESTIONS } from '../../../../functions/domain/questions/index.ts'
import { messagesOf, statusMessagesOf } from '../../../../functions/texts/messages.ts'
import { QUESTION_VIEWS } from '../../../../functions/web/ask/views.ts'
import { machines } from '../../../../workflows/index.ts'

/** Modules beside the questions themselves. */
const SHARED_RULES = ['fields', 'index', 'question', 'subjects', 'workflows']

const modulesIn = (folder: string, extension: string): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith(extension) ? [name.slice(0, -extension.length)] : []))

/** The choices that the schema of an answer accepts, in order. */
const choicesIn = (schema: z.ZodType): string[] =>
  z
    .object({ oneOf: z.array(z.object({ properties: z.object({ choice: z.object({ const: z.string() }) }) })) })
    .parse(z.toJSONSchema(schema, { io: 'input' }))
    .oneOf.map(({ properties }) => properties.choice.const)

describe('the registry of questions', () => {
  it('lists every module in functions/domain/questions', () => {
    const modules = modulesIn('functions/domain/questions', '.ts').filter((name) => !SHARED_RULES.includes(name))
    expect(modules.sort(), 'list the module in QUESTIONS (functions/domain/questions/index.ts)').toEqual(
      [...ASK_KINDS].sort(),
    )
  })

  it('knows every state that asks a person', () => {
    const asked = Object.values(machines).flatMap(({ states }) =>
      Object.values(states).flatMap((state) => (state.kind === 'ask' ? [state.ask] : [])),
    )
    expect([...new Set<string>(asked)].sort(), 'add functions/domain/questions/<kind>.ts').toEqual(
      [...ASK_KINDS].sort(),
    )
  })
})

describe.each(ASK_KINDS)('the question %s', (kind) => {
  const { input, workflow } = QUESTIONS[kind]

  it('has a view of its own', () => {
    expect(QUESTION_VIEWS[kind], 'list the view in functions/web/ask/views.ts').toBeDefined()
    expect(modulesIn('functions/web/ask', '.tsx'), `add functions/web/ask/${kind}.tsx`).toContain(kind)
  })

  it.each(LANGUAGES)('has its texts in %s', (language) => {
    const { asks, letters } = messagesOf(language)
    const where = `add ${kind} to functions/texts/${language}/common.json`
    const { title, lead, next, options } = asks.kinds[kind]
    for (const text of [title, lead, next]) expect(text, `${where}, asks.kinds`).toMatch(/\S/)
    expect(Object.keys(options), `${where}, asks.kinds.${kind}.options: one for each choice`).toEqual(choicesIn(input))
    for (const text of Object.values(options)) expect(text, `${where}, asks.kinds.${kind}.options`).toMatch(/\S/)
    expect(letters.ask.kinds[kind], `${where}, letters.ask.kinds`).toMatch(/\S/)
    expect(statusMessagesOf(language).questions[kind], `add ${kind} to status.json, questions`).toMatch(/\S/)
  })

  it('has a state in the machine that waits for it', () => {
    const { machine } = workflow({ number: 1 }, { request: { periods: [] } })
    expect(Object.keys(machines[machine].states), `add ${stateOf(kind)} to workflows/${machine}.ts`).toContain(
      stateOf(kind),
    )
  })
})
