import { type CaseFile, superseded } from '../file/case-file.ts'
import type { Request } from '../file/request.ts'
import { questionOf } from '../questions/index.ts'

type Move = { from: string; to: string; reasons: string; by: string; at: string }

/** Moves a file to another case officer, with access to it and the open questions for the case officer. */
export function moveFile(
  { request, asks }: CaseFile,
  move: Move,
): { request: Partial<Request>; asks: CaseFile['asks'] } {
  const { sealed } = request
  return {
    request: {
      caseOfficer: move.to,
      reassignments: [...(request.reassignments ?? []), move],
      ...(sealed ? { sealed: { ...sealed, named: [...new Set([...sealed.named, move.to])] } } : {}),
    },
    asks: superseded(asks.filter(({ status, kind }) => status === 'open' && questionOf(kind).isForCaseOfficer)),
  }
}
