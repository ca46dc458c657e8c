import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { z } from 'zod'
import { attachEnvironment } from '../local/attach.ts'

/** A sentence for whoever typed the command: what is wrong and what to do. */
export class CommandProblem extends Error {
  override name = 'CommandProblem'
}

export type Target = { state?: string | undefined; stack?: string | undefined }

/** The options that say where a command works. */
export const TARGET_OPTIONS = { state: { type: 'string' }, stack: { type: 'string' } } as const
export const TARGET_USAGE = '[--state .local | --stack BarattoService]'

/**
 * Points the adapters at a running system, by setting what they read from the environment: a deployed stack, whose outputs
 * say it, or the local environment.
 * @throws CommandProblem when there is none
 */
export async function connect({ state, stack }: Target): Promise<void> {
  if (stack === undefined) {
    if (!(await attachEnvironment(state)))
      throw new CommandProblem(
        'No local environment is running here: start one with npm start, or name a deployed stack with --stack.',
      )
    return
  }
  const { Stacks } = await new CloudFormationClient().send(new DescribeStacksCommand({ StackName: stack }))
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'Environment')?.OutputValue
  if (!output) throw new CommandProblem(`The stack ${stack} has no output "Environment": is it the service stack?`)
  Object.assign(process.env, z.record(z.string(), z.string()).parse(JSON.parse(output)))
}

/** Runs a command: a known problem is one sentence and exit code 1, anything else keeps its stack. */
export async function run(command: () => Promise<void>, known: readonly string[] = []): Promise<void> {
  try {
    await command()
  } catch (error) {
    const isKnown =
      error instanceof Error &&
      ['CommandProblem', 'LocalProblem', 'NoSuchRequest', 'NotImported', ...known].includes(error.name)
    process.stderr.write(`${error instanceof Error ? (isKnown ? error.message : error.stack) : String(error)}\n`)
    process.exitCode = 1
  }
}
