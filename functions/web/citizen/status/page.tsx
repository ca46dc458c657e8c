import type { Language } from '../../../domain/base/languages.ts'
import { formatOf } from '../../../texts/format.ts'
import { messagesOf, siteMessagesOf, statusMessagesOf } from '../../../texts/messages.ts'
import { dayOf } from '../../../domain/base/calendar.ts'
import { hasEnded } from '../../../domain/procedure/lifecycle.ts'
import { Clawbacks } from '../../parts/clawbacks.tsx'
import { blank, type Control, type Form } from '../../../ui/controls.ts'
import { ErrorSummary, Fields } from '../../../ui/form.tsx'
import { HoursSection } from './hours.tsx'
import { Facts, Notice, Page, Timeline } from '../../../ui/page.tsx'
import { QuickExit } from '../../../ui/quick-exit.tsx'
import { DueDate } from '../../parts/term.tsx'
import type { StatusContext } from './context.ts'
import { timelineOf } from './timeline.ts'
import { NextStepSection } from './next.tsx'
import { DecisionSection, ReviewsSection } from './decision.tsx'
import { ActivitySection } from './activity.tsx'
import { OwnPayments, PublicLine } from './payments.tsx'
import { OwnPapers } from './papers.tsx'

/** Returns the controls of the withdrawal: an explicit yes, and a reason for who wants to give one. */
export function withdrawControls(language: Language): Control[] {
  const m = statusMessagesOf(language)
  return [
    { path: 'confirm', type: 'radio', label: m.withdrawQuestion, options: [{ value: 'yes', label: m.withdrawYes }] },
    { path: 'reasons', type: 'area', label: m.withdrawReasons, optional: true },
  ]
}

type StatusProps = { context: StatusContext; form?: Form; said?: 'new' | 'resent' | 'phone' | 'pin' | undefined }

/** Shows the citizen’s own page: where the request stands, what comes next and by when. */
export function StatusPage({ context, form = blank(context.language), said }: StatusProps) {
  const { file, municipality, language, canWithdraw } = context
  const { request, asks } = file
  const m = statusMessagesOf(language)
  const { apply } = messagesOf(language)
  const f = formatOf(language)
  const { hours } = siteMessagesOf(language)
  const officer = municipality.staff.find((member) => member.id === request.caseOfficer)
  const title = request.registryEntry ? m.title({ number: request.registryEntry }) : m.titleUnnumbered
  return (
    <Page language={language} title={title} office={municipality.office} hasErrors={form.errors.length > 0}>
      <div class="narrow">
        <QuickExit file={file} language={language} />
        <ErrorSummary form={form} />
        <h1>{title}</h1>
        {said && (
          <Notice kind="success" live {...(said === 'new' ? { title: m.newTitle } : {})}>
            <p>{{ new: m.newText, resent: m.resent, phone: hours.phoneDone, pin: hours.renewDone }[said]}</p>
          </Notice>
        )}
        {!request.registryEntry && <p>{m.noNumberYet}</p>}
        <Facts
          facts={[
            [m.received, f.day(dayOf(request.receivedAt))],
            !request.decision &&
              !hasEnded(request.stage) && [
                m.term,
                <DueDate request={request} municipality={municipality} language={language} />,
              ],
            officer && [m.officer, `${officer.firstName} ${officer.lastName}`],
            [m.applied, apply.options.kind[request.application.need.kind]],
          ]}
        />
        <NextStepSection context={context} asks={asks.filter((ask) => ask.status === 'open')} />
        <DecisionSection context={context} />
        <OwnPapers context={context} />
        <ReviewsSection context={context} />
        <ActivitySection context={context} />
        <HoursSection context={context} />
        <OwnPayments context={context} />
        <Clawbacks request={request} today={context.today} language={language} forPerson />
        <PublicLine context={context} />
        <h2>{m.timelineTitle}</h2>
        <Timeline language={language} moments={timelineOf(file, language)} />
        {canWithdraw && (
          <section aria-labelledby="withdraw">
            <h2 id="withdraw">{m.withdrawTitle}</h2>
            <p>{m.withdrawLead}</p>
            <form method="post" novalidate>
              <Fields form={form} controls={withdrawControls(language)} />
              <button class="btn btn-outline-danger" type="submit" name="action" value="withdraw">
                {m.withdraw}
              </button>
            </form>
          </section>
        )}
      </div>
    </Page>
  )
}
