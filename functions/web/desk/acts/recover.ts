import { recoverable } from '../../../domain/money/clawback.ts'
import { sumOf } from '../../../domain/money/funds.ts'
import { clawbackMessagesOf } from '../../../texts/messages.ts'
import { formatOf } from '../../../texts/format.ts'
import type { ActView } from './view.ts'

export const recover: ActView = {
  controls: ({ file, language }) => {
    const { fields } = clawbackMessagesOf(language)
    const hint = fields.most({ amount: formatOf(language).euro(sumOf(recoverable(file))) })
    return [
      { path: 'cents', type: 'euro', short: true, ...fields.cents, hint },
      { path: 'since', type: 'date', optional: true, ...fields.since },
      { path: 'instalments', type: 'whole', short: true, ...fields.instalments },
      { path: 'firstOn', type: 'date', ...fields.firstOn },
      { path: 'how', type: 'area', ...fields.how },
      { path: 'reasons', type: 'area', ...fields.why },
    ]
  },
}
