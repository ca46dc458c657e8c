import { expect, test } from 'vitest'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { lists, openRequests } from '../../functions/adapters/dynamodb/lists/lists.ts'
import type { Request } from '../../functions/domain/file/request.ts'
import { amend } from '../../functions/usecases/file/amend.ts'
import { applicationOf, SESTO, START } from '../support/memory.ts'
import { useStore } from '../support/store.ts'
import { approved, minutesLater } from '../support/story/approved.ts'

useStore(SESTO)

const by = { role: 'system', id: 'system' } as const
const clock = { now: () => minutesLater(5) }
let count = 300

const file = (fields: Partial<Request> = {}) =>
  approved(caseFiles, ++count, START, [{ fund: 'bilancio', cents: 60_000 }], fields)
const change = (id: string, request: Partial<Request>) =>
  amend({ files: caseFiles, clock }, id, () => ({ act: 'test', by, request }))
const found = async (ids: AsyncIterable<string>) => (await Array.fromAsync(ids)).sort()

test('a tax code leads to the open and the ended files of a person in a municipality, and to no sealed one', async () => {
  const application = applicationOf(700)
  const { taxCode } = application.applicant
  const open = await file({ application })
  const ended = await file({ application, stage: 'withdrawn', outcomeNotifiedAt: START, closedAt: START })
  await file({ application, municipality: 'F205' })
  await file({ application, sealed: { at: START, named: ['as-colombo'] } })
  await file()
  expect(await found(lists.requestsOf('I690', taxCode))).toEqual([open.id, ended.id].sort())
  await change(open.id, { sealed: { at: START, named: ['as-colombo'] } })
  expect(await found(lists.requestsOf('I690', taxCode))).toEqual([ended.id])
})

test('a corrected tax code leads to the file, and the former one no longer does', async () => {
  const { id, application } = await file({ application: applicationOf(710) })
  const other = applicationOf(711).applicant.taxCode
  await change(id, { application: { ...application, applicant: { ...application.applicant, taxCode: other } } })
  expect(await found(lists.requestsOf('I690', applicationOf(710).applicant.taxCode))).toEqual([])
  expect(await found(lists.requestsOf('I690', other))).toEqual([id])
})

test('finds the open requests of every imported municipality for the sweep', async () => {
  const open = await file()
  const ended = await file()
  await change(ended.id, { stage: 'withdrawn', outcomeNotifiedAt: START, closedAt: START })
  const ids = await found(openRequests.ids())
  expect(ids).toContain(open.id)
  expect(await found(lists.requestsOf('I690', ended.application.applicant.taxCode))).toContain(ended.id)
})
