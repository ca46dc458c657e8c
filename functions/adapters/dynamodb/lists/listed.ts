import type { CaseFile } from '../../../domain/file/case-file.ts'
import { requiredWorkflows } from '../../../domain/file/next-step.ts'
import type { FilePart } from '../../../domain/file/stored.ts'
import { partition, yearOf } from './worklist.ts'

/** Returns the attributes by which lists find a request. */
export function listedRequest(file: CaseFile, at: string): object {
  const { id, receivedAt, municipality } = file.request
  return {
    wpk:
      requiredWorkflows(file, at).length > 0
        ? partition.openRequests(municipality)
        : partition.endedRequests(municipality, yearOf(receivedAt)),
    wsk: `${yearOf(receivedAt)}#${receivedAt}#${id}`,
  }
}

/** Returns the attributes by which lists find another item of a file; none for an item in no list. */
export function listedPart(part: FilePart, { request: { municipality } }: CaseFile): object {
  switch (part.kind) {
    case 'ask':
      return part.data.status === 'open'
        ? { wpk: partition.openAsks(municipality), wsk: `${part.data.dueOn}#${part.data.id}` }
        : {}
    case 'posting':
      return { wpk: partition.postings(municipality, part.data.on.slice(0, 4)), wsk: `${part.data.on}#${part.data.id}` }
    case 'payment': {
      const { state, eligibleAt, id } = part.data
      return {
        wpk:
          state === 'paid' || state === 'cancelled'
            ? partition.endedPayments(municipality, yearOf(eligibleAt))
            : partition.openPayments(municipality),
        wsk: `${eligibleAt}#${id}`,
      }
    }
    default:
      return {}
  }
}
