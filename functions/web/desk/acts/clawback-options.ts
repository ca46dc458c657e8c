import type { Language } from '../../../domain/base/languages.ts'
import { clawbackMessagesOf } from '../../../texts/messages.ts'
import { formatOf } from '../../../texts/format.ts'
import type { Request } from '../../../domain/file/request.ts'
import { openCents } from '../../../domain/money/clawback.ts'
import { openClawbacks } from '../../../domain/money/recovery.ts'
import type { Option } from '../../../ui/controls.ts'

/** Lists the open clawbacks of a request to choose from. */
export function clawbackOptions(request: Request, language: Language): Option[] {
  const { fields, cause: causes } = clawbackMessagesOf(language)
  return openClawbacks(request).map((open) => ({
    value: String(open.number),
    label: fields.clawback({
      number: open.number,
      cause: causes[open.cause],
      open: formatOf(language).euro(openCents(open)),
    }),
  }))
}
