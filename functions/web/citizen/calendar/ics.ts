import type { Language } from '../../../domain/base/languages.ts'
import { siteMessagesOf } from '../../../texts/messages.ts'
import type { Planned } from '../../../domain/hours/hours.ts'
/** The maximum number of octets of a line, without its end (RFC 5545 3.1). */
const LINE = 75

/** Folds a long line, which continues after a space and is never broken within a character (RFC 5545). */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const character of line) {
    if (Buffer.byteLength(current + character) > LINE) {
      lines.push(current)
      current = ' '
    }
    current += character
  }
  return [...lines, current].join('\r\n')
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

/** Formats an instant for calendars, in UTC. */
const stamp = (at: string): string => at.replace(/[-:]/g, '').replace(/\.\d+/, '')

export type CalendarOf = {
  request: string
  language: Language /** The place of a shift, by its day; none is ''. */
  where: (on: string) => string
  now: string
}

/**
 * Shifts as a calendar (RFC 5545). An event is known by its day, so that a calendar that reads the file again moves what
 * changed; its title says nothing of the person.
 */
export function calendarOf(shifts: readonly Planned[], { request, language, where, now }: CalendarOf): string {
  const { calendar: m } = siteMessagesOf(language)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baratto//IT',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(m.name)}`,
    ...shifts.flatMap(({ on, starts, ends }) => [
      'BEGIN:VEVENT',
      `UID:${on}-${request}@baratto`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(starts)}`,
      `DTEND:${stamp(ends)}`,
      `SUMMARY:${escaped(m.summary)}`,
      ...(where(on) ? [`LOCATION:${escaped(where(on))}`] : []),
      'CLASS:PRIVATE',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}
