import type { Language } from '../../../domain/base/languages.ts'
import { applyMessagesOf, messagesOf } from '../../../texts/messages.ts'
import type { Office } from '../../../domain/municipality/regulation.ts'
import {
  aloneControl,
  sectionControls,
  MAX_MEMBERS,
  memberControls,
  memberRowCount,
  SECTION_STEPS,
  type Sections,
  type SectionStep,
  FORM_STEPS,
  type StepName,
} from './form.ts'
import { blank, type Form, formatValue } from '../../../ui/controls.ts'
import { ErrorSummary, Field, Fields } from '../../../ui/form.tsx'
import { type Fact, Facts, Icon, link, Page, Steps } from '../../../ui/page.tsx'

type IntroProps = { language: Language; offices: readonly Office[]; chosen?: Office | undefined; form?: Form }

/** Renders the introduction; nothing is stored until the button starts a draft. */
export function ApplyIntroPage({ language, offices, chosen, form = blank(language) }: IntroProps) {
  const m = applyMessagesOf(language)
  return (
    <Page
      language={language}
      title={m.introTitle}
      office={chosen}
      hasErrors={form.errors.length > 0}
      {...(chosen ? { query: { municipality: chosen.municipality } } : {})}
    >
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>{m.introTitle}</h1>
        <p class="lead">{m.intro}</p>
        <ol>
          {FORM_STEPS.map((step) => (
            <li key={step}>{m.steps[step]}</li>
          ))}
        </ol>
        <p>{m.keep}</p>
        <p>{m.law}</p>
        <form method="post" action={link('/apply', language)} novalidate>
          {chosen ? (
            <input type="hidden" name="municipality" value={chosen.municipality} />
          ) : (
            <Field
              form={form}
              control={{
                path: 'municipality',
                type: 'radio',
                label: m.municipality,
                options: offices.map(({ municipality, name }) => ({ value: municipality, label: name })),
              }}
            />
          )}
          <button class="btn btn-primary btn-lg" type="submit">
            {m.start}
          </button>
        </form>
      </div>
    </Page>
  )
}

type StepProps = { language: Language; office: Office; draft: string; step: SectionStep; form: Form; added?: boolean }

const addressOf = (draft: string, step: StepName, language: Language) => link(`/apply/${draft}/${step}`, language)

function Household({ form, added }: { form: Form; added: boolean }) {
  const m = applyMessagesOf(form.language).household
  const rows = memberRowCount(form.values)
  return (
    <>
      {/* The return key presses the first button of a form: this one, not "remove". */}
      <button class="visually-hidden" type="submit" tabindex={-1}>
        {applyMessagesOf(form.language).next}
      </button>
      <Field form={form} control={aloneControl(form.language)} />
      <fieldset class="only-if">
        <legend>{messagesOf(form.language).site.onlyIf({ option: m.together })}</legend>
        <p class="form-text">{m.hint}</p>
        {Array.from({ length: rows }, (_, row) => (
          <fieldset class="member" key={row}>
            <legend {...(added && row === rows - 1 ? { tabindex: -1, autofocus: true } : {})}>
              {m.person({ number: row + 1 })}
            </legend>
            <Fields form={form} controls={memberControls(form.language)} prefix={`member.${row}.`} />
            <button class="btn btn-outline-danger btn-sm" type="submit" name="action" value={`remove-${row}`}>
              {m.remove({ number: row + 1 })}
            </button>
          </fieldset>
        ))}
        {rows < MAX_MEMBERS ? (
          <button class="btn btn-outline-primary" type="submit" name="action" value="add">
            <Icon name="plus" className="icon icon-sm icon-primary" /> {m.add}
          </button>
        ) : (
          <p>{m.full}</p>
        )}
      </fieldset>
    </>
  )
}

