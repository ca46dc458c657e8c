import type { Ask } from '../file/ask.ts'
import { subjectOf } from '../file/common.ts'
import { type CaseFile, superseded } from '../file/case-file.ts'
import { questionOf } from '../questions/index.ts'

/** Returns the open asks of a file, closed because the request ends; `except` stays as it is. */
export const supersede = (file: Pick<CaseFile, 'asks' | 'payments'>, except?: string): Ask[] =>
  superseded(
    file.asks.filter(
      (ask) =>
        ask.id !== except && ask.status === 'open' && !questionOf(ask.kind).outlivesRequest?.(subjectOf(ask), file),
    ),
  )
