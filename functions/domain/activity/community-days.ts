import { balance } from '../hours/ledger.ts'
import type { Municipality } from '../municipality/regulation.ts'
import { numberOf, type Request } from '../file/request.ts'
import type { Posting } from '../hours/posting.ts'

/** The verified days and minutes of a person in a community project in a quarter. */
export type CommunityDays = {
  number: string
  programme: string
  days: number
  minutes: number
  from: string
  to: string
}

/**
 * Returns the first and last month of a quarter such as `2026-Q1`.
 * @throws RangeError if it is not a quarter
 */
export function monthsOf(quarter: string): { from: string; to: string } {
  const [, year, part] = /^(20\d\d)-Q([1-4])$/.exec(quarter) ?? []
  if (!year || !part) throw new RangeError(`"${quarter}" is no quarter: write it like 2026-Q1`)
  const month = (add: number) => `${year}-${String((Number(part) - 1) * 3 + add).padStart(2, '0')}`
  return { from: month(1), to: month(3) }
}

/**
 * Returns the days of community projects (PUC) that are reported every quarter for the INAIL cover (DM 22/10/2019; DM
 * 156/2023), from the ledger of hours: one line per file, by its register number and without a name.
 */
export function communityDays(
  { programmes }: Pick<Municipality, 'programmes'>,
  requests: readonly Pick<Request, 'id' | 'registryEntry' | 'grant'>[],
  postings: readonly Posting[],
  quarter: string,
): CommunityDays[] {
  const { from, to } = monthsOf(quarter)
  return requests
    .filter(({ grant }) => programmes.some(({ id, kind }) => kind === 'communityProject' && id === grant?.programme))
    .flatMap((request) => {
      const { id, grant } = request
      const own = postings.filter(
        (posting) => posting.request === id && from <= posting.on.slice(0, 7) && posting.on.slice(0, 7) <= to,
      )
      // A day that was verified and then rejected no longer counts.
      const days = [...new Set(own.map(({ on }) => on))]
        .map((on) => ({
          on,
          minutes: balance(
            own.filter((posting) => posting.on === on),
            'verified',
          ),
        }))
        .filter(({ minutes }) => minutes > 0)
        .sort((a, b) => (a.on < b.on ? -1 : 1))
      const [first, last] = [days[0]?.on, days.at(-1)?.on]
      return first && last && grant
        ? [
            {
              number: numberOf(request),
              programme: grant.programme,
              days: days.length,
              minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
              from: first,
              to: last,
            },
          ]
        : []
    })
    .sort((a, b) => a.number.localeCompare(b.number, 'it', { numeric: true }))
}
