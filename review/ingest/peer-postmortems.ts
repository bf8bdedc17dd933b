/** Morgue and OpsKnight: a post-mortem as one object, with its times, its channel's words and its actions. */
import type { EventKind } from '../model/evidence.ts'
import { type Fields, listAt, parseJson, textAt, wordsAt } from './json.ts'
import { anchorDrafts, entryDraft, followUpDraft, nameAt, namedPerson } from './peer-entries.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'
import { wordsOfHtml } from './zulip.ts'

/** Morgue writes 0 for a time nobody gave. */
function set(value: unknown): unknown {
  return value === 0 || value === '0' ? null : value
}

/** A post-mortem of Morgue. */
export function* morgueRecords(body: Fields): Generator<SourceRecord> {
  const tool = 'Morgue'
  const incident = wordsAt(body, 'id')
  const severity = wordsAt(body, 'severity')
  const name = `${textAt(body, 'title') || 'Incident'}${severity === '' ? '' : ` (severity ${severity})`}`
  yield* anchorDrafts(
    [
      ['Started', set(body.starttime), 'note'],
      ['Detected', set(body.detecttime), 'observation'],
      ['Status posted', set(body.statustime), 'status-update'],
      ['Ended', set(body.endtime), 'recovery'],
    ],
    { tool, incident, name },
  )
  for (const [index, line] of [...listAt(body, 'slack'), ...listAt(body, 'irc')].entries()) {
    const at = firstMoment(line.ts, line.timestamp, line.time)
    yield entryDraft({
      tool,
      id: `${incident}:said:${at?.at ?? index}:${textAt(line, 'user') || textAt(line, 'nick')}`,
      at,
      basis: 'occurred',
      kind: 'chat',
      text: textAt(line, 'text') || textAt(line, 'message'),
      speaker: namedPerson(textAt(line, 'user') || textAt(line, 'nick'), tool),
      incident,
      marks: ['routine'],
    })
  }
  const summary = textAt(body, 'summary') || textAt(body, 'tldr')
  if (summary !== '')
    yield entryDraft({
      tool,
      id: `${incident}:summary`,
      at: null,
      basis: 'written',
      kind: 'note',
      text: wordsOfHtml(summary),
      incident,
    })
}

const kinds: Readonly<Record<string, EventKind>> = {
  DETECTION: 'observation',
  ESCALATION: 'page',
  MITIGATION: 'mitigation',
  RESOLUTION: 'recovery',
}

/** A post-mortem of OpsKnight; its timeline may be kept as text. */
export function* opsknightRecords(body: Fields): Generator<SourceRecord> {
  const tool = 'OpsKnight'
  const incident = wordsAt(body, 'incidentId') || wordsAt(body, 'id')
  const kept: unknown = typeof body.timeline === 'string' ? parseJson(body.timeline)?.value : body.timeline
  for (const [index, event] of listAt({ kept }, 'kept').entries()) {
    const type = textAt(event, 'type').toUpperCase()
    yield entryDraft({
      tool,
      id: `${incident}:${wordsAt(event, 'id') || index}`,
      at: firstMoment(event.timestamp, event.time, event.at),
      basis: 'declared',
      kind: kinds[type] ?? 'note',
      text: [textAt(event, 'title'), textAt(event, 'description')].filter((words) => words !== '').join('\n'),
      speaker: namedPerson(event.actor, tool),
      incident,
    })
  }
  for (const action of listAt(body, 'actionItems')) yield followUpDraft(action, { tool, incident })
  const severity = nameAt(body, 'severity')
  for (const key of ['summary', 'rootCause', 'resolution', 'lessons']) {
    const words = textAt(body, key)
    const head = key === 'summary' && severity !== '' ? `${severity}: ` : ''
    if (words !== '')
      yield entryDraft({
        tool,
        id: `${incident}:${key}`,
        at: null,
        basis: 'written',
        kind: 'note',
        text: head + words,
        incident,
      })
  }
}
