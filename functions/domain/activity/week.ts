import type { Opening } from '../municipality/regulation.ts'

/** A range of the week in minutes from Monday midnight by the clock, regardless of clock changes. */
type Range = { from: number; to: number }

const DAY = 24 * 60
const WEEK = 7 * DAY

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const timeOf = (minutes: number): string =>
  `${String(Math.floor((minutes % DAY) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Returns the opening ranges of two weeks, with adjacent ones merged, also across Sunday midnight. */
function rangesOf(openings: readonly Opening[]): Range[] {
  const once = openings.map(({ weekday, from, to }): Range => {
    const begins = (weekday - 1) * DAY + minutesOf(from)
    const length = minutesOf(to) - minutesOf(from)
    return { from: begins, to: begins + (length > 0 ? length : length + DAY) }
  })
  const merged: Range[] = []
  for (const each of [...once, ...once.map(({ from, to }) => ({ from: from + WEEK, to: to + WEEK }))].sort(
    (a, b) => a.from - b.from,
  )) {
    const last = merged.at(-1)
    if (last && each.from <= last.to) last.to = Math.max(last.to, each.to)
    else merged.push({ ...each })
  }
  return merged
}

/** Returns the intersection of two lists of ranges. */
const common = (some: readonly Range[], others: readonly Range[]): Range[] =>
  some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => from < to),
  )

/** A weekly shift: its start by the clock, and its length in minutes. */
export type WeeklyShift = { weekday: number; at: string; minutes: number }

/** Returns true if a shift lies within the opening hours. */
export function containsShift(openings: readonly Opening[], { weekday, at, minutes }: WeeklyShift): boolean {
  const from = (weekday - 1) * DAY + minutesOf(at)
  return rangesOf(openings).some((stretch) =>
    [from, from + WEEK].some((begins) => stretch.from <= begins && begins + minutes <= stretch.to),
  )
}

/** Returns true if the hours common to all lists are long enough for a shift. */
export const hasCommonShift = (lists: readonly (readonly Opening[])[], minutes: number): boolean =>
  lists
    .map(rangesOf)
    .reduce(common)
    .some(({ from, to }) => to - from >= minutes)

/** Returns the earliest time of day at which a shift fits into all lists, on each of the days. */
export function earliestStart(
  lists: readonly (readonly Opening[])[],
  weekdays: readonly number[],
  minutes: number,
): string | undefined {
  const starts = lists
    .map(rangesOf)
    .reduce(common)
    .map(({ from }) => timeOf(from))
  return [...new Set(starts)]
    .sort()
    .find((at) =>
      lists.every((openings) => weekdays.every((weekday) => containsShift(openings, { weekday, at, minutes }))),
    )
}
