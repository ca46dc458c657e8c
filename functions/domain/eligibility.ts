import { type Application, grantKindOf } from './application.ts'
import { ageOn, dayOf } from './calendar.ts'
import type { Request } from './records.ts'
import type { Regulation } from './regulation.ts'

/** Something in an application that the regulation does not foresee, with its article. It informs; a person decides. */
export type Finding = {
  code: 'isee' | 'residency' | 'tooYoung' | 'tooOld'
  article: string
  values: Record<string, number>
}

type Asked = Pick<Request, 'receivedAt'> & { application: Pick<Application, 'applicant' | 'home' | 'need'> }

/** What of an application is against the regulation it falls under, by the day it was received. */
export function findingsOf({ application, receivedAt }: Asked, { parameters }: Regulation): Finding[] {
  const { applicant, home, need } = application
  const { iseeMaxCents, residencyRequired, workAge } = parameters
  const maxCents = iseeMaxCents.value[grantKindOf(need)]
  const age = ageOn(applicant.birthDate, dayOf(receivedAt))
  const findings: Finding[] = []
  if (need.iseeCents > maxCents)
    findings.push({ code: 'isee', article: iseeMaxCents.article, values: { iseeCents: need.iseeCents, maxCents } })
  if (residencyRequired.value && !home.resident)
    findings.push({ code: 'residency', article: residencyRequired.article, values: {} })
  if (age < workAge.value.min)
    findings.push({ code: 'tooYoung', article: workAge.article, values: { age, min: workAge.value.min } })
  if (age > workAge.value.max)
    findings.push({ code: 'tooOld', article: workAge.article, values: { age, max: workAge.value.max } })
  return findings
}
