import { addMonths, dayOf } from '../../../domain/base/calendar.ts'
import { regulationOf } from '../../../domain/municipality/regulation.ts'
import { formatOf } from '../../../texts/format.ts'
import { type ActView, fieldsOf } from './view.ts'

export const review: ActView = {
  controls: (context) => {
    const { file, municipality, language } = context
    const { request } = file
    const fields = fieldsOf(context)
    const { annulmentMonths } = regulationOf(municipality, request.regulation).parameters
    const latest = request.decision && addMonths(dayOf(request.decision.at), annulmentMonths.value)
    const options = Object.entries(fields.kinds).map(([value, label]) => ({
      value,
      label,
      ...(value === 'annulment' && latest
        ? { hint: fields.annulmentUntil({ day: formatOf(language).day(latest) }) }
        : {}),
    }))
    return [
      { path: 'kind', type: 'radio', ...fields.kind, options },
      { path: 'grounds', type: 'area', ...fields.grounds },
      { path: 'falseDeclaration', type: 'yesno', ...fields.falseDeclaration },
    ]
  },
}
