import { type MachineName, machines, type StateDefinition } from '../../workflows/index.ts'

/** Returns the states of a machine, by name, as it is defined. */
export const statesOf = (machine: MachineName): Readonly<Record<string, StateDefinition>> => machines[machine].states
