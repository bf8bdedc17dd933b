import { type Mark, markMeanings, marks, reviewDue } from '@secondstory/review/model/incident'
import { isLowered } from '@secondstory/review/model/severity'
import { rulesOf, usualPolicy } from '@secondstory/review/model/severity-policy'
import { useQuery } from '@tanstack/react-query'
import { Choices } from '../kit/Choices.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { MomentField } from '../kit/MomentField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { SeverityMark } from '../kit/SeverityMark.tsx'
import { policyQuery } from '../settings-queries.ts'
import { instantInWords } from '../words.ts'
import { type IncidentForm, momentsOf, unusualOrder } from './incident-form.ts'

/** What every part of the form shares. */
export interface FieldsProps {
  readonly form: IncidentForm
  readonly onChange: (form: IncidentForm) => void
  /** The sentence about a field, once sending was tried. */
  readonly problemOf?: (field: string) => string | undefined
}

/** Four cards: what each severity means and when it makes the review due. */
export function SeverityField({ form, onChange, problemOf }: FieldsProps) {
  const { endedAt } = momentsOf(form)
  const policy = useQuery(policyQuery)
  const rules = rulesOf(policy.data?.policy ?? usualPolicy)
  const problem = problemOf?.('severity')
  return (
    <div>
      <Choices
        label="Severity"
        hint="How far the harm reached. It sets when the review is due and can be corrected later."
        columns={2}
        value={form.severity}
        onChange={(severity) => onChange({ ...form, severity })}
        choices={rules.map((rule) => {
          const due = reviewDue({ severity: rule.severity, endedAt }, rules)
          return {
            value: rule.severity,
            label: <SeverityMark severity={rule.severity} />,
            about: rule.criteria,
            aside: due.dueAt === null ? rule.because : `Review due ${instantInWords(due.dueAt)}.`,
          }
        })}
      />
      {problem !== undefined && (
        <p role="alert" className="mt-2 text-sm text-amber">
          {problem}
        </p>
      )}
      <div className="mt-5 empty:hidden">
        <PotentialField form={form} onChange={onChange} />
      </div>
    </div>
  )
}

/** What it could have been on another day; the review goes as deep as the graver of the two. */
function PotentialField({ form, onChange }: FieldsProps) {
  const { severity } = form
  const policy = useQuery(policyQuery)
  const rules = rulesOf(policy.data?.policy ?? usualPolicy)
  const graver = rules.filter((rule) => severity !== null && isLowered(rule.severity, severity))
  if (graver.length === 0) return null
  const isOffered = graver.some((rule) => rule.severity === form.potentialSeverity)
  return (
    <Select
      label="What it could have been"
      hint="On a busier day, or without the luck. A near miss of a SEV1 is reviewed like one."
      value={isOffered ? (form.potentialSeverity ?? '') : ''}
      options={[
        { value: '', label: 'No graver than it was' },
        ...graver.map((rule) => ({ value: rule.severity, label: `${rule.severity}: ${rule.criteria}` })),
      ]}
      onChange={({ target }) => {
        const chosen = graver.find((rule) => rule.severity === target.value)
        onChange({ ...form, potentialSeverity: chosen?.severity ?? null })
      }}
    />
  )
}

/** Started, detected, mitigated, ended; every one may stay empty. */
export function MarkFields({ form, onChange }: FieldsProps) {
  const change = (mark: Mark) => (entry: IncidentForm[Mark]) => onChange({ ...form, [mark]: entry })
  const unusual = unusualOrder(form)
  return (
    <fieldset className="min-w-0">
      <legend className="text-base font-medium">Times, in UTC</legend>
      <p className="mt-1 mb-4 text-sm text-soft">
        As finely as known: 14:05:09, 14:05, just 14, or only the day. Tick “about” for a guess. Empty is
        fine.
      </p>
      <div className="grid gap-x-8 gap-y-4">
        {marks.map((mark) => (
          <MomentField
            key={mark}
            label={markMeanings[mark].label}
            hint={markMeanings[mark].means}
            entry={form[mark]}
            onChange={change(mark)}
          />
        ))}
      </div>
      {unusual !== '' && (
        <div className="mt-4">
          <Notice tone="amber">{unusual}</Notice>
        </div>
      )}
    </fieldset>
  )
}

const titleHints = {
  incident:
    'What went differently, from the side of those it touched: “Checkout writes were refused for 47 minutes”.',
  'near-miss': 'What could have happened, or what we found: “A backup had never been read back”.',
} as const

/** The title. */
export function TitleField({ form, onChange, problemOf }: FieldsProps) {
  return (
    <Field
      label="Title"
      hint={titleHints[form.kind]}
      maxLength={200}
      required
      autoComplete="off"
      value={form.title}
      problem={problemOf?.('title')}
      onChange={(event) => onChange({ ...form, title: event.target.value })}
    />
  )
}

/** Components and the first story. */
export function StoryFields({ form, onChange }: FieldsProps) {
  return (
    <>
      <Field
        label="Components"
        isOptional
        hint="Systems and services it touched, divided by commas: payments-db, checkout."
        autoComplete="off"
        value={form.components}
        onChange={(event) => onChange({ ...form, components: event.target.value })}
      />
      <TextArea
        label="First story"
        isOptional
        hint="What we think happened, before anyone has looked closely. It is kept as it is; the review tells the second one."
        maxLength={20_000}
        rows={4}
        value={form.summary}
        onChange={(event) => onChange({ ...form, summary: event.target.value })}
      />
    </>
  )
}
