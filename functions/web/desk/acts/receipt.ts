import { hasAccess } from '../../../domain/file/sealed.ts'
import { clawbackMessagesOf } from '../../../texts/messages.ts'
import { clawbackOptions } from './clawback-options.ts'
import type { ActView } from './view.ts'

export const receipt: ActView = {
  controls: ({ file: { request }, member, language, now }) => {
    const { fields } = clawbackMessagesOf(language)
    const open = hasAccess(request, member, now)
      ? clawbackOptions(request, language)
      : // What is asked back on a sealed file is not shown: who has the treasury's receipt says which.
        fields.nth.map((label, index) => ({ value: String(index + 1), label }))
    return [
      { path: 'towards', type: 'radio', ...fields.towards, options: [...open, { value: 'own', label: fields.own }] },
      { path: 'on', type: 'date', ...fields.on },
      { path: 'cents', type: 'euro', short: true, ...fields.received },
      { path: 'reference', type: 'text', ...fields.reference },
      { path: 'reasons', type: 'area', optional: true, ...fields.ownReasons },
    ]
  },
}
