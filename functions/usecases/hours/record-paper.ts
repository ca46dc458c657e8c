import type { ActOutcome } from '../../domain/acts/act.ts'
import type { PaperSheet } from '../../domain/hours/paper-sheet.ts'
import { recordPaperSheet } from '../../domain/hours/record-paper.ts'
import type { Staff } from '../../domain/municipality/actors.ts'
import { decideOnFile } from '../file/decide-on-file.ts'
import { followUp } from '../file/follow-up.ts'
import type { Deps } from '../ports/deps.ts'

/**
 * Records a sheet of paper signed by the person and the supervisor, in one write. The member who typed it cannot verify the
 * period, so an ask that waited for them goes to somebody else.
 */
export async function recordPaper(deps: Deps, staff: Staff, id: string, sheet: PaperSheet): Promise<ActOutcome> {
  const municipality = await deps.configuration.of(staff.municipality)
  const recorded = await decideOnFile(deps, id, (file, now) =>
    recordPaperSheet({ file, municipality, now }, staff, sheet),
  )
  if (recorded.outcome === 'done') await followUp(deps, 'restartWorkflows', recorded.file, staff)
  return recorded
}
