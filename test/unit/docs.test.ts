import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'config/README.md', 'workflows/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

/** Links and images to files: inline, by reference or as HTML, without those in code, elsewhere on the web or on the same page. */
const targetsIn = (text: string): string[] => {
  const prose = text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  const found = prose.matchAll(/\]\(<?([^\s)>]+)|^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)|\b(?:src|href)="([^"]+)"/gm)
  return Array.from(found, ([, inline, reference, html]) => inline ?? reference ?? html ?? '')
    .filter((target) => !/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target))
    .map((target) => decodeURI(target.replace(/[?#].*$/, '')))
}

describe('documentation', () => {
  it.each(pages)('%s links and shows only files that exist', (page) => {
    const missing = targetsIn(readFileSync(join(root, page), 'utf8')).filter(
      (target) => !existsSync(join(root, dirname(page), target)),
    )
    expect(missing).toEqual([])
  })

  it('is read for every way to write a link', () => {
    const text = [
      'A [file](a.md), [its part](b.md#part "title"), ![picture](images/c.png), [with `code`](d.md),',
      '[web](https://example.org/e.md), [mail](mailto:nobody@example.org), [here](#part), `[code](f.md)` and [another][g].',
      '<img src="images/h.png">',
      '```md',
      '[code](i.md)',
      '```',
      '[g]: my%20g.md',
    ].join('\n')
    expect(targetsIn(text)).toEqual(['a.md', 'b.md', 'images/c.png', 'd.md', 'images/h.png', 'my g.md'])
    expect(pages.flatMap((page) => targetsIn(readFileSync(join(root, page), 'utf8'))).length).toBeGreaterThan(20)
  })
})
