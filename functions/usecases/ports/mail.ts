import type { Letter } from './letter.ts'

export interface Postman {
  send(to: string, letter: Letter): Promise<void>
}
