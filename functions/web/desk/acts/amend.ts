import { projectsOpenTo } from '../../../domain/activity/match-file.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { messagesOf } from '../../../texts/messages.ts'
import { type ActView, fieldsOf } from './view.ts'

export const amend: ActView = {
  controls: (context) => {
    const { municipality, language } = context
    const fields = fieldsOf(context)
    const projects = projectsOpenTo(context).map(({ id, title, host }) => ({
      value: id,
      label: title,
      hint: municipality.hosts.find((each) => each.id === host)?.name ?? host,
    }))
    const weekdays = messagesOf(language).weekdays.map((label, index) => ({ value: String(index + 1), label }))
    return [
      { path: 'project', type: 'radio', ...fields.project, options: projects },
      { path: 'startsOn', type: 'date', ...fields.startsOn },
      { path: 'weekdays', type: 'weekdays', ...fields.weekdays, options: weekdays },
      { path: 'at', type: 'text', short: true, ...fields.at },
      { path: 'minutesADay', type: 'duration', ...fields.minutesADay },
      { path: 'months', type: 'whole', optional: true, short: true, ...fields.months },
      { path: 'note', type: 'area', optional: true, ...fields.note },
      { path: 'reasons', type: 'area', ...fields.changeReasons },
    ]
  },
  // Prefilled with the last agreed version.
  prefill: ({ file, now }) => {
    const { placement } = file.request
    if (!placement) return undefined
    const { startsOn, project, at, weekdays, minutesADay, note } = placement
    return { ...(startsOn > dayOf(now) ? { startsOn } : {}), project, at, weekdays, minutesADay, note }
  },
}
