import type { Guest, Places } from '../../domain/activity/places.ts'

/** The number of open files of each member of staff. */
export interface StaffLoads {
  of(municipality: string): Promise<Record<string, number>>
}

/** The places taken at each host. */
export interface TakenPlaces {
  /** With a guest, says of each host whether they must not meet somebody there; without one, nobody is kept apart. */
  of(municipality: string, guest?: Guest): Promise<Places>
}
