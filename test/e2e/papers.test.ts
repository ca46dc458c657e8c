import { expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { sha256 } from '../../functions/domain/file/trail.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { fileOf, playUntil, received, useEnvironment } from '../support/environment.ts'
import { textOf } from '../support/pdf.ts'

const { environment, world, problems } = useEnvironment()

test('gives the person the decision as HTML and PDF, provably the one on record', async () => {
  const begun = await received(world())
  // Assessment and decision.
  await playUntil(begun, world(), 2)
  await environment().idle()
  const { request, statusSecret } = begun.story
  const { papers: issued = [], registryEntry } = (await fileOf(begun.story)).request
  expect(issued.map(({ id }) => id)).toEqual(['opening', 'decision'])
  const page = `/requests/${request}/${statusSecret}`
  const listed = await (await fetch(`${world().url}${page}`, { headers: { accept: 'text/html' } })).text()
  for (const { id, html, pdf } of issued) {
    const got = async (ending: string) => {
      const address = `${page}/papers/${id}.${ending}`
      expect(listed).toContain(`href="${address}"`)
      const answer = await fetch(`${world().url}${address}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      return Buffer.from(await answer.arrayBuffer())
    }
    const bytes = await got('pdf')
    expect(sha256(bytes)).toBe(pdf)
    expect(textOf(bytes)).toContain(`Pratica n. ${registryEntry}`)
    expect(sha256(await got('html'))).toBe(html)
    expect(listed).toContain(pdf)
  }
  expect((await verifyTrail({ files: caseFiles, papers }, request)).fault).toBeUndefined()
  expect(problems).toEqual([])
})
