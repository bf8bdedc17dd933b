/** The head of an edition: what it is about, how grave it was, when it was, and how far the harm went. */
import type { EditionRecord } from '../model/editions.ts'
import { gateQuestions, gateWords } from '../model/gate-answers.ts'
import { type Mark, markMeanings, marks } from '../model/incident.ts'
import { clockOf, dayOf, type Moment } from '../model/instants.ts'
import { type ImpactValue, impactLabels, impactMeasures } from '../model/reviews.ts'
import { type Severity, severityBars, severityRule } from '../model/severity.ts'
import { dayInWords, shortDay } from './dates.ts'
import { escapeHtml, htmlOf, inlineHtml } from './html.ts'
import { hasSeveralDays, lengthOf, markShapes, outsideInWords, scaleOf, stripSvg } from './strip.ts'

/** Four bars beside the word of a severity, some filled: the shape the working pages draw too. */
function severitySvg(severity: Severity): string {
  const filled = severityBars(severity)
  const bars = [0, 1, 2, 3].map(
    (step) =>
      `<rect x="${step * 5}" y="${9 - step * 3}" width="3" height="${5 + step * 3}" rx="0.5"${step < filled ? '' : ' opacity="0.22"'}/>`,
  )
  return `<svg class="severity" width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">${bars.join('')}</svg>`
}

/** Title, severity, day, components, the strip and the legend of its marks. */
export function mastheadPart(record: EditionRecord, editionLine: string): string {
  return `<header class="masthead">
<p class="kicker"><span class="reference">${escapeHtml(record.reference)}</span> <span>${escapeHtml(editionLine)}</span></p>
<h1 dir="auto">${inlineHtml(record.title.trim() === '' ? record.reference : record.title)}</h1>
<ul class="facts">${facts(record)
    .map((fact) => `<li>${fact}</li>`)
    .join('')}</ul>
${stripPart(record)}
</header>`
}

function facts(record: EditionRecord): readonly string[] {
  const rule = severityRule(record.severity)
  const severity = `${severitySvg(record.severity)}<abbr title="${escapeHtml(rule.criteria)}">${record.severity}</abbr>`
  const day = daysOf(record)
  return [
    severity,
    ...(record.potentialSeverity === undefined ? [] : [`could have been ${record.potentialSeverity}`]),
    ...(record.kind === 'near-miss' ? ['Near miss'] : []),
    ...(day === null ? [] : [day]),
    ...record.components.map((component) => `<span dir="auto">${escapeHtml(component)}</span>`),
  ]
}

/** "12 March 2026", or the first and last day when it went on past midnight. */
function daysOf(record: EditionRecord): string | null {
  const known = marks.flatMap((mark) => record[mark]?.at ?? []).toSorted()
  const [first, last] = [known[0], known[known.length - 1]]
  if (first === undefined || last === undefined) return null
  return dayOf(first) === dayOf(last) ? dayInWords(first) : `${dayInWords(first)} to ${dayInWords(last)}`
}

function stripPart(record: EditionRecord): string {
  const svg = stripSvg(record)
  const scale = scaleOf(record)
  const outside = scale === null ? '' : outsideInWords(scale)
  const legend = marks.map((mark) => legendItem(record, mark)).join('')
  return `<figure class="time">${svg}<figcaption><dl class="marks">${legend}</dl>${outside === '' ? '' : `<p class="outside">${outside}</p>`}</figcaption></figure>`
}

/** A mark with its time and how long after the start it came; a mark nobody knows says so. */
function legendItem(record: EditionRecord, mark: Mark): string {
  const moment = record[mark]
  const shape = `<svg width="12" height="12" viewBox="-8 -8 16 16" aria-hidden="true">${markShapes[mark]}</svg>`
  const day =
    moment === null || moment.precision === 'day' || !hasSeveralDays(record) ? '' : `${shortDay(moment.at)}, `
  const time = moment === null ? 'not known' : `${day}${timeElement(moment)}`
  const after = mark === 'startedAt' ? '' : afterStart(record.startedAt, moment)
  const distance = after === '' ? '' : `<span class="after">${after}</span>`
  return `<div><dt title="${escapeHtml(markMeanings[mark].means)}">${shape}${markMeanings[mark].label}</dt><dd>${time}${distance}</dd></div>`
}

function afterStart(start: Moment | null, moment: Moment | null): string {
  const length = lengthOf(start, moment)
  if (length === null) return ''
  return /^(?:about )?0 minutes$/.test(length) ? 'at the start' : `${length} after the start`
}

/** A clock for reading with the full instant for machines. */
export function timeElement(moment: Moment): string {
  return `<time datetime="${moment.precision === 'day' ? dayOf(moment.at) : moment.at}">${clockOf(moment)}</time>`
}

/** What the review answers about the system, each under its question; what nobody answered is left out. */
export function answersPart({ answers }: EditionRecord): string {
  if (answers === undefined) return ''
  const items = gateQuestions
    .filter((question) => answers[question].trim() !== '')
    .map(
      (question) =>
        `<div><dt>${gateWords[question].ask}</dt><dd class="prose" dir="auto">${htmlOf(answers[question], { name: `answer-${question}` })}</dd></div>`,
    )
  return items.length === 0 ? '' : `<dl class="answers">${items.join('')}</dl>`
}

/** Impact as a quiet list; "none", "unknown" and "not looked at" are three different answers. */
export function impactPart(record: EditionRecord): string {
  const rows = impactMeasures.map(
    (measure) =>
      `<div><dt>${impactLabels[measure]}</dt><dd dir="auto">${impactText(record.impact[measure])}</dd></div>`,
  )
  return `<aside class="impact" aria-label="Impact"><h3>Impact</h3><dl>${rows.join('')}</dl></aside>`
}

function impactText({ state, text }: ImpactValue): string {
  const words = inlineHtml(text)
  if (state === 'known') return words === '' ? 'Known, not described' : words
  const answer = { none: 'None', unknown: 'Unknown', unset: 'Not looked at' }[state]
  return words === ''
    ? `<span class="state">${answer}</span>`
    : `<span class="state">${answer}.</span> ${words}`
}
