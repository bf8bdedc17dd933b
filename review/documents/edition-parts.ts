/** The parts of an edition made from rows: timeline, factors, lessons and actions, as HTML. */
import { actionKinds } from '../model/actions.ts'
import type { EditionAction, EditionEvent, EditionFactor, EditionRecord } from '../model/editions.ts'
import { eventKinds } from '../model/evidence.ts'
import { certainties } from '../model/factors.ts'
import { dayOf, epochMs, lengthInWords, type Moment } from '../model/instants.ts'
import { type LessonKind, lessonKinds } from '../model/lessons.ts'
import { strengthLevel } from '../model/strength.ts'
import { factorEntry, factorName } from '../model/taxonomy.ts'
import { dayInWords } from './dates.ts'
import { editionGraph, hasMap } from './edition-map.ts'
import { escapeHtml, inlineHtml } from './html.ts'
import { outlineHtml } from './map-outline.ts'
import { mapSvg } from './map-picture.ts'
import { timeElement } from './masthead.ts'
import { plainOf } from './plain.ts'
import { lanesOf, lanesSvg } from './strip.ts'

/** Silence longer than this is shown as a line of its own. */
const LONG_SILENCE_MS = 15 * 60_000

/** The picture by actor, then the table that says the same in words. */
export function timelinePart(record: EditionRecord): string {
  if (record.timeline.length === 0) return ''
  const picture = lanesOf(record.timeline).length > 1 ? lanesSvg(record) : ''
  const rows = record.timeline.map((event, index) => eventRows(record, event, index)).join('')
  return `${picture === '' ? '' : `<figure class="picture">${picture}</figure>`}<table class="timeline"><caption>Every accepted event in order, times in UTC. The small figure is the time since the start.</caption><thead><tr><th scope="col">Time</th><th scope="col">Event</th></tr></thead><tbody>${rows}</tbody></table>`
}

/** An event's row, with the day before it when a new one begins, or the silence when it was long. */
function eventRows(record: EditionRecord, event: EditionEvent, index: number): string {
  const earlier = record.timeline.slice(0, index).findLast(({ happenedAt }) => happenedAt !== null)
  return `${between(earlier, event)}<tr id="event-${index + 1}"${event.isTrigger ? ' class="trigger"' : ''}><td>${clockCell(record, event)}</td><td><span class="who">${whoText(event)}</span> <span class="said" dir="auto">${inlineHtml(event.text)}</span></td></tr>`
}

function between(earlier: EditionEvent | undefined, { happenedAt }: EditionEvent): string {
  if (happenedAt === null) return ''
  const before = earlier?.happenedAt ?? null
  if (before === null || dayOf(before.at) !== dayOf(happenedAt.at)) {
    return `<tr class="day"><th scope="rowgroup" colspan="2">${dayInWords(happenedAt.at)}</th></tr>`
  }
  const silence_ms = epochMs(happenedAt.at) - epochMs(earlier?.until ?? before.at)
  if (silence_ms <= LONG_SILENCE_MS) return ''
  return `<tr class="silence"><td></td><td>${lengthInWords(silence_ms)} without an event</td></tr>`
}

function clockCell({ startedAt }: EditionRecord, { happenedAt, until }: EditionEvent): string {
  if (happenedAt === null) return '<span class="after">order only</span>'
  const end =
    until === null
      ? ''
      : `<span class="after">for ${shortLength(Math.round((epochMs(until) - epochMs(happenedAt.at)) / 60_000))}</span>`
  return `${timeElement(happenedAt)}${sinceStart(startedAt, happenedAt)}${end}`
}

/** "+12 min": the clock in the margin. Left out before the start and where either time is only a day. */
function sinceStart(start: Moment | null, moment: Moment): string {
  if (start === null || start.precision === 'day' || moment.precision === 'day') return ''
  const minutes = Math.floor((epochMs(moment.at) - epochMs(start.at)) / 60_000)
  if (minutes < 0) return `<span class="after">${shortLength(-minutes)} before</span>`
  return minutes === 0 ? '' : `<span class="after">+${shortLength(minutes)}</span>`
}

