import type { Language } from '../../domain/base/languages.ts'
import { formatOf } from '../../texts/format.ts'
import { lookUp } from '../../texts/sentences.ts'
import { messagesOf, worksMessagesOf } from '../../texts/messages.ts'
import { dayOf } from '../../domain/base/calendar.ts'
import type { PhotoProblem } from '../../domain/activity/photo.ts'
import type { Municipality } from '../../domain/municipality/regulation.ts'
import { type PhotoName, PHOTOS, projectOf, type Work } from '../../domain/activity/work.ts'
import type { WorkRefusal } from '../../usecases/activity/amend-work.ts'
import { blank, type FieldError, type Form } from '../../ui/controls.ts'
import { Fields } from '../../ui/form.tsx'
import { Facts, link, Notice, Prose } from '../../ui/page.tsx'
import { evidenceControls } from './works-form.ts'

/** Parts of the pages of work requests that the host and the office share. */

type DoneName = 'sent' | 'accepted' | 'declined' | 'closed' | 'photo'
/** The result of an act or the reason of its refusal. */
export type WorkNotice = { done: string } | { refused: WorkRefusal } | { photo: PhotoName; problem: PhotoProblem }

const doneTexts = (language: Language): Record<DoneName, string> => {
  const m = worksMessagesOf(language)
  return {
    sent: m.host.sent,
    accepted: m.desk.nowAccepted,
    declined: m.desk.nowDeclined,
    closed: m.close.done,
    photo: m.photo.saved,
  }
}

/** Returns the notice named in the query of a page, if any. */
export const workNoticeOf = (done: string | undefined): WorkNotice | undefined =>
  done === undefined ? undefined : { done }

/** Returns true if a notice reports a failure. */
export const isFault = (notice: WorkNotice | undefined): boolean => notice !== undefined && !('done' in notice)

/** Returns the problem of a picture as an error of a form, for the error summary. */
export function photoErrors(notice: WorkNotice | undefined, language: Language): FieldError[] {
  const { photo: m } = worksMessagesOf(language)
  return notice && 'photo' in notice
    ? [{ name: `photo-${notice.photo}`, label: m[notice.photo], message: m.problems[notice.problem] }]
    : []
}

/** Renders the notice of a done or refused act. */
export function WorkNoticeText({ notice, language }: { notice: WorkNotice | undefined; language: Language }) {
  if (!notice || 'photo' in notice) return null
  if ('refused' in notice)
    return (
      <div class="alert alert-danger" role="alert">
        <p>{worksMessagesOf(language).refused[notice.refused]}</p>
      </div>
    )
  const text = lookUp(doneTexts(language), notice.done)
  return text === undefined ? null : (
    <Notice kind="success" live>
      <p>{text}</p>
    </Notice>
  )
}

type Shown = { work: Work; municipality: Municipality; language: Language }

/** Renders a work request, its answer and its result. */
export function WorkFacts({ work, municipality, language }: Shown) {
  const { facts: m, areas, states, before, after } = worksMessagesOf(language)
  const { day, moment } = formatOf(language)
  const { progress } = work
  const host = municipality.hosts.find(({ id }) => id === work.host)
  const project = municipality.projects.find(({ id }) => id === projectOf(work))
  const answered = 'accepted' in progress ? progress.accepted : 'declined' in progress ? progress.declined : undefined
  return (
    <>
      <Prose text={work.description} />
      <Facts
        facts={[
          [m.state, states[progress.state]],
          [m.host, host?.name ?? work.host],
          [m.posted, m.postedBy({ name: work.postedBy, moment: moment(work.postedAt) })],
          [m.area, areas[work.area]],
          work.site !== undefined && [m.site, work.site],
          [m.wanted, m.span({ from: day(work.wanted.from), to: day(work.wanted.to) })],
          [m.people, String(work.people)],
          [m.hazards, work.hazards ?? m.hazardsNone],
          [m.contact, work.contact],
          answered && [m.answered, moment(answered.at)],
          project && [m.project, project.title],
          'declined' in progress && [m.reasons, <Prose text={progress.declined.reasons} />],
          'evidence' in progress && [m.closed, moment(progress.evidence.at)],
          'evidence' in progress && [before, <Prose text={progress.evidence.before} />],
          'evidence' in progress && [after, <Prose text={progress.evidence.after} />],
        ]}
      />
    </>
  )
}

type PhotosProps = { work: Work; path: string; language: Language; notice: WorkNotice | undefined }

/** Renders the pictures before and after, and while the work request is accepted the forms to send them. */
export function Photos({ work, path, language, notice }: PhotosProps) {
  const { photo: m } = worksMessagesOf(language)
  const { site } = messagesOf(language)
  const open = work.progress.state === 'accepted'
  const errors = photoErrors(notice, language)
  if (!open && PHOTOS.every((name) => work.photos[name] === undefined)) return null
  return (
    <section aria-labelledby="photos">
      <h2 id="photos">{m.title}</h2>
      {open && <p>{m.lead}</p>}
      {PHOTOS.map((name) => {
        const address = `${path}/photos/${name}`
        const field = `photo-${name}`
        const message = errors.find((error) => error.name === field)?.message
        const there = work.photos[name]
        const button = there ? m.replace : m.send
        return (
          <div key={name}>
            {there && <img class="img-fluid mb-3" src={`${address}?v=${there.id}`} alt={m[name]} />}
            {open && (
              <form method="post" action={link(address, language)} enctype="multipart/form-data">
                <div class="form-group">
                  <label for={field}>{m[name]}</label>
                  <p class="form-text" id={`${field}-hint`}>
                    {m.hint}
                  </p>
                  {message && (
                    <div class="field-error" id={`${field}-error`}>
                      <p>
                        <span class="visually-hidden">{site.error} </span>
                        {message}
                      </p>
                    </div>
                  )}
                  <input
                    id={field}
                    name="photo"
                    type="file"
                    accept="image/jpeg,image/png"
                    class="form-control"
                    aria-describedby={message ? `${field}-hint ${field}-error` : `${field}-hint`}
                    {...(message ? { 'aria-invalid': 'true' as const } : {})}
                  />
                </div>
                <button class="btn btn-outline-primary" type="submit" aria-label={`${button}: ${m[name]}`}>
                  {button}
                </button>
              </form>
            )}
          </div>
        )
      })}
    </section>
  )
}

type CloseProps = { work: Work; action: string; language: Language; form?: Form | undefined }

/** Renders the form that closes a work request while it is accepted. */
export function CloseForm({ work, action, language, form = blank(language) }: CloseProps) {
  const { close: m } = worksMessagesOf(language)
  if (work.progress.state !== 'accepted') return null
  return (
    <section aria-labelledby="close">
      <h2 id="close">{m.title}</h2>
      <p>{m.lead}</p>
      <form method="post" action={link(action, language)} novalidate>
        <Fields form={form} controls={evidenceControls(language)} />
        <button class="btn btn-primary" type="submit">
          {m.submit}
        </button>
      </form>
    </section>
  )
}

type RowProps = { work: Work; path: string; language: Language; about?: string | undefined }

/** Renders a work request in a list. */
export function WorkRow({ work, path, language, about }: RowProps) {
  const { states } = worksMessagesOf(language)
  const { day } = formatOf(language)
  return (
    <li>
      <span>{day(dayOf(work.postedAt))}</span>
      <a href={link(`${path}/${work.id}`, language)}>{work.title}</a>
      <span>
        {about && `${about} · `}
        {states[work.progress.state]}
      </span>
    </li>
  )
}
