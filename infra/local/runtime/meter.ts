/** What a run has used, in the units AWS bills. Read and write units are counted only when the environment is metered. */
export class Meter {
  readUnits = 0
  writeUnits = 0
  stateTransitions = 0
  functionCalls = 0
  mails = 0
}