function shortLength(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} d`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

function whoText({ actor, kind, isTrigger }: EditionEvent): string {
  const who = actor.name === '' ? 'Not known who' : actor.name
  const words = [who, eventKinds[kind].toLowerCase(), ...(isTrigger ? ['trigger'] : [])]
  return words.map((word) => `<span dir="auto">${escapeHtml(word)}</span>`).join(' ')
}

/** Trigger, then the conditions around it, then those that stay: the further down, the further it reaches. */
export function factorsPart(record: EditionRecord): string {
  const triggers = record.timeline.flatMap((event, index) =>
    event.isTrigger ? [triggerItem(event, index)] : [],
  )
  const numbered = record.factors.map((factor, index) => ({ factor, index }))
  const item = ({ factor, index }: { readonly factor: EditionFactor; readonly index: number }): string =>
    factorItem(record, factor, index)
  const contributing = numbered.filter(({ factor }) => !factor.isUnderlyingWeakness).map(item)
  const underlying = numbered.filter(({ factor }) => factor.isUnderlyingWeakness).map(item)
  if (triggers.length + numbered.length === 0) return ''
  return [
    level('Trigger', 'The event after which harm began, or would have begun. Often ordinary work.', triggers),
    level(
      'Contributing factors',
      'Conditions that let the trigger do harm, made it worse or harder to see.',
      contributing,
    ),
    level(
      'Underlying weaknesses',
      'There before the trigger, still there after the repair, able to lead to other incidents.',
      underlying,
    ),
  ].join('')
}

function level(title: string, means: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  return `<div class="level"><h3>${title}</h3><p class="means">${means}</p><ul class="factors">${items.join('')}</ul></div>`
}

function triggerItem(event: EditionEvent, index: number): string {
  const who = event.actor.name === '' ? '' : `<span dir="auto">${escapeHtml(event.actor.name)}</span> `
  const words = event.happenedAt === null ? `event ${index + 1}` : timeElement(event.happenedAt)
  return `<li><p class="statement" dir="auto">${inlineHtml(event.text)}</p><p class="about">${who}<span>Seen at <a class="seen" href="#event-${index + 1}">${words}</a></span></p></li>`
}

function factorItem(record: EditionRecord, factor: EditionFactor, index: number): string {
  const entry = factorEntry(factor.code)
  const certainty = certainties[factor.certainty].split(':')[0] ?? factor.certainty
  const seen = factor.events.flatMap((position) => {
    const event = record.timeline[position]
    const words = event?.happenedAt == null ? `event ${position + 1}` : timeElement(event.happenedAt)
    return event === undefined ? [] : [`<a class="seen" href="#event-${position + 1}">${words}</a>`]
  })
  return `<li id="factor-${index + 1}"><p class="statement" dir="auto">${inlineHtml(factor.statement)}</p><p class="about"><span>${escapeHtml(factorName(factor.code))}</span> <span class="code">${entry === null ? '' : escapeHtml(factor.code)}</span> <span title="${escapeHtml(certainties[factor.certainty])}">${certainty}</span>${seen.length === 0 ? '' : ` <span>Seen at ${seen.join(', ')}</span>`}</p>${entry === null ? '' : `<p class="ask">${escapeHtml(entry.ask)}</p>`}</li>`
}

/** The causal map as a picture, and the outline that says the same in words. */
export function mapPart(record: EditionRecord): string {
  if (!hasMap(record)) return ''
  const graph = editionGraph(record)
  return `<figure class="picture map-picture" tabindex="0" aria-label="The causal map as a picture; scroll to see all of it">${mapSvg(graph)}</figure><details class="map-words" open><summary>The same in words</summary>${outlineHtml(graph)}</details>`
}

/** The three lists, each only when it has something. */
export function lessonsPart(record: EditionRecord): string {
  const kinds: readonly LessonKind[] = ['went-well', 'could-improve', 'lucky']
  return kinds
    .map((kind) => {
      const items = record.lessons.filter((lesson) => lesson.kind === kind)
      const list = items.map(({ text }) => `<li dir="auto">${inlineHtml(text)}</li>`).join('')
      return items.length === 0 ? '' : `<h3>${lessonKinds[kind].heading}</h3><ul class="lessons">${list}</ul>`
    })
    .join('')
}

/** Actions from the strongest down: what works by itself comes before what rests on memory. */
export function actionsPart(record: EditionRecord): string {
  if (record.actions.length === 0) return ''
  const strongest = record.actions.toSorted(
    (a, b) => b.strength - a.strength || (a.priority < b.priority ? -1 : 1),
  )
  return `<ol class="actions">${strongest.map((action) => actionItem(record, action)).join('')}</ol>`
}

const stateSentences: Readonly<Record<EditionAction['state'], string>> = {
  proposed: 'Proposed',
  open: 'Open',
  done: 'Done',
  dropped: 'Dropped',
}

function actionItem(record: EditionRecord, action: EditionAction): string {
  const rung = strengthLevel(action.strength)
  const owner = action.ownerRole === '' ? 'no owner yet' : action.ownerRole
  const due =
    action.dueOn === ''
      ? 'no date yet'
      : `by <time datetime="${escapeHtml(action.dueOn)}">${escapeHtml(dayInWords(action.dueOn))}</time>`
  const addressed = action.factors.flatMap((position) => {
    const factor = record.factors[position]
    return factor === undefined
      ? []
      : [`<a href="#factor-${position + 1}">${escapeHtml(factorName(factor.code))}</a>`]
  })
  const details = [
    `<div><dt>Strength</dt><dd>${ladder(action.strength)}${action.strength} of 5, ${rung.name.toLowerCase()}. ${escapeHtml(rung.means)}</dd></div>`,
    action.howWeWillKnow === ''
      ? ''
      : `<div><dt>How we will know</dt><dd dir="auto">${inlineHtml(action.howWeWillKnow)}</dd></div>`,
    ...planDetails(action),
    addressed.length === 0 ? '' : `<div><dt>Addresses</dt><dd>${addressed.join(', ')}</dd></div>`,
  ]
  return `<li class="${action.state}"><h3 dir="auto">${inlineHtml(action.title)}</h3><p class="promise"><span>${stateSentences[action.state]}</span> <span dir="auto">${escapeHtml(owner)}</span> <span>${due}</span> <span>${action.priority}</span> <span>${actionKinds[action.kind]}</span></p><dl>${details.join('')}</dl></li>`
}

function planDetails({ plan }: EditionAction): readonly string[] {
  if (plan === undefined) return []
  const until = plan.expiresOn === '' ? 'a fix takes its place' : dayElement(plan.expiresOn)
  const look = plan.reviewOn === '' ? '' : ` We look on ${dayElement(plan.reviewOn)}.`
  return [
    plan.isForClass ? '<div><dt>Reach</dt><dd>Every case of its kind</dd></div>' : '',
    plan.isPatch ? `<div><dt>A patch until</dt><dd>${until}</dd></div>` : '',
    plan.measure === '' && look === ''
      ? ''
      : `<div><dt>It works when</dt><dd dir="auto">${inlineHtml(plan.measure)}${look}</dd></div>`,
  ]
}

function dayElement(day: string): string {
  return `<time datetime="${escapeHtml(day)}">${escapeHtml(dayInWords(day))}</time>`
}

/** What the review lives with on purpose: a reader sees the reason, the role that agreed and the day it ends. */
export function acceptancesPart(record: EditionRecord): string {
  const items = (record.acceptances ?? []).map(({ factor, because, agreedByRole, reviewOn }) => {
    const statement = factor === null ? undefined : record.factors[factor]?.statement
    const subject =
      statement === undefined
        ? 'No action of strength 3 or more for now'
        : `<a href="#factor-${(factor ?? 0) + 1}">${escapeHtml(plainOf(statement))}</a>`
    return `<li><p class="statement" dir="auto">${subject}</p><p dir="auto">${inlineHtml(because)}</p><p class="about"><span>Agreed by <span dir="auto">${escapeHtml(agreedByRole)}</span></span> <span>Looked at again on ${dayElement(reviewOn)}</span></p></li>`
  })
  return items.length === 0 ? '' : `<ul class="factors">${items.join('')}</ul>`
}

/** Five rungs, as many of them filled as the strength says; the words beside it say the same. */
function ladder(strength: number): string {
  const rungs = [1, 2, 3, 4, 5].map(
    (rung) =>
      `<rect class="${rung <= strength ? 'rung' : 'rung empty'}" x="${(rung - 1) * 7}" y="${10 - rung * 2}" width="5" height="${2 + rung * 2}"/>`,
  )
  return `<svg class="ladder" width="34" height="13" viewBox="0 0 34 13" aria-hidden="true">${rungs.join('')}</svg>`
}
