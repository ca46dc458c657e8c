import type { ComponentChildren } from 'preact'

/** Renders content that scrolls sideways if it is wider than the screen, also by keyboard. */
export const Scrolled = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and a section of the same name stands around it.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
  <div class="table-responsive" role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
)

type ChoiceProps<Value extends string> = {
  id: string
  name: string
  label: string
  values: readonly Value[]
  chosen: string
  words: (value: Value) => string
}
/** Renders a choice in a row of a grid. */
export const ChoiceCell = <Value extends string>({ values, chosen, words, label, ...field }: ChoiceProps<Value>) => (
  <select class="form-control" aria-label={label} {...field}>
    {values.map((value) => (
      <option key={value} value={value} selected={value === chosen}>
        {words(value)}
      </option>
    ))}
  </select>
)

/** Renders the header row of a table. */
export const Columns = ({ names }: { names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
    </tr>
  </thead>
)
