import { Choices } from '../kit/Choices.tsx'
import { Notice } from '../kit/Notice.tsx'
import type { IncidentForm } from './incident-form.ts'
import { fieldsOfTwo, type Side, sideOf, type TwoForms, withSide } from './incident-versions.ts'

function Words({ text }: { readonly text: string }) {
  if (text === '') return <span className="text-faint">empty</span>
  return <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{text}</span>
}

/** Both versions side by side, field by field; each field keeps one side's words until another is chosen. */
export function VersionChoices({
  two,
  form,
  onChange,
}: {
  readonly two: TwoForms
  readonly form: IncidentForm
  readonly onChange: (form: IncidentForm) => void
}) {
  const differing = fieldsOfTwo(two)
  return (
    <section aria-label="Two versions" className="flex flex-col gap-5">
      <Notice tone="amber" isUrgent>
        <p>
          Someone else saved this incident while it was being edited here.{' '}
          {differing.length === 0
            ? 'Both versions say the same; saving again keeps it.'
            : 'Nothing typed is lost: for each part that differs, one of the two stands. Saving keeps what is chosen.'}
        </p>
      </Notice>
      {differing.map(({ field, label, mine, theirs }) => (
        <Choices<Side>
          key={field}
          label={label}
          columns={2}
          value={sideOf(form, two, field)}
          onChange={(side) => onChange(withSide(form, two, { field, side }))}
          choices={[
            { value: 'mine', label: 'Keep mine', about: <Words text={mine} /> },
            { value: 'theirs', label: 'Take theirs', about: <Words text={theirs} /> },
          ]}
        />
      ))}
    </section>
  )
}
