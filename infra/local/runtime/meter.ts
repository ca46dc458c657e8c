/** Counters of what a run uses, in the units AWS bills. Read and write units count only in a metered environment. */
export class Meter {
  readUnits = 0
  writeUnits = 0
  stateTransitions = 0
  functionCalls = 0
  mails = 0
}
