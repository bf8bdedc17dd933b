/**
 * What a post-mortem that is a file still lacks, each as a finding with a place, a reason and a question: the same shape
 * as the findings about wording, so that a page, a terminal and a pipeline can show one list.
 */
import type { Severity } from '../model/severity.ts'
import { severityRule } from '../model/severity.ts'
import { nullResult } from '../model/strength.ts'
import { readFrontMatter } from './front-matter.ts'
import { keyNamed, severityWords } from './keys.ts'
import { readMoment } from './moments.ts'
import {
  type DocumentPart,
  documentParts,
  type PartKind,
  type Statement,
  type Stretch,
  statementsIn,
  type WrittenAction,
  writtenAction,
} from './structure.ts'
import { type StructureRule, structureRuleTable } from './structure-rules.ts'

/** A place in a file where something of a post-mortem is missing. */
export interface StructureFinding extends Stretch {
  readonly rule: StructureRule
  readonly name: string
  readonly level: 'error' | 'warning' | 'hint'
  readonly quote: string
  readonly because: string
  readonly ask: string
  readonly source: string
  readonly rewrites: readonly never[]
}

/** What other rooms can tell about words; this one knows neither names nor clocks. */
export interface Judgement {
  /** The timed lines of a timeline, counted from 0 at its first line, and whether a zone holds for each. */
  readonly timedLines: (timeline: string) => readonly { readonly line: number; readonly hasZone: boolean }[]
  /** Whether a line declares a zone for the times of the document. */
  readonly declaresZone: (line: string) => boolean
  readonly hasDay: (line: string) => boolean
  readonly names: (text: string) => readonly Stretch[]
  /** The words that make a condition a person; null for a condition. */
  readonly personIn: (statement: string) => string | null
  readonly isNullAction: (action: string) => boolean
}

interface Looking {
  readonly text: string
  readonly parts: readonly DocumentPart[]
  readonly opening: Stretch
  readonly judge: Judgement
}

/** What is missing, in the order of the text. Never throws; linear in the text. */
export function structureFindings(text: string, judge: Judgement): readonly StructureFinding[] {
  const start = frontEnd(text)
  const parts = documentParts(text, start)
  const looking: Looking = { text, parts, opening: openingOf(text, start), judge }
  if (looking.opening.to <= looking.opening.from) return []
  return [
    ...headerFindings(looking, start),
    ...missingParts(looking),
    ...timelineFindings(looking),
    ...causeFindings(looking),
    ...actionFindings(looking),
  ].toSorted((a, b) => a.from - b.from || a.to - b.to)
}

function found(
  rule: StructureRule,
  at: Stretch & { readonly text: string },
  words: { because: string; ask: string },
): StructureFinding {
  const [name, level, source] = structureRuleTable[rule]
  const { from, to } = at
  return { rule, name, level, from, to, quote: at.text.slice(from, to), ...words, source, rewrites: [] }
}

/** The place for what is nowhere: the first line with words, cut where it is long. */
function openingOf(text: string, start: number): Stretch {
  const first = /\S[^\r\n]*/.exec(text.slice(start)) ?? /\S[^\r\n]*/.exec(text)
  if (first === null) return { from: 0, to: 0 }
  const from = (text.slice(start).trim() === '' ? 0 : start) + first.index
  return { from, to: from + Math.min(first[0].trimEnd().length, 120) }
}

