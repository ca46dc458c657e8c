import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { key } from '../../functions/adapters/dynamodb/keys.ts'
import { papers } from '../../functions/adapters/aws/papers.ts'
import { fingerprint } from '../../functions/domain/file/stored.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { verifyTrail } from '../../functions/usecases/procedure/verify-trail.ts'
import { START } from '../support/memory.ts'
import { documents } from '../support/documents.ts'
import { useStore } from '../support/store.ts'
import { approved, minutesLater } from '../support/story/approved.ts'

useStore()

const by = { role: 'system', id: 'system' } as const
const deps = { files: caseFiles, papers, clock: { now: () => minutesLater(5) } }
let count = 100

const newFile = async () =>
  (await approved(caseFiles, ++count, START, [{ fund: 'bilancio', cents: 60_000 }], {}, papers)).id
const table = () => process.env['TABLE_NAME']

const item = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.int(),
  data: z.looseObject({}),
})
async function itemsOf(id: string) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: table(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': key.request(id).pk },
      ConsistentRead: true,
    }),
  )
  return Items.map((each) => item.parse(each))
}
const part = async (id: string, kind: string) => {
  const found = (await itemsOf(id)).find((each) => each.kind === kind)
  if (!found) throw new Error(`${id} has no ${kind}`)
  return found
}
const putItem = (Item: object) => documents.send(new PutCommand({ TableName: table(), Item: { ...Item } }))

describe('an item with a field of a later version', () => {
  test.each(['request', 'application', 'decision'] as const)(
    'of the kind %s keeps it when the file changes',
    async (kind) => {
      const id = await newFile()
      const before = await part(id, kind)
      await putItem({ ...before, data: { ...before.data, invented: { later: ['as it was'] } } })
      const file = await caseFiles.load(id)
      if (!file) throw new Error('not read')
      expect(file.request).toHaveProperty('invented', { later: ['as it was'] })
      await amend(deps, id, ({ request }) => ({
        act: 'test',
        by,
        request: {
          queuedOn: 'bilancio',
          application: { ...request.application, language: 'en' },
          ...(request.grant ? { grant: { ...request.grant, months: 3 } } : {}),
        },
      }))
      expect((await caseFiles.load(id))?.request).toMatchObject({
        queuedOn: 'bilancio',
        application: { language: 'en' },
        grant: { months: 3 },
        invented: { later: ['as it was'] },
      })
      expect((await verifyTrail(deps, id)).fault).toBeUndefined()
    },
  )

  test('deep in a section keeps it when another field of the section changes', async () => {
    const id = await newFile()
    const before = await part(id, 'decision')
    const decision = z.looseObject({}).parse(before.data['decision'])
    await putItem({ ...before, data: { ...before.data, decision: { ...decision, signedWith: 'PAdES' } } })
    await amend(deps, id, ({ request }) => ({
      act: 'test',
      by,
      request: request.grant ? { grant: { ...request.grant, months: 3 } } : {},
    }))
    expect((await part(id, 'decision')).data).toMatchObject({ decision: { signedWith: 'PAdES' }, grant: { months: 3 } })
  })
})

describe('a write of a file', () => {
  test('replaces the head and the sections that changed, and leaves the rest as stored', async () => {
    const id = await newFile()
    const before = new Map((await itemsOf(id)).map((each) => [each.sk, each]))
    await amend(deps, id, () => ({
      act: 'test',
      by,
      request: { cover: { policy: 'P', from: '2026-03-01', to: '2026-04-01' } },
    }))
    const after = await itemsOf(id)
    expect(
      after
        .filter(({ version }) => version === 2)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['placement', 'request'])
    for (const each of after.filter(({ version }) => version === 1)) expect(each).toEqual(before.get(each.sk))
  })

  test('gives every item the version of its schema', async () => {
    const id = await newFile()
    for (const each of await itemsOf(id)) expect(each).toMatchObject({ schemaVersion: 1 })
  })
})

describe('a read of a file', () => {
  test('begins again when an item is later than the head, until the head is as late', async () => {
    const id = await newFile()
    const [first] = await itemsOf(id)
    expect(first?.kind).toBe('request')
    const section = await part(id, 'application')
    await putItem({ ...section, version: 2, data: { ...section.data, bodyHash: 'new' } })
    const reading = caseFiles.load(id)
    await documents.send(
      new UpdateCommand({
        TableName: table(),
        Key: key.request(id),
        UpdateExpression: 'SET version = :two, #data.version = :two',
        ExpressionAttributeNames: { '#data': 'data' },
        ExpressionAttributeValues: { ':two': 2 },
      }),
    )
    expect((await reading)?.request).toMatchObject({ version: 2, bodyHash: 'new' })
  })

  test('fails when an item stays later than the head', async () => {
    const id = await newFile()
    await putItem({ ...(await part(id, 'application')), version: 7 })
    await expect(caseFiles.load(id)).rejects.toThrow(`${id} has items later than its head`)
  })

  test('finds the file that was written, with the same fingerprint', async () => {
    const id = await newFile()
    const after = await amend(deps, id, () => ({ act: 'test', by, request: { queuedOn: 'bilancio' } }))
    const read = await caseFiles.load(id)
    expect(read).toEqual(after)
    expect(read && fingerprint(read)).toBe(fingerprint(after))
  })

  test('finds no file where only other items lie', async () => {
    const id = await newFile()
    const posting = { ...(await part(id, 'application')), pk: key.request('b'.repeat(26)).pk }
    await putItem(posting)
    expect(await caseFiles.load('b'.repeat(26))).toBeUndefined()
  })
})
