import type { NextStep, WorkflowRef } from '../../domain/file/next-step.ts'

/** The running workflows and the tokens of their waiting tasks. */
export interface Workflows {
  saveToken(ask: string, token: string): Promise<void>
  tokenOf(ask: string): Promise<string | undefined>
  /** Completes the waiting task. An expired token is no error: the next resume delivers. */
  succeed(token: string, standing: NextStep): Promise<void>
  /**
   * Ensures that exactly one execution drives a workflow; with `restart`, replaces a running one, or one that started
   * before an instant. Returns whether it started one.
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
  /** Removes the mark of an execution, but not that of a later one. */
  clearStuck(request: string, execution: string): Promise<void>
  stuck(request: string): Promise<{ execution: string; status: string; at: string } | undefined>
}
