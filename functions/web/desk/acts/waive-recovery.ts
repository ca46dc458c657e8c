import { clawbackMessagesOf } from '../../../texts/messages.ts'
import { clawbackOptions } from './clawback-options.ts'
import type { ActView } from './view.ts'

export const waiveRecovery: ActView = {
  controls: ({ file: { request }, language }) => {
    const { fields } = clawbackMessagesOf(language)
    return [
      { path: 'number', type: 'radio', ...fields.number, options: clawbackOptions(request, language) },
      { path: 'reasons', type: 'area', ...fields.waiveReasons },
    ]
  },
}
