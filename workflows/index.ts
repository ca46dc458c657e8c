import { activityPeriod } from './activity-period.ts'
import { contributionRequest } from './contribution-request.ts'
import { payment } from './payment.ts'
import { review } from './review.ts'

/**
 * What a state of a machine does. `edges` are the states that usually follow; any other answer goes to Resume, and so does
 * every Wait, whose edges say where Resume usually leads.
 */
export type StateDefinition =
  | { kind: 'task'; function: 'step' | 'issue'; comment: string; edges: readonly string[] }
  | { kind: 'ask'; ask: string; comment: string; edges: readonly string[] }
  | { kind: 'wait'; comment: string; edges: readonly string[] }
  | { kind: 'succeed'; comment: string; edges: readonly [] }

/** One state machine, from which its ASL, its diagram and the names of its states are made. */
export type MachineDefinition = { comment: string; states: Readonly<Record<string, StateDefinition>> }

/** The state machines, by name. */
export const machines = {
  'contribution-request': contributionRequest,
  'activity-period': activityPeriod,
  payment,
  review,
} as const satisfies Record<string, MachineDefinition>

export type Machines = typeof machines
export type MachineName = keyof Machines
export const machineNames: readonly MachineName[] = Object.keys(machines).filter((name): name is MachineName =>
  Object.hasOwn(machines, name),
)
/** The states of one machine that its record may call for. */
export type StateOf<Name extends MachineName> = keyof Machines[Name]['states']
/** The states of all machines. */
export type WorkflowState = { [Name in MachineName]: StateOf<Name> }[MachineName]
/** The tasks that one function of `functions/tasks` carries out. */
export type TaskOf<Function extends 'step' | 'issue'> = {
  [Name in MachineName]: {
    [State in StateOf<Name>]: Machines[Name]['states'][State] extends { kind: 'task'; function: Function }
      ? State
      : never
  }[StateOf<Name>]
}[MachineName]
