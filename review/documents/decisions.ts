/**
 * The decision points of a document: one heading and one table each, a row for everything that is said. A table has
 * room for lists of any length, and every word of it stands on a line of its own.
 */
import { type Choice, emptyDecision, type NotReached } from '../model/decisions.ts'
import type { EditionDecision } from '../model/editions.ts'
import { certainties } from '../model/factors.ts'
import { findTable, headingOf, tableOf, textOfHeading } from './cells.ts'
import { accountWords, confidenceWords, deciderWords, keyNamed } from './keys.ts'

const headers = ['Part', 'Words', 'Further', 'Mark'] as const

/** Parts that are one text. */
const singles = {
  situation: 'Situation then',
  believed: 'Believed then',
  easyPath: 'Easy path',
  safePath: 'Safe path',
  friction: 'Friction between them',
  tradeoff: 'Trade-off',
  chosen: 'Chosen',
  expected: 'Expected',
  observed: 'Observed afterwards',
  madeSenseBecause: 'Made sense because',
  usually: 'How it usually goes',
} as const satisfies Partial<Record<keyof EditionDecision, string>>

/** Parts that come from a closed list or are many. */
const others = {
  event: 'Event',
  decider: 'Decided by',
  goals: 'Goal',
  seen: 'Seen then (events)',
  notReached: 'Existed elsewhere',
  confidence: 'Confidence then',
  options: 'Option',
  pressures: 'Pressure',
  source: 'Account',
  certainty: 'Certainty',
  contributed: 'Contributed',
} as const satisfies Partial<Record<keyof EditionDecision, string>>

const seenWords = { early: 'seen then', late: 'seen afterwards' } as const
const yes = { yes: 'yes', no: 'no' } as const

/** A row of the table: part, words, and two cells more where a part has three things to say. */
type Row = readonly [part: string, words: string, further?: string, mark?: string]

/** Every decision under its heading. */
export function writeDecisions(decisions: readonly EditionDecision[]): string {
  return decisions
    .map((decision, index) => {
      const rows = rowsOf(decision).map(([part, words, further = '', mark = '']) => [
        part,
        words,
        further,
        mark,
      ])
      return `### ${headingOf(`Decision ${index + 1}: ${decision.role}`)}\n\n${tableOf(headers, rows)}`
    })
    .join('\n\n')
}

function rowsOf(decision: EditionDecision): readonly Row[] {
  const single = (key: keyof typeof singles): readonly Row[] =>
    decision[key] === '' ? [] : [[singles[key], decision[key]]]
  const { event } = decision
  return [
    ...(event === null ? [] : [[others.event, String(event + 1)] as const]),
    [others.decider, deciderWords[decision.decider]],
    ...single('situation'),
    ...decision.goals.map((goal): Row => [others.goals, goal]),
    ...(decision.seen.length === 0
      ? []
      : [[others.seen, decision.seen.map((position) => String(position + 1)).join(', ')] as const]),
    ...decision.notReached.map(({ what, where, barrier }): Row => [others.notReached, what, where, barrier]),
    ...single('believed'),
    [others.confidence, confidenceWords[decision.confidence]],
    ...decision.options.map(
      ({ text, costThen, seenThen }): Row => [
        others.options,
        text,
        costThen,
        seenThen ? seenWords.early : seenWords.late,
      ],
    ),
    ...single('easyPath'),
    ...single('safePath'),
    ...single('friction'),
    ...decision.pressures.map((pressure): Row => [others.pressures, pressure]),
    ...single('tradeoff'),
    ...single('chosen'),
    ...single('expected'),
    ...single('observed'),
    ...single('madeSenseBecause'),
    ...single('usually'),
    [others.source, accountWords[decision.source]],
    [others.certainty, decision.certainty],
    [others.contributed, decision.contributed ? yes.yes : yes.no],
  ]
}

/** A decision whose events are still labels of rows. */
export type UnplacedDecision = Omit<EditionDecision, 'event' | 'seen'> & {
  readonly eventLabel: string
  readonly labels: readonly string[]
}

/** The decisions we understood, and every other line of the section as it stood. */
export interface ReadDecisions {
  readonly items: readonly { readonly label: string; readonly item: UnplacedDecision }[]
  readonly leftover: string
}

/** The decisions a section holds; null when it holds none of ours. */
export function readDecisions(lines: readonly string[]): ReadDecisions | null {
  const items: { label: string; item: UnplacedDecision }[] = []
  const leftover: string[] = []
  for (const chunk of chunksOf(lines)) {
    const read = chunk.role === null ? null : readDecision(chunk.role, chunk.lines)
    if (read === null) leftover.push(...chunk.heading, ...chunk.lines)
    else {
      items.push({ label: String(items.length + 1), item: read.decision })
      leftover.push(...read.leftover)
    }
  }
  return items.length === 0 ? null : { items, leftover: leftover.join('\n').trim() }
}

