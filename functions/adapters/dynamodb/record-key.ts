import type { RecordName, Personal, RecordKey } from '../../domain/file/effect.ts'
import { keyedHash } from '../aws/secrets.ts'
import { type Key, key } from './keys.ts'

/** Beginnings of the sort keys of a person's records. */
export const HELP = 'HELP#'
export const BAN = 'BAN#'
export const FILE = 'FILE#'

/** Returns the key of a record in the table, with keyed hashes in place of what identifies a person or a file. */
export async function recordKey(record: RecordKey): Promise<Key> {
  const ofPerson = async ({ municipality, person }: Extract<RecordKey, { person: unknown }>, what: string) =>
    key.person(municipality, await keyedHash(person), what)
  switch (record.kind) {
    case 'claim':
      return ofPerson(record, `OPEN#${record.need}`)
    case 'need':
      return ofPerson(record, `NEED#${record.need}`)
    case 'benefit':
      return ofPerson(record, `YEAR#${record.year}`)
    case 'help':
      return ofPerson(record, `${HELP}${record.request}`)
    case 'ban':
      return ofPerson(record, `${BAN}${record.until}`)
    case 'load':
      return key.load(record.municipality, record.member)
    case 'places':
      return key.places(record.municipality, record.host)
    case 'project':
      return key.project(record.municipality, record.project)
    case 'fund':
      return key.fund(record.municipality, record.fund)
    case 'turn':
      return key.turn(record.municipality, record.fund, record.turn)
    case 'receipt':
      return key.receipt(record.municipality, await keyedHash(record.receipt))
    case 'publication':
      return key.publication(record.municipality, record.year, record.pseudonym)
    case 'publicationSum':
      return key.publicationSum(record.municipality, record.year)
  }
}

/** Returns text as it is stored: a keyed hash where it identifies a person or a file. */
export const storedText = async (text: string | Personal): Promise<string> =>
  typeof text === 'string' ? text : keyedHash(text)

/** Returns a name as it is stored. */
export const storedName = async (name: RecordName): Promise<string> =>
  (await Promise.all(name.map(storedText))).join(':')
