import type { NextStep, WorkflowRef } from '../../domain/file/next-step.ts'

/** Running workflows. The token of a waiting task lives here and nowhere else. */
export interface Workflows {
  saveToken(ask: string, token: string): Promise<void>
  tokenOf(ask: string): Promise<string | undefined>
  /** Wakes the waiting task. A token that waits no more is no error: the next resume delivers. */
  succeed(token: string, standing: NextStep): Promise<void>
  /**
   * Makes sure that exactly one execution drives this; with `restart` a running one is replaced, or only one that started
   * before an instant. Returns whether one was started.
   */
  ensure(request: string, workflow: WorkflowRef, restart: boolean | { startedBefore: string }): Promise<boolean>
  /** Returns true if this is the current execution for its workflow. */
  isCurrent(execution: string): Promise<boolean>
  markStuck(mark: {
    request: string
    municipality: string
    execution: string
    status: string
    at: string
  }): Promise<void>
  /** Takes the mark of an execution away; another one's stays. */
  clearStuck(request: string, execution: string): Promise<void>
  stuck(request: string): Promise<{ execution: string; status: string; at: string } | undefined>
}
