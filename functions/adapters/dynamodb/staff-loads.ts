import * as z from 'zod'
import type { StaffLoads } from '../../usecases/ports/capacity.ts'
import { query } from './client.ts'
import { key } from './keys.ts'

const load = z.object({ sk: z.string(), files: z.int() })

export const staffLoads: StaffLoads = {
  async of(municipality) {
    const loads: Record<string, number> = {}
    for await (const item of query({ partition: key.load(municipality, '').pk })) {
      const { sk: member, files } = load.parse(item)
      loads[member] = files
    }
    return loads
  },
}
