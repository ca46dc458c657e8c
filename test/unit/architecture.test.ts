import { globSync, readFileSync } from 'node:fs'
import { dirname, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Values that a file imports, by the file they come from. */
function* importsOf(file: string): Generator<{ from: string; name: string }> {
  const source = readFileSync(file, 'utf8')
  for (const [, names = '', path = ''] of source.matchAll(/import \{([^}]*)\} from '(\.[^']+)'/g))
    for (const each of names.split(','))
      if (each.trim() && !each.trim().startsWith('type '))
        yield { from: normalize(`${dirname(file)}/${path}`), name: each.trim().split(' as ')[0] ?? '' }
}

/** How an exported function begins, up to its body. */
const headOf = (file: string, name: string): string =>
  new RegExp(`export (?:async )?(?:function|const|class) ${name}\\b[\\s\\S]*?(?:\\{\\n|=>|\\n\\n)`).exec(
    readFileSync(file, 'utf8'),
  )?.[0] ?? ''

const pages = globSync('functions/{web,ui,texts,letters,papers}/**/*.{ts,tsx}')

describe('pages', () => {
  it('import no value from use cases but the use cases they call: policy is in the domain', () => {
    const policy = pages.flatMap((file) =>
      [...importsOf(file)]
        .filter(({ from }) => from.startsWith('functions/usecases/'))
        .filter(({ from, name }) => !/\basync\b|Promise</.test(headOf(from, name)))
        .map(({ from, name }) => `${file} imports ${name} of ${from}`),
    )
    expect(pages.length).toBeGreaterThan(100)
    expect(policy).toEqual([])
  })
})
