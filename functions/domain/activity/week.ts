import type { Opening } from '../municipality/regulation.ts'

/** Hours of the week, in minutes from Monday at midnight; clock changes apart, for it is the clock that people agree on. */
type Stretch = { from: number; to: number }

const DAY = 24 * 60
const WEEK = 7 * DAY

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number): string =>
  `${String(Math.floor((minutes % DAY) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The hours of two weeks, what touches made one: so what crosses from Sunday to Monday is in one piece too. */
function stretchesOf(openings: readonly Opening[]): Stretch[] {
  const once = openings.map(({ weekday, from, to }): Stretch => {
    const begins = (weekday - 1) * DAY + minutesOf(from)
    const length = minutesOf(to) - minutesOf(from)
    return { from: begins, to: begins + (length > 0 ? length : length + DAY) }
  })
  const merged: Stretch[] = []
  for (const each of [...once, ...once.map(({ from, to }) => ({ from: from + WEEK, to: to + WEEK }))].sort(
    (a, b) => a.from - b.from,
  )) {
    const last = merged.at(-1)
    if (last && each.from <= last.to) last.to = Math.max(last.to, each.to)
    else merged.push({ ...each })
  }
  return merged
}

/** The hours that are in both. */
const common = (some: readonly Stretch[], others: readonly Stretch[]): Stretch[] =>
  some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => from < to),
  )

/** A shift that comes back every week: when it begins, by the clock, and its length in minutes. */
export type WeeklyShift = { weekday: number; at: string; minutes: number }

/** Whether a shift lies in the hours. */
export function containsShift(openings: readonly Opening[], { weekday, at, minutes }: WeeklyShift): boolean {
  const from = (weekday - 1) * DAY + minutesOf(at)
  return stretchesOf(openings).some((stretch) =>
    [from, from + WEEK].some((begins) => stretch.from <= begins && begins + minutes <= stretch.to),
  )
}

/** Whether hours that are in each of the lists are long enough for a shift. */
export const haveRoom = (lists: readonly (readonly Opening[])[], minutes: number): boolean =>
  lists
    .map(stretchesOf)
    .reduce(common)
    .some(({ from, to }) => to - from >= minutes)

/** The earliest time of the day at which a shift lies in the hours of each of the lists, on each of the days. */
export function earliestStart(
  lists: readonly (readonly Opening[])[],
  weekdays: readonly number[],
  minutes: number,
): string | undefined {
  const starts = lists
    .map(stretchesOf)
    .reduce(common)
    .map(({ from }) => timeOf(from))
  return [...new Set(starts)]
    .sort()
    .find((at) =>
      lists.every((openings) => weekdays.every((weekday) => containsShift(openings, { weekday, at, minutes }))),
    )
}
