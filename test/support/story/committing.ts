import type { WorkflowRef } from '../../../functions/domain/file/next-step.ts'
import { commitFunds } from '../../../functions/usecases/procedure/commit-funds.ts'
import { MemoryWorkflow } from '../memory-services.ts'
import type { Deps } from '../../../functions/usecases/ports/deps.ts'

/** Workflows that play only the step that commits money: a request taken from a queue runs it. */
export class CommittingWorkflows extends MemoryWorkflow {
  readonly #deps: () => Deps
  readonly #works: Promise<unknown>[] = []

  constructor(deps: () => Deps) {
    super({ now: () => deps().clock.now() })
    this.#deps = deps
  }

  override async ensure(id: string, workflow: WorkflowRef, restart: boolean | { startedBefore: string }) {
    const started = await super.ensure(id, workflow, restart)
    if (started && restart === true && workflow.machine === 'contribution-request')
      this.#works.push(commitFunds(this.#deps(), id))
    return started
  }

  /** Resolves when nothing is running. */
  async idle() {
    for (let work = this.#works.shift(); work; work = this.#works.shift()) await work
  }
}
