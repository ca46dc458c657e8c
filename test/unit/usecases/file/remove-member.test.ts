import { describe, expect, it } from 'vitest'
import { addMember } from '../../../../functions/domain/acts/add-member.ts'
import { seal } from '../../../../functions/domain/acts/seal.ts'
import { removeMember } from '../../../../functions/domain/acts/remove-member.ts'
import { maySee } from '../../../../functions/domain/file/sealed.ts'
import { actOnFile } from '../../../../functions/usecases/file/act-on-file.ts'
import { newWorld, SESTO, type World } from '../../../support/memory.ts'
import { apply, playToAsk } from '../../../support/story/play.ts'

const staff = (id: string) => {
  const member = SESTO.staff.find((each) => each.id === id)
  if (!member) throw new Error(`no ${id}`)
  return { municipality: 'I690', member }
}
const manager = staff('dir-moretti')
const educator = staff('ed-sala')

/** A sealed file on which the educator is named too. */
async function sealed(): Promise<{ world: World; id: string; officer: string }> {
  const world = newWorld()
  const id = await apply(world)
  await playToAsk(world, id, 'assessment')
  await actOnFile(world, seal, manager, id, { confirm: 'yes' })
  await actOnFile(world, addMember, manager, id, { member: educator.member.id })
  return { world, id, officer: (await world.files.get(id)).request.caseOfficer ?? '' }
}

describe('removing a member from a sealed file', () => {
  it('hides the file from them, once', async () => {
    const { world, id } = await sealed()
    expect(maySee((await world.files.get(id)).request, educator.member)).toBe(true)
    for (let times = 0; times < 2; times++)
      expect(await actOnFile(world, removeMember, manager, id, { member: educator.member.id })).toMatchObject({
        outcome: 'done',
        written: times === 0,
      })
    expect(maySee((await world.files.get(id)).request, educator.member)).toBe(false)
    expect((await world.files.trail(id)).filter(({ act }) => act === 'file.member_removed')).toHaveLength(1)
  })

  it('keeps members who work on the file', async () => {
    const { world, id, officer } = await sealed()
    expect(await actOnFile(world, removeMember, manager, id, { member: officer })).toEqual({
      outcome: 'invalid',
      problems: [{ field: 'member', code: 'choice' }],
    })
    expect((await world.files.get(id)).request.sealed?.named).toContain(officer)
  })

  it('is rejected for members without access, and on other files', async () => {
    const { world, id } = await sealed()
    const input = { member: educator.member.id }
    expect(await actOnFile(world, removeMember, staff('rag-fontana'), id, input)).toEqual({
      outcome: 'refused',
      why: 'hidden',
    })
    const other = newWorld()
    const unsealed = await apply(other)
    expect(await actOnFile(other, removeMember, manager, unsealed, input)).toEqual({
      outcome: 'refused',
      why: 'notSealed',
    })
  })
})
