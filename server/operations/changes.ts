/** Recorded changes as sentences: what happened, in the words of the page, with before and after where they are short. */
import { shortened } from '@secondstory/review/model/shortened'
import type { RecordedChange } from '../store/history.ts'

/** Changes that read as one step: what a click or an import did at once, or one sitting at the text. */
export interface Step {
  /** The newest of them. */
  readonly change: RecordedChange
  readonly count: number
}

/** Autosaves closer than this are one sitting. */
const SITTING_MS = 10 * 60_000

/** Joins neighbours that belong to one step. The list comes and stays newest first. */
export function folded(changes: readonly RecordedChange[]): readonly Step[] {
  const steps: Step[] = []
  let oldest: RecordedChange | undefined
  for (const change of changes) {
    const last = steps.at(-1)
    if (last !== undefined && oldest !== undefined && isOneStep(oldest, change)) {
      steps[steps.length - 1] = { change: last.change, count: last.count + 1 }
    } else {
      steps.push({ change, count: 1 })
    }
    oldest = change
  }
  return steps
}

function isOneStep(newer: RecordedChange, older: RecordedChange): boolean {
  if (newer.noun !== older.noun || newer.verb !== older.verb || newer.byName !== older.byName) return false
  const isOneDecision = newer.noun === 'decision' && newer.rowId === older.rowId && newer.verb === 'corrected'
  if (newer.noun === 'draft' || isOneDecision) return Date.parse(newer.at) - Date.parse(older.at) < SITTING_MS
  // Two changes to one row are two steps, even in one moment: each says what it changed.
  return newer.at === older.at && newer.rowId !== older.rowId
}

/** What a step did, as a sentence without its subject: "Lowered … because …". */
export function sentenceOf({ change, count }: Step): string {
  if (change.noun === 'draft') return 'Edited the text.'
  // A page that saves as it is written makes many changes of one; the last of them says least about the sitting.
  if (count > 1 && change.noun === 'decision' && change.verb === 'corrected')
    return `Worked on the decision${quoted(titleOf(change.after))}.`
  if (count > 1) return `${verbs[change.verb]} ${count} ${plural(change.noun)}.`
  if (change.verb === 'corrected' || change.verb === 'marked') return correction(change)
  const title = quoted(titleOf(change.after) ?? titleOf(change.before))
  return `${verbs[change.verb]} the ${change.noun}${title}${reason(change)}.`
}

const verbs: Readonly<Record<RecordedChange['verb'], string>> = {
  added: 'Added',
  corrected: 'Corrected',
  marked: 'Marked',
  merged: 'Merged',
  removed: 'Removed',
  restored: 'Brought back',
  published: 'Published',
}

function correction(change: RecordedChange): string {
  const parts = changedFields(change.before, change.after).map(({ name, from, to }) => {
    const isShort = from !== null && to !== null && from.length <= 40 && to.length <= 40
    return isShort ? `${name} from ${show(from)} to ${show(to)}` : name
  })
  const what = parts.length === 0 ? 'nothing' : parts.join(', ')
  return `Changed ${what} of the ${change.noun}${quoted(titleOf(change.before))}${reason(change)}.`
}

/** The role an account is told from, which stands in the place of a name; null for changes to anything else. */
export function tellerOf({ noun, before, after }: RecordedChange): string | null {
  const { role } = recordOf(after ?? before)
  return noun === 'account' && typeof role === 'string' ? role : null
}

/** Parts of an account, whose column is half a sentence. */
const fieldWords: Readonly<Record<string, string>> = {
  saw: 'what was seen',
  believed: 'what was believed',
  tried: 'what was tried',
  expected: 'what was expected',
  surprised: 'what surprised',
}

/** Fields that say nothing to a reader. */
const silent = new Set(['version', 'id', 'incidentId', 'closedAt', 'refs'])

interface ChangedField {
  readonly name: string
  /** Null: too long or too deep for a sentence. */
  readonly from: string | null
  readonly to: string | null
}

function changedFields(before: unknown, after: unknown): readonly ChangedField[] {
  const [old, now] = [recordOf(before), recordOf(after)]
  return Object.keys(now)
    .filter((key) => !silent.has(key) && JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .map((key) => ({ name: words(key), from: plain(old[key]), to: plain(now[key]) }))
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function plain(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  const { name, at } = recordOf(value)
  if (typeof name === 'string') return name
  return typeof at === 'string' ? at : null
}

function show(text: string): string {
  return text === '' ? 'nothing' : `"${text}"`
}

/** "happenedAt" → "happened at" */
function words(key: string): string {
  return fieldWords[key] ?? key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function titleOf(row: unknown): string | null {
  const { title, text, statement, chosen, name, role } = recordOf(row)
  const found = [title, text, statement, chosen, role, name].find(
    (each) => typeof each === 'string' && each !== '',
  )
  return typeof found === 'string' ? found : null
}

function quoted(title: string | null): string {
  if (title === null) return ''
  return ` "${shortened(title, 60)}"`
}

function reason(change: RecordedChange): string {
  return change.because === '' ? '' : `, because: ${change.because.replace(/[.\s]+$/, '')}`
}

function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
