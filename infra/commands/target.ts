import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { z } from 'zod'
import { attachEnvironment } from '../local/attach.ts'

/** An error whose message tells the user of a command what is wrong and what to do. */
export class CommandProblem extends Error {
  override name = 'CommandProblem'
}

/** The system a command works on: a local state folder or a deployed stack. */
export type Target = { state?: string | undefined; stack?: string | undefined }

/** The command-line options that select the target. */
export const TARGET_OPTIONS = { state: { type: 'string' }, stack: { type: 'string' } } as const
export const TARGET_USAGE = '[--state .local | --stack BarattoService]'

/**
 * Sets the environment variables that the adapters read: from the outputs of a deployed stack, or from the local environment.
 * @throws CommandProblem if there is no such system
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

/** Runs a command. A known problem is printed as its sentence, any other error with its stack; both set exit code 1. */
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
