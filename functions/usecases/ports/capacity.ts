import type { Guest, Places } from '../../domain/activity/places.ts'

/** The number of open files of each member of staff. */
export interface StaffLoads {
  of(municipality: string): Promise<Record<string, number>>
}

/** The places taken at each host. */
export interface TakenPlaces {
  /** Returns the places taken at each host; with a guest, also whether somebody there must not meet them. */
  of(municipality: string, guest?: Guest): Promise<Places>
}
