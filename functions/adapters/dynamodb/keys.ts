import type { PartKind } from '../../domain/file/stored.ts'

/** Primary key of an item. */
export type Key = { pk: string; sk: string }

/** Keys of the one table: what is read together lies together. Keyed hashes stand for tax codes and receipts. */
export const key = {
  /** The head of a file: the first of its items, in the order in which they are read. */
  request: (id: string) => ({ pk: `REQUEST#${id}`, sk: 'HEAD' }),
  part: (id: string, kind: PartKind, name: string) => ({ pk: `REQUEST#${id}`, sk: `PART#${kind}#${name}` }),
  trail: (id: string, sequence: number) => ({ pk: `TRAIL#${id}`, sk: String(sequence).padStart(8, '0') }),
  token: (ask: string) => ({ pk: `TOKEN#${ask}`, sk: 'TOKEN' }),
  workflow: (request: string, name: string) => ({ pk: `DRIVE#${request}`, sk: name }),
  person: (municipality: string, hash: string, what: string) => ({ pk: `PERSON#${municipality}#${hash}`, sk: what }),
  load: (municipality: string, member: string) => ({ pk: `LOAD#${municipality}`, sk: member }),
  places: (municipality: string, host: string) => ({ pk: `PLACES#${municipality}`, sk: host }),
  fund: (municipality: string, fund: string) => ({ pk: `FUND#${municipality}`, sk: fund }),
  turn: (municipality: string, fund: string, turn: string) => ({ pk: `QUEUE#${municipality}#${fund}`, sk: turn }),
  register: (municipality: string, year: number) => ({ pk: `REGISTER#${municipality}`, sk: String(year) }),
  publication: (municipality: string, year: number, pseudonym: string) => ({
    pk: `PUBLICATION#${municipality}#${year}`,
    sk: pseudonym,
  }),
  /** Sealed files of a year, counted together among its lines. */
  publicationSum: (municipality: string, year: number) => ({
    pk: `PUBLICATION#${municipality}#${year}`,
    sk: 'sealed',
  }),
  number: (municipality: string, number: string) => ({ pk: `NUMBER#${municipality}`, sk: number }),
  sealed: (municipality: string, request: string) => ({ pk: `SEALED#${municipality}`, sk: request }),
  clawback: (municipality: string, request: string) => ({ pk: `CLAWBACK#${municipality}`, sk: request }),
  /** An open request with a past, current or future placement at a host, of which there is a keyed hash. */
  guest: (municipality: string, host: string, request: string) => ({
    pk: `GUEST#${municipality}#${host}`,
    sk: request,
  }),
  receipt: (municipality: string, hash: string) => ({ pk: `RECEIPT#${municipality}#${hash}`, sk: 'RECEIPT' }),
  pause: (what: string) => ({ pk: `PAUSE#${what}`, sk: 'PAUSE' }),
  drawing: (municipality: string, year: number, seed: string) => ({
    pk: `DRAW#${municipality}`,
    sk: `${year}#${seed}`,
  }),
  draft: (hash: string) => ({ pk: `DRAFT#${hash}`, sk: 'DRAFT' }),
  municipality: (code: string) => ({ pk: 'MUNICIPALITY', sk: code }),
  work: (municipality: string, id: string) => ({ pk: `WORK#${municipality}`, sk: id }),
  /** A part of a picture of a work. */
  photo: (work: string, id: string, part: number) => ({
    pk: `PHOTO#${work}`,
    sk: `${id}#${String(part).padStart(3, '0')}`,
  }),
  /** A project made from a work request: the configured ones are in the configuration. */
  project: (municipality: string, id: string) => ({ pk: `PROJECT#${municipality}`, sk: id }),
}
