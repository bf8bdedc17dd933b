/** Two people corrected one incident: which fields differ, how each reads, and the form with one side's field in it. */
import { type Incident, markMeanings, marks } from '@secondstory/review/model/incident'
import type { Moment } from '@secondstory/review/model/instants'
import type { MomentEntry } from '../kit/moment-entry.ts'
import { type FieldInWords, meet } from '../review/two-versions.ts'
import { formOf, type IncidentForm } from './incident-form.ts'

/** Whose words stand in a field; null when it says something else by now. */
export type Side = 'mine' | 'theirs'

/** A field in which the two versions differ. */
export interface FieldOfTwo {
  readonly field: keyof IncidentForm
  readonly label: string
  readonly mine: string
  readonly theirs: string
}

/** What one person wrote while the other saved. */
export interface TwoForms {
  readonly mine: IncidentForm
  readonly theirs: IncidentForm
}

function entryInWords({ day, clock, isAbout }: MomentEntry): string {
  if (day === '' && clock.trim() === '') return ''
  return `${isAbout ? 'about ' : ''}${[day, clock.trim()].filter((part) => part !== '').join(' ')} UTC`
}

const kindWords = { incident: 'Incident', 'near-miss': 'Near miss' } as const

const fields: readonly FieldInWords<IncidentForm>[] = [
  { key: 'title', label: 'Title', inWords: (form) => form.title },
  { key: 'kind', label: 'Kind', inWords: (form) => kindWords[form.kind] },
  { key: 'severity', label: 'Severity', inWords: (form) => form.severity ?? '' },
  {
    key: 'potentialSeverity',
    label: 'What it could have been',
    inWords: (form) => form.potentialSeverity ?? '',
  },
  ...marks.map((mark) => ({
    key: mark,
    label: markMeanings[mark].label,
    inWords: (form: IncidentForm) => entryInWords(form[mark]),
  })),
  { key: 'components', label: 'Components', inWords: (form) => form.components },
  { key: 'summary', label: 'First story', inWords: (form) => form.summary },
]

/** The fields in which two forms read differently, in the order of the form. */
export function fieldsOfTwo({ mine, theirs }: TwoForms): readonly FieldOfTwo[] {
  return fields
    .map(({ key, label, inWords }) => ({ field: key, label, mine: inWords(mine), theirs: inWords(theirs) }))
    .filter((each) => each.mine !== each.theirs)
}

/** The form to go on with: what was left alone takes what the other wrote, what was typed here stays. */
export function joined(base: IncidentForm, { mine, theirs }: TwoForms): IncidentForm {
  return meet(fields, { base, mine, theirs }).withMine
}

/** Whose words stand in a field of the form now. */
export function sideOf(
  form: IncidentForm,
  { mine, theirs }: TwoForms,
  field: keyof IncidentForm,
): Side | null {
  const inWords = fields.find(({ key }) => key === field)?.inWords
  if (inWords === undefined) return null
  if (inWords(form) === inWords(mine)) return 'mine'
  return inWords(form) === inWords(theirs) ? 'theirs' : null
}

/** The form with one side's words in one field. */
export function withSide(
  form: IncidentForm,
  two: TwoForms,
  { field, side }: { readonly field: keyof IncidentForm; readonly side: Side },
): IncidentForm {
  return { ...form, [field]: two[side][field] }
}

function isMoment(value: unknown): value is Moment | null {
  return (
    value === null ||
    (typeof value === 'object' &&
      value !== null &&
      'at' in value &&
      'precision' in value &&
      'isAbout' in value)
  )
}

/** The incident a conflict carries: the row as someone else left it. Null when it carries something else. */
export function isIncident(value: unknown): value is Incident {
  if (typeof value !== 'object' || value === null) return false
  const row: Readonly<Record<string, unknown>> = { ...value }
  return (
    typeof row.title === 'string' &&
    typeof row.version === 'number' &&
    typeof row.severity === 'string' &&
    typeof row.kind === 'string' &&
    typeof row.summary === 'string' &&
    Array.isArray(row.components) &&
    marks.every((mark) => isMoment(row[mark]))
  )
}

/** An incident as its form reads it, for comparing. */
export function theirFormOf(
  current: unknown,
): { readonly form: IncidentForm; readonly incident: Incident } | null {
  return isIncident(current) ? { form: formOf(current), incident: current } : null
}
