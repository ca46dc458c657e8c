import { Logger } from '@aws-lambda-powertools/logger'

const logger = new Logger()

/** The logger. It logs ids, codes and names of errors, never error messages, which may quote a person. */
export const log = {
  /** Logs an event of the subject with this id. */
  event(code: string, id: string, values: Record<string, string | number> = {}): void {
    logger.info(code, { id, ...values })
  },
  /** Logs a failure with the stack but without the message. */
  failure(code: string, id: string, error: unknown): void {
    const name = error instanceof Error ? error.name : typeof error
    const at =
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .filter((line) => line.trim().startsWith('at '))
            .slice(0, 6)
        : []
    logger.error(code, { id, error: name, at })
  },
}
