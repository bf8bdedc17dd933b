/** The form of an incident: what stands in its fields, and what it sends. */
import { type Incident, type IncidentKind, type Mark, marks } from '@secondstory/review/model/incident'
import { epochMs, type Moment } from '@secondstory/review/model/instants'
import type { Severity } from '@secondstory/review/model/severity'
import { entryOf, type MomentEntry, noEntry, readEntry } from '../kit/moment-entry.ts'

/** The fields as they stand while someone writes. */
export interface IncidentForm extends Readonly<Record<Mark, MomentEntry>> {
  readonly title: string
  readonly kind: IncidentKind
  readonly severity: Severity | null
  /** What it could have been; null: no graver than it was. */
  readonly potentialSeverity: Severity | null
  /** Components as typed, divided by commas. */
  readonly components: string
  readonly summary: string
}

/** An empty form. A near miss starts as SEV4: nobody was affected. */
export function emptyForm(kind: IncidentKind): IncidentForm {
  return {
    title: '',
    kind,
    severity: kind === 'near-miss' ? 'SEV4' : null,
    potentialSeverity: null,
    startedAt: noEntry,
    detectedAt: noEntry,
    mitigatedAt: noEntry,
    endedAt: noEntry,
    components: '',
    summary: '',
  }
}

/** The form of an incident that exists. */
export function formOf(incident: Incident): IncidentForm {
  return {
    title: incident.title,
    kind: incident.kind,
    severity: incident.severity,
    potentialSeverity: incident.potentialSeverity,
    startedAt: entryOf(incident.startedAt),
    detectedAt: entryOf(incident.detectedAt),
    mitigatedAt: entryOf(incident.mitigatedAt),
    endedAt: entryOf(incident.endedAt),
    components: incident.components.join(', '),
    summary: incident.summary,
  }
}

/** The four marks as moments; null where nothing usable stands. */
export function momentsOf(form: IncidentForm): Readonly<Record<Mark, Moment | null>> {
  return {
    startedAt: readEntry(form.startedAt).moment,
    detectedAt: readEntry(form.detectedAt).moment,
    mitigatedAt: readEntry(form.mitigatedAt).moment,
    endedAt: readEntry(form.endedAt).moment,
  }
}

/** Components as a list: trimmed, none empty, none twice. */
export function componentsOf(form: Pick<IncidentForm, 'components'>): readonly string[] {
  const named = form.components.split(',').map((each) => each.trim())
  return [...new Set(named.filter((each) => each !== ''))]
}

/** What stands in the way of sending the form, each with the field it speaks about. */
export function objections(
  form: IncidentForm,
): readonly { readonly field: string; readonly sentence: string }[] {
  const found: { field: string; sentence: string }[] = []
  if (form.title.trim() === '') {
    found.push({
      field: 'title',
      sentence: 'The title is empty. A few words on what went differently are enough.',
    })
  }
  if (form.severity === null) {
    found.push({ field: 'severity', sentence: 'No severity is chosen yet. It can be corrected later.' })
  }
  for (const mark of marks) {
    const { problem } = readEntry(form[mark])
    if (problem !== '') found.push({ field: mark, sentence: problem })
  }
  return found
}

/** Times that stand in an unusual order, as a sentence; empty when none do. Unusual is allowed. */
export function unusualOrder(form: IncidentForm): string {
  const { startedAt, endedAt } = momentsOf(form)
  if (startedAt === null || endedAt === null || epochMs(endedAt.at) >= epochMs(startedAt.at)) return ''
  return 'The end stands before the start. It is kept as written; the two may be swapped.'
}
