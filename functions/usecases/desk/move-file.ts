import { resume } from '../file/resume.ts'
import type { ActOutcome } from '../file/act-on-file.ts'
import type { Request } from '../../domain/file/request.ts'
import type { CaseFile } from '../../domain/file/case-file.ts'
import type { Deps } from '../ports/deps.ts'

type Move = { from: string; to: string; reasons: string; by: string; at: string }

/** A file that goes to another case officer: it is theirs to see, and to assess where the one before had not answered. */
export function moved({ request, asks }: CaseFile, move: Move): { request: Partial<Request>; asks: CaseFile['asks'] } {
  const { sealed } = request
  return {
    request: {
      caseOfficer: move.to,
      reassignments: [...(request.reassignments ?? []), move],
      ...(sealed ? { sealed: { ...sealed, named: [...new Set([...sealed.named, move.to])] } } : {}),
    },
    asks: asks
      .filter(({ status, kind }) => status === 'open' && kind === 'assessment')
      .map((ask) => ({ ...ask, status: 'superseded' })),
  }
}

/** The workflow that waits for the one before asks the new one. If this is lost, the daily time-out of the question does it. */
export async function askAnew(deps: Deps, id: string, acted: ActOutcome): Promise<ActOutcome> {
  if (acted.outcome === 'done' && acted.written)
    await resume(deps, id, true).catch((error: unknown) => deps.report('restart', id, error))
  return acted
}
