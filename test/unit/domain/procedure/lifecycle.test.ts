import { stepOf } from '../../../../functions/domain/file/next-step.ts'
import { describe, expect, it } from 'vitest'
import {
  ACTORS,
  stageAfter,
  canReview,
  canWithdraw,
  ENDINGS,
  endingOf,
  hasEnded,
  IllegalTransition,
  lawOf,
  PHASES,
  phaseOf,
  STAGES,
  type Stage,
  TRANSITIONS,
  type Transition,
} from '../../../../functions/domain/procedure/lifecycle.ts'
import { statesOf } from '../../../support/machines.ts'

const rows: readonly Transition[] = TRANSITIONS

describe('the table of transitions', () => {
  it('lists each transition once, with its law', () => {
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length)
    expect(rows.filter((row) => row.law.trim() === '' || row.by.length === 0 || row.from.length === 0)).toEqual([])
  })

  it('goes from known stages to known stages, by known actors', () => {
    for (const row of rows) {
      expect(STAGES, row.name).toEqual(expect.arrayContaining([...row.from, row.to]))
      expect(ACTORS, row.name).toEqual(expect.arrayContaining([...row.by]))
    }
  })

  it('reaches every stage from submitted', () => {
    const reached = new Set<Stage>(['submitted'])
    for (let before = -1; before !== reached.size; ) {
      before = reached.size
      for (const row of rows) if (row.from.some((stage) => reached.has(stage))) reached.add(row.to)
    }
    expect(STAGES.filter((stage) => !reached.has(stage))).toEqual([])
  })

  it.each(STAGES)('leaves %s, or has ended there', (stage) => {
    const leaves = rows.some((row) => row.from.includes(stage) && row.to !== stage)
    expect(leaves).toBe(!hasEnded(stage) || canReview(stage))
  })

  it('lets only a manager decide, and refuses nobody without notice', () => {
    for (const row of rows.filter(({ to }) => to === 'approved' || to === 'refused'))
      expect(row.by).toEqual(['manager'])
    expect(rows.filter(({ to }) => to === 'refused').flatMap(({ from }) => from)).toEqual(['observations'])
    expect(rows.filter(({ to }) => to === 'observations').flatMap(({ from }) => from)).toEqual([
      'rejection_notice',
      'rejection_notice',
    ])
  })

  it('declares inadmissible only what was proposed as that, by a manager', () => {
    expect(rows.filter(({ to }) => to === 'inadmissible').map(({ from, by }) => [...from, ...by])).toEqual([
      ['proposed_inadmissibility', 'manager'],
    ])
  })

  it('ends grants by a manager only, with the law', () => {
    const back = rows.filter(({ to }) => ['revoked', 'forfeited', 'annulled'].includes(to))
    expect(back.map(({ to, by }) => [to, ...by])).toEqual([
      ['revoked', 'manager'],
      ['forfeited', 'manager'],
      ['annulled', 'manager'],
    ])
    expect(new Set(back.map(({ law }) => law)).size).toBe(3)
    // From the approval, or the enrolment without money, to the closing; never from a request that was not granted.
    const granted = STAGES.slice(STAGES.indexOf('approved'), STAGES.indexOf('closed') + 1)
    for (const { from } of back) expect(from).toEqual(granted)
    expect(STAGES.filter(canReview)).toEqual(granted)
  })

  it('asks the second municipality before the decision, and accepts no other answer', () => {
    const partner = rows.filter(({ by }) => by.includes('partner'))
    expect(partner.map(({ name, from, by }) => [name, ...from, ...by])).toEqual([
      ['concur', 'concurrence_requested', 'partner'],
      ['objectToProposal', 'concurrence_requested', 'partner'],
    ])
    expect(rows.filter(({ from }) => from.includes('concurrence_requested')).map(({ name }) => name)).toEqual([
      'concur',
      'objectToProposal',
      'noConcurrence',
      'withdraw',
    ])
  })

  it('starts no activity with hours before cover', () => {
    expect(rows.filter(({ to }) => to === 'active').map(({ name, from }) => [name, ...from])).toEqual([
      ['start', 'insured'],
      ['startWithoutHours', 'funded', 'enrolled'],
      ['settlePeriod', 'active'],
      ['resumeActivity', 'suspended'],
    ])
  })

  it('lets the person withdraw at any time before completion, and not after', () => {
    expect(STAGES.filter((stage) => !canWithdraw(stage))).toEqual([
      'completed',
      'closed',
      'refused',
      'inadmissible',
      'withdrawn',
      'revoked',
      'forfeited',
      'annulled',
    ])
  })
})

describe('a transition', () => {
  it('is possible exactly as the table says', () => {
    for (const row of TRANSITIONS)
      for (const from of STAGES)
        for (const by of ACTORS) {
          const allowed = (row.from as readonly Stage[]).includes(from) && (row.by as readonly string[]).includes(by)
          if (allowed) expect(stageAfter(row.name, from, by)).toBe(row.to)
          else expect(() => stageAfter(row.name, from, by)).toThrow(IllegalTransition)
        }
  })

  it('cites its law', () => expect(lawOf('requestIntegration')).toContain('L. 241/1990 art. 2(7)'))
})

describe('a stage', () => {
  const states = statesOf('contribution-request')
  it.each(STAGES)('%s is handled by a state of the machine', (stage) => {
    expect(Object.keys(states)).toContain(stepOf(stage))
  })
  it('has ended once it is closed or has another ending', () => {
    expect(STAGES.filter(hasEnded)).toEqual(['closed', ...ENDINGS])
    for (const stage of STAGES) expect(endingOf(stage)).toBe(hasEnded(stage) && stage !== 'closed' ? stage : undefined)
  })
  it.each(STAGES)('%s is in a phase that people see', (stage) => expect(PHASES).toContain(phaseOf(stage)))
})