function frontEnd(text: string): number {
  const closing = /^\ufeff?---[ \t]*\r?\n(?:[\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)
  return closing?.[0].length ?? 0
}

const NEEDED: readonly (readonly [PartKind, string, string])[] = [
  [
    'summary',
    'a summary',
    'What happened, whom did it reach, and what changes because of it, in three or four sentences?',
  ],
  ['impact', 'the impact', 'Whom did it reach, for how long, and how is that known?'],
  ['timeline', 'a timeline', 'What happened when, as it looked at the time?'],
  [
    'causes',
    'the contributing factors',
    'Which conditions let this through, and which of them are still there?',
  ],
  ['lessons', 'what was learned', 'What went well, what could be improved, and where was there luck?'],
  ['actions', 'the actions', 'What will be different, who brings it to a decision, and by when?'],
]

function missingParts({ text, parts, opening }: Looking): readonly StructureFinding[] {
  return NEEDED.filter(([kind]) => !parts.some((part) => part.kind === kind)).map(([, name, ask]) =>
    found(
      'section-missing',
      { ...opening, text },
      {
        because: `No heading of this document names ${name}, and readers look for it.`,
        ask,
      },
    ),
  )
}

function bodiesOf({ parts }: Looking, kind: PartKind): readonly DocumentPart[] {
  return parts.filter((part) => part.kind === kind)
}

function timelineFindings(looking: Looking): readonly StructureFinding[] {
  const { text, judge } = looking
  const bodies = bodiesOf(looking, 'timeline')
  if (bodies.length === 0) return []
  const isDeclared = text.slice(0, 50_000).split('\n').some(judge.declaresZone)
  const timed = bodies.flatMap(({ heading, body }) =>
    judge.timedLines(text.slice(heading.from, body.to)).map((each) => ({ ...each, start: heading.from })),
  )
  const [first] = bodies
  if (timed.length === 0 && first !== undefined) {
    const because = 'Nothing in this timeline begins with a time, so nobody can see what was known when.'
    return [
      found(
        'timeline-empty',
        { ...first.heading, text },
        { because, ask: 'At which time did each of these things happen?' },
      ),
    ]
  }
  const bare = isDeclared ? [] : timed.filter(({ hasZone }) => !hasZone)
  const [opening] = bare
  if (opening === undefined) return []
  const many = bare.length === 1 ? 'One time names' : `${bare.length} times name`
  const because = `${many} no zone, and nothing above says which one holds; readers elsewhere will be hours off.`
  const ask = 'In which zone are these times? One line such as “All times in UTC” is enough.'
  return [found('time-without-zone', { ...lineAt(text, opening), text }, { because, ask })]
}

function lineAt(text: string, { start, line }: { readonly start: number; readonly line: number }): Stretch {
  let from = start
  for (let n = 0; n < line; n++) from = text.indexOf('\n', from) + 1
  const words = /[^\r\n]*/.exec(text.slice(from, from + 200))?.[0] ?? ''
  const lead = words.length - words.trimStart().length
  return { from: from + lead, to: from + Math.max(words.trimEnd().length, lead + 1) }
}

function causeFindings(looking: Looking): readonly StructureFinding[] {
  const { text, judge } = looking
  const because = 'A cause that is a person can only be replaced; a condition can be changed.'
  const ask = 'Which condition made this possible for anyone in that place? Roles may be named, people not.'
  return bodiesOf(looking, 'causes').flatMap(({ body }) => {
    const words = text.slice(body.from, body.to)
    const named = judge.names(words).map((name) => ({ from: body.from + name.from, to: body.from + name.to }))
    const shaped = statementsIn(text, body).flatMap((statement): readonly Stretch[] => {
      const person = judge.personIn(wordsOf(statement))
      const at = person === null ? -1 : text.indexOf(person, statement.from)
      if (person === null || at < 0 || at >= statement.to) return []
      const place = { from: at, to: at + person.length }
      return named.some((name) => name.from < place.to && name.to > place.from) ? [] : [place]
    })
    return [...named, ...shaped].map((place) =>
      found('person-as-factor', { ...place, text }, { because, ask }),
    )
  })
}

// In a row the longest cell is the statement; the others are numbers, kinds and marks.
function wordsOf({ text, cells }: Statement): string {
  return [...cells.values()].toSorted((a, b) => b.length - a.length)[0] ?? text
}

function actionFindings(looking: Looking): readonly StructureFinding[] {
  const { text, judge } = looking
  const bodies = bodiesOf(looking, 'actions')
  const [first] = bodies
  if (first === undefined) return []
  const listed = bodies.flatMap(({ body }) => statementsIn(text, body)).filter(({ isListed }) => isListed)
  const actions = listed.map((statement) => writtenAction(statement, judge.hasDay))
  const findings = actions.flatMap((action, index) => oneAction(looking, action, listed[index]))
  if (actions.some((action) => !judge.isNullAction(action.title))) return findings
  const because =
    actions.length === 0
      ? 'Nothing is listed under the actions, so nothing about the system is promised to change.'
      : 'No action names a thing that will be different, so next time would go the same way.'
  const ask =
    'Which test, guardrail, tool, page, process, design or signal will be different because of this?'
  return [...findings, found('no-concrete-change', { ...first.heading, text }, { because, ask })]
}

function oneAction(
  { text, judge }: Looking,
  action: WrittenAction,
  statement: Statement | undefined,
): readonly StructureFinding[] {
  const place = { from: action.from, to: firstLineEnd(text, action), text }
  // What changes nothing needs no owner and no date; it needs to become something else first.
  if (judge.isNullAction(action.title))
    return [found('null-action', place, { because: nullResult.sentence, ask: nullResult.ask })]
  const findings: StructureFinding[] = []
  if (action.owner === null) {
    const because = 'Nobody is named who brings this to a decision, so it waits for whoever remembers it.'
    findings.push(found('action-without-owner', place, { because, ask: 'Which one team or role owns it?' }))
  }
  if (action.due === null && !action.isDone) {
    const hasColumn = statement !== undefined && statement.cells.size > 0
    const because = `No date is written ${hasColumn ? 'in its row' : 'beside it'}, so nobody can tell late from forgotten.`
    findings.push(
      found('action-without-date', place, { because, ask: 'By which day will it be decided or done?' }),
    )
  }
  return findings
}

function firstLineEnd(text: string, { from, to }: Stretch): number {
  const words = /[^\r\n]*/.exec(text.slice(from, Math.min(to, from + 120)))?.[0].trimEnd() ?? ''
  return from + Math.max(1, words.length)
}

/** A fact of the header with its place: from the front matter, or from a line such as "**Severity:** SEV2" near the top. */
interface Fact extends Stretch {
  readonly value: string
}

const FACTS = {
  severity: /^(?:severity|sev|incident severity)$/,
  ended: /^(?:ended|end|resolved|impact ended|mitigated|end time|resolved at|ended at|incident end)$/,
  reviewed:
    /^(?:reviewed|published|review date|reviewed at|reviewed on|published on|post-?mortem date|written|document date)$/,
} as const

function factsOf(text: string, start: number): ReadonlyMap<keyof typeof FACTS, Fact> {
  const facts = new Map<keyof typeof FACTS, Fact>()
  const names = ['severity', 'ended', 'reviewed'] as const
  let at = 0
  for (const line of text.slice(0, start + 4000).split('\n')) {
    const [, label = '', rest = ''] =
      /^[\s|*_>#+-]*([\p{L}][\p{L} _-]{1,30}?)[*_ ]*(?::|\|)[*_|\s]*(.+)$/u.exec(line.replace(/\r$/, '')) ??
      []
    const key = label.toLowerCase().replace(/_/g, ' ').trim()
    const name = names.find((each) => FACTS[each].test(key))
    const value = rest.replace(/[|*_"'`]+/g, ' ').trim()
    if (name !== undefined && value !== '' && !facts.has(name)) {
      const lead = line.length - line.trimStart().length
      facts.set(name, { from: at + lead, to: at + line.trimEnd().length, value })
    }
    at += line.length + 1
  }
  return facts
}

function severityIn(value: string): Severity | null {
  const [, digit = ''] = /\b(?:sev(?:erity)?|s|p)[ -]?([1-4])\b/i.exec(value) ?? []
  return keyNamed(severityWords, digit === '' ? value : `SEV${digit}`)
}

function headerFindings({ text }: Looking, start: number): readonly StructureFinding[] {
  const facts = factsOf(text, start)
  const [severity, ended, reviewed] = [facts.get('severity'), facts.get('ended'), facts.get('reviewed')]
  const unread = strangeHeader(text, start)
  if (severity === undefined || ended === undefined || reviewed === undefined) return unread
  const sev = severityIn(severity.value)
  const rule = sev === null ? null : severityRule(sev)
  const from = readMoment(plainMoment(ended.value))
  const to = readMoment(plainMoment(reviewed.value))
  if (rule === null || rule.dueAfter_h === null || from === null || to === null) return unread
  // A day that has ended may have ended at its last minute; a clock nobody wrote down makes nothing late.
  const slack_h = from.precision === 'day' ? 24 : 0
  const late_h = (Date.parse(to.at) - Date.parse(from.at)) / 3_600_000 - slack_h - rule.dueAfter_h
  if (late_h <= 0) return unread
  const because = `${rule.because} This one came later, and memory and records fade meanwhile.`
  const ask = 'What took the time, and what would make the next review start sooner?'
  return [...unread, found('review-late', { ...reviewed, text }, { because, ask })]
}

function plainMoment(value: string): string {
  return value
    .replace(/\s*\(.*\)\s*$/, '')
    .replace(/[+-]00:?00$/, 'Z')
    .trim()
}

/** Lines of front matter that say nothing we can read, and front matter that is never closed. */
function strangeHeader(text: string, start: number): readonly StructureFinding[] {
  const ask = 'Can the line be written as “key: value”?'
  if (start === 0) {
    const open = /^\ufeff?---[ \t]*\r?\n[A-Za-z][\w-]*:\s/.exec(text)
    if (open === null) return []
    const at = text.indexOf('---')
    const because = 'Front matter begins here and no second line of dashes ends it, so it is read as prose.'
    return [
      found(
        'header-not-read',
        { from: at, to: at + 3, text },
        { because, ask: 'Where does the front matter end?' },
      ),
    ]
  }
  const { strange } = readFrontMatter(
    text
      .slice(0, start)
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n'),
  )
  const wanted = strange.find((line) =>
    /^\s*(?:severity|started|ended|resolved|reviewed|published)\b/i.test(line),
  )
  const at = wanted === undefined ? -1 : text.indexOf(wanted)
  if (wanted === undefined || at < 0) return []
  const because = 'This line of the front matter cannot be read, so what it says does not count here.'
  return [
    found(
      'header-not-read',
      { from: at, to: at + Math.max(1, wanted.trimEnd().length), text },
      { because, ask },
    ),
  ]
}