interface Chunk {
  /** The heading's line; none before the first. */
  readonly heading: readonly string[]
  /** Null: the heading is none of ours. */
  readonly role: string | null
  readonly lines: string[]
}

function chunksOf(lines: readonly string[]): readonly Chunk[] {
  const chunks: Chunk[] = [{ heading: [], role: null, lines: [] }]
  for (const line of lines) {
    const heading = /^ {0,3}###[ \t]+(.*)$/s.exec(line)?.[1]
    if (heading === undefined) chunks.at(-1)?.lines.push(line)
    else {
      const role = /^Decision \d+:(?: ([\s\S]*))?$/.exec(textOfHeading(heading))
      chunks.push({ heading: [line], role: role === null ? null : (role[1] ?? ''), lines: [] })
    }
  }
  return chunks
}

type Words = { -readonly [Key in keyof UnplacedDecision]: UnplacedDecision[Key] } & {
  goals: string[]
  pressures: string[]
  notReached: NotReached[]
  options: Choice[]
}

function readDecision(
  role: string,
  lines: readonly string[],
): { readonly decision: UnplacedDecision; readonly leftover: readonly string[] } | null {
  const table = findTable(lines)
  if (table === null || table.headers.join('|') !== headers.join('|')) return null
  const { seenEvidenceIds, seenEventIds, ...empty } = emptyDecision
  const words: Words = {
    ...empty,
    ...{ goals: [], pressures: [], notReached: [], options: [] },
    role,
    decider: 'role',
    eventLabel: '',
    labels: [],
  }
  const said = new Set<string>()
  const strange = table.rows.filter(({ cells }) => !take(words, said, cells)).map(({ line }) => line)
  const around = [...table.before, ...table.after].filter((line) => line.trim() !== '')
  return {
    decision: words,
    leftover: [...around, ...(strange.length === 0 ? [] : [...table.headerLines, ...strange])],
  }
}

/** Puts a row where it belongs; false when it is none of ours, or says a second time what is said once. */
function take(words: Words, said: Set<string>, cells: readonly string[]): boolean {
  const [part = '', text = '', further = '', mark = ''] = cells
  if (cells.length > headers.length) return false
  const many = takeMany(words, [part, text, further, mark])
  if (many !== null) return many
  if (further !== '' || mark !== '' || said.has(part)) return false
  said.add(part)
  const isTaken = takeSingle(words, part, text)
  if (!isTaken) said.delete(part)
  return isTaken
}

/** Rows that may come many times; null when this is none of them. */
function takeMany(
  words: Words,
  [part, text, further, mark]: readonly [string, string, string, string],
): boolean | null {
  if (part === others.notReached) {
    words.notReached.push({ what: text, where: further, barrier: mark })
    return true
  }
  if (part === others.options) {
    if (mark !== seenWords.early && mark !== seenWords.late) return false
    words.options.push({ text, costThen: further, seenThen: mark === seenWords.early })
    return true
  }
  const list = part === others.goals ? words.goals : part === others.pressures ? words.pressures : null
  if (list === null) return null
  if (further !== '' || mark !== '') return false
  list.push(text)
  return true
}

function takeSingle(words: Words, part: string, text: string): boolean {
  for (const key of Object.keys(singles)) {
    if (isSingle(key) && singles[key] === part) {
      words[key] = text
      return true
    }
  }
  if (part === others.event && /^\d{1,6}$/.test(text)) words.eventLabel = text
  else if (part === others.seen) words.labels = text.split(/[,;\s]+/).filter((label) => label !== '')
  else return takeNamed(words, part, text)
  return true
}

function isSingle(key: string): key is keyof typeof singles {
  return Object.hasOwn(singles, key)
}

/** Parts whose words come from a closed list. */
function takeNamed(words: Words, part: string, text: string): boolean {
  const decider = part === others.decider ? keyNamed(deciderWords, text) : null
  const confidence = part === others.confidence ? keyNamed(confidenceWords, text) : null
  const source = part === others.source ? keyNamed(accountWords, text) : null
  const certainty = part === others.certainty ? keyNamed(certainties, text) : null
  const contributed = part === others.contributed ? keyNamed(yes, text) : null
  if (decider !== null) words.decider = decider
  if (confidence !== null) words.confidence = confidence
  if (source !== null) words.source = source
  if (certainty !== null) words.certainty = certainty
  if (contributed !== null) words.contributed = contributed === 'yes'
  return [decider, confidence, source, certainty, contributed].some((each) => each !== null)
}
