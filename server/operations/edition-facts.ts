/** The facts of an exported edition on their way back: title, times, components, impact. */
import { readMoment } from '@secondstory/review/documents/moments'
import type { EditionRecord } from '@secondstory/review/model/editions'
import { gateQuestions, gateWords } from '@secondstory/review/model/gate-answers'
import { type Mark, markMeanings, marks, potentialBeyond } from '@secondstory/review/model/incident'
import { isReal, type Moment } from '@secondstory/review/model/instants'
import { impactLabels, impactMeasures, type Review } from '@secondstory/review/model/reviews'
import type { NewIncident } from '../store/incidents.ts'
import { openIncident } from './incidents.ts'
import { attempt, type LeftOut, type Tray } from './left-out.ts'
import { correctReview } from './reviews.ts'

const UNTITLED = 'An edition without a title'
const { title: titleField, components: componentsField } = openIncident.input.shape

/** The incident as it is opened. What does not fit is left out; a title there has to be. */
export function incidentFrom(record: EditionRecord, leftOut: LeftOut[]): NewIncident {
  const { kind, severity } = record
  const whole = titleField.safeParse(record.title)
  if (!whole.success && record.title.trim() !== '') {
    leftOut.push({ place: 'Title', because: 'The title is longer than we keep.', text: record.title })
  }
  const title = whole.success ? whole : titleField.safeParse(record.title.slice(0, 200))
  const components: string[] = []
  for (const component of record.components) {
    const more = componentsField.safeParse([...components, component])
    const added = more.success ? more.data?.at(-1) : undefined
    if (added !== undefined) components.push(added)
    else if (component.trim() !== '') leftOut.push({ place: 'Components', because: '', text: component })
  }
  const from = /^INC-\d{1,9}$/.test(record.reference) ? `the edition of ${record.reference}` : 'an edition'
  return {
    title: title.success ? title.data : UNTITLED,
    kind,
    severity,
    potentialSeverity: potentialBeyond(severity, record.potentialSeverity ?? null),
    ...marksFrom(record, leftOut),
    components,
    summary: `Opened from ${from}.`,
    isSample: false,
  }
}

function marksFrom(record: EditionRecord, leftOut: LeftOut[]): Readonly<Record<Mark, Moment | null>> {
  const found = { startedAt: null, detectedAt: null, mitigatedAt: null, endedAt: null }
  const read = marks.map((mark) => {
    const place = markMeanings[mark].label
    return [mark, momentFrom({ moment: record[mark], place }, leftOut)] as const
  })
  return { ...found, ...Object.fromEntries(read) }
}

/** The moment as it is stored; null when there is none, or when no clock reads so. */
export function momentFrom(
  { moment, place }: { readonly moment: Moment | null; readonly place: string },
  leftOut: LeftOut[],
): Moment | null {
  if (moment === null) return null
  const at = utcOf(moment.at)
  if (at !== null) return { ...moment, at }
  leftOut.push({ place, because: 'No clock reads so.', text: moment.at })
  return null
}

/** An instant in UTC; null when no clock reads so. A document may write fewer digits than an instant has, or another zone. */
export function utcOf(at: string): string | null {
  const read = readMoment(at)
  if (read !== null) return read.at
  return isReal(at) ? new Date(at).toISOString() : null
}

/** Impact and stage: an edition was written, so its review is past gathering. */
export async function addImpact(record: EditionRecord, incidentId: string, tray: Tray): Promise<void> {
  const first = { incidentId, version: 1 }
  const impact = impactMeasures.filter((measure) => {
    const value = record.impact[measure]
    const fits = correctReview.input.safeParse({ ...first, impact: { [measure]: value } }).success
    if (!fits) {
      const because = 'The text is longer than we keep.'
      tray.leftOut.push({
        place: `Impact, ${impactLabels[measure].toLowerCase()}`,
        because,
        text: value.text,
      })
    }
    return fits
  })
  const values = Object.fromEntries(impact.map((measure) => [measure, record.impact[measure]] as const))
  const reviewed = await attempt(correctReview, { ...first, impact: values, stage: 'drafting' }, tray)
  if ('because' in reviewed) tray.leftOut.push({ place: 'Impact', text: '', ...reviewed })
  else await addAnswers(record, reviewed.done, tray)
}

/** The answers of the review, each by itself: one that is refused leaves the others in place. */
async function addAnswers(record: EditionRecord, review: Review, tray: Tray): Promise<void> {
  const { incidentId } = review
  let { version } = review
  for (const question of gateQuestions) {
    const text = record.answers?.[question] ?? ''
    if (text === '') continue
    const given = await attempt(correctReview, { incidentId, version, answers: { [question]: text } }, tray)
    if ('done' in given) version = given.done.version
    else tray.leftOut.push({ place: gateWords[question].ask, text, ...given })
  }
}
