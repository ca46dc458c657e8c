import { describe, expect, it } from 'vitest'
import { balance } from '../../../functions/domain/ledger.ts'
import { verifyTrail } from '../../../functions/usecases/verify-trail.ts'
import { newWorld } from '../../support/memory.ts'
import { apply, play } from '../../support/play.ts'

describe('a whole life', () => {
  it('goes from the form to closed, hours given back and money paid', async () => {
    const world = newWorld()
    const id = await apply(world)
    const file = await play(world, id)
    expect(file.request.stage).toBe('closed')
    console.log(
      file.payments.map((p) => [p.amountCents, p.state, p.fund]),
      balance(file.postings, 'verified'),
      world.files.funds,
      world.files.commits,
      file.request.periods,
      world.postman.sent.map((s) => s.letter.template + (s.letter.template === 'ask' ? s.letter.kind : '')),
    )
    expect(await verifyTrail(world, id)).toEqual({ request: id, entries: world.files.commits })
  })
})
