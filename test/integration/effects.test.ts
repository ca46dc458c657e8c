import { describe } from 'vitest'
import { z } from 'zod'
import { caseFiles } from '../../functions/adapters/dynamodb/case-files.ts'
import { get } from '../../functions/adapters/dynamodb/client.ts'
import { recordKey, storedName } from '../../functions/adapters/dynamodb/record-key.ts'
import { effectsContract } from '../support/effects-contract.ts'
import { useStore } from '../support/store.ts'

const fields = z.looseObject({}).default({})

describe('effects in DynamoDB', () => {
  useStore()
  effectsContract(() => ({
    files: caseFiles,
    async read(key) {
      const item = await get(await recordKey(key))
      if (!item) return undefined
      const { pk: _, sk: __, kind: ___, fingerprint: ____, schemaVersion: _____, data, ...rest } = item
      return { ...fields.parse(data), ...rest }
    },
    nameOf: storedName,
  }))
})