/** Renders one section of the form, with its errors and all typed values. */
export function ApplyStepPage({ language, office, draft, step, form, added = false }: StepProps) {
  const m = applyMessagesOf(language)
  const index = FORM_STEPS.indexOf(step)
  const previous = FORM_STEPS[index - 1]
  return (
    <Page
      language={language}
      title={`${m.steps[step]} (${m.step({ number: index + 1, of: FORM_STEPS.length })})`}
      office={office}
      path={`/apply/${draft}/${step}`}
      hasErrors={form.errors.length > 0}
    >
      <ErrorSummary form={form} />
      <Steps language={language} steps={FORM_STEPS.map((each) => m.steps[each])} current={index} />
      <div class="narrow">
        <p class="step-number">{m.step({ number: index + 1, of: FORM_STEPS.length })}</p>
        <h1>{m.steps[step]}</h1>
        <form method="post" action={addressOf(draft, step, language)} novalidate>
          {step === 'household' ? (
            <Household form={form} added={added} />
          ) : (
            <Fields form={form} controls={sectionControls(step, language)} />
          )}
          <div class="buttons">
            {previous && (
              <a class="btn btn-outline-primary" href={addressOf(draft, previous, language)}>
                {m.previous}
              </a>
            )}
            <button class="btn btn-primary" type="submit">
              {m.next}
            </button>
          </div>
        </form>
      </div>
    </Page>
  )
}

/** Returns the labels and values of a section. */
function factsOf(step: SectionStep, sections: Sections, language: Language): Fact[] {
  const apply = applyMessagesOf(language)
  if (step !== 'household') {
    const value = sections[step]
    return sectionControls(step, language)
      .filter(({ when }) => !when || (sections.payout?.method ?? '') === when.value)
      .map((control) => [control.label, formatValue(control, value, language)])
  }
  const members = sections.household ?? []
  if (members.length === 0) return [[apply.household.question, apply.household.alone]]
  return members.map((member, row) => [
    apply.household.person({ number: row + 1 }),
    `${member.firstName} ${member.lastName}, ${member.taxCode}, ${messagesOf(language).apply.options.relation[member.relation]}`,
  ])
}

type ReviewProps = { language: Language; office: Office; draft: string; sections: Sections; form: Form }

/** Renders everything to be sent, each part with a link to change it, and then the declarations. */
export function ApplyReviewPage({ language, office, draft, sections, form }: ReviewProps) {
  const m = applyMessagesOf(language)
  const { site } = messagesOf(language)
  const isSection = (name: string): name is SectionStep => SECTION_STEPS.some((step) => step === name)
  return (
    <Page
      language={language}
      title={`${m.steps.review} (${m.step({ number: FORM_STEPS.length, of: FORM_STEPS.length })})`}
      office={office}
      path={`/apply/${draft}/review`}
      hasErrors={form.errors.length > 0}
    >
      <ErrorSummary
        form={form}
        hrefOf={({ name }) => (isSection(name) ? addressOf(draft, name, language) : `#${name}`)}
      />
      <Steps language={language} steps={FORM_STEPS.map((each) => m.steps[each])} current={FORM_STEPS.length - 1} />
      <div class="narrow">
        <p class="step-number">{m.step({ number: FORM_STEPS.length, of: FORM_STEPS.length })}</p>
        <h1>{m.steps.review}</h1>
        <p class="lead">{m.reviewLead}</p>
        {SECTION_STEPS.map((step) => (
          <section key={step} class="review">
            <div class="review-head">
              <h2>{m.steps[step]}</h2>
              <a href={addressOf(draft, step, language)} aria-label={m.editWhat({ section: m.steps[step] })}>
                {m.edit}
              </a>
            </div>
            <Facts facts={factsOf(step, sections, language)} />
          </section>
        ))}
        <form method="post" action={addressOf(draft, 'review', language)} novalidate>
          <h2>{m.declarationsTitle}</h2>
          <p>
            <a href={link('/privacy', language)}>{site.privacy}</a>
          </p>
          <Fields form={form} controls={sectionControls('declarations', language)} />
          <div class="buttons">
            <button class="btn btn-primary btn-lg" type="submit">
              {m.send}
            </button>
          </div>
        </form>
      </div>
    </Page>
  )
}
