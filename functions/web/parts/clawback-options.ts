import type { Language } from '../../domain/file/application.ts'
import type { Request } from '../../domain/file/request.ts'
import { openCents } from '../../domain/money/clawback.ts'
import { openClawbacks } from '../../domain/money/recovery.ts'
import { clawbackMessagesOf } from '../../texts/clawback.ts'
import type { Option } from '../../ui/controls.ts'
import { formatOf } from '../../ui/format.ts'

/** Lists the open clawbacks of a request to choose from. */
export function clawbackOptions(request: Request, language: Language): Option[] {
  const { fields, cause: causes } = clawbackMessagesOf(language)
  return openClawbacks(request).map((open) => ({
    value: String(open.number),
    label: fields.clawback(open.number, causes[open.cause], formatOf(language).euro(openCents(open))),
  }))
}
