import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Municipality, municipality } from '../domain/regulation.ts'
import { env } from '../platform/env.ts'
import type { Configuration } from '../usecases/ports.ts'
import { documents, get, key, query, recordOf } from './dynamo.ts'

export const configuration: Configuration = {
  async municipalities() {
    const codes: string[] = []
    for await (const item of query({ partition: key.municipality('').pk }))
      codes.push(recordOf(municipality, item).office.municipality)
    return codes
  },
  async of(code) {
    const item = await get(key.municipality(code))
    if (!item) throw new Error(`municipality ${code} was not imported`)
    return recordOf(municipality, item)
  },
}

/** Stores a municipality's validated configuration in place of the one before. */
export async function storeConfiguration(data: Municipality): Promise<void> {
  await documents.send(
    new PutCommand({
      TableName: env().TABLE_NAME,
      Item: { ...key.municipality(data.office.municipality), kind: 'municipality', data },
    }),
  )
}
