import { filedPaper } from '../../domain/procedure/papers.ts'
import type { Papers } from '../../usecases/ports/press.ts'
import { dataOf } from '../aws/sealing.ts'
import { get } from './client.ts'
import { key } from './keys.ts'

export const papers: Papers = {
  async find(request, paper) {
    const item = await get(key.paper(request, paper))
    return item && filedPaper.parse(await dataOf(request, item))
  },
}
