/** The decision points of an edition's JSON. */
import type { Choice, NotReached } from '../model/decisions.ts'
import type { EditionDecision } from '../model/editions.ts'
import { certainties } from '../model/factors.ts'
import { type Fields, flag, indexes, isObject, named, type Row, text, texts } from './json-fields.ts'
import { accountWords, confidenceWords, deciderWords } from './keys.ts'

/** One decision, field by field. */
export function decisionFrom(fields: Fields): EditionDecision {
  const words = (key: string): string => fields.take(key, text, '')
  return {
    event: fields.take<number | null>('event', (value) => indexes([value])?.[0] ?? null, null),
    seen: fields.take('seen', indexes, []),
    decider: fields.take('decider', named(deciderWords), 'role'),
    role: words('role'),
    situation: words('situation'),
    goals: fields.take('goals', texts, []),
    notReached: fields.take('notReached', listOf(notReachedFrom), []),
    believed: words('believed'),
    confidence: fields.take('confidence', named(confidenceWords), 'not-recalled'),
    options: fields.take('options', listOf(choiceFrom), []),
    easyPath: words('easyPath'),
    safePath: words('safePath'),
    friction: words('friction'),
    pressures: fields.take('pressures', texts, []),
    tradeoff: words('tradeoff'),
    chosen: words('chosen'),
    expected: words('expected'),
    observed: words('observed'),
    madeSenseBecause: words('madeSenseBecause'),
    usually: words('usually'),
    source: fields.take('source', named(accountWords), 'inferred'),
    certainty: fields.take('certainty', named(certainties), 'plausible'),
    contributed: fields.take('contributed', flag, false),
  }
}

/** A list whose every item is of one shape; otherwise the caller keeps the whole of it as strange. */
function listOf<T>(read: (row: Row) => T | null): (value: unknown) => readonly T[] | null {
  return (value) => {
    if (!Array.isArray(value)) return null
    const items = value.map((row: unknown) => (isObject(row) ? read(row) : null))
    return items.every((item) => item !== null) ? items : null
  }
}

function notReachedFrom(row: Row): NotReached | null {
  const [what, where, barrier] = [text(row.what), text(row.where), text(row.barrier)]
  if (what === null || where === null || barrier === null || Object.keys(row).length > 3) return null
  return { what, where, barrier }
}

function choiceFrom(row: Row): Choice | null {
  const [words, costThen, seenThen] = [text(row.text), text(row.costThen), flag(row.seenThen)]
  if (words === null || costThen === null || seenThen === null || Object.keys(row).length > 3) return null
  return { text: words, costThen, seenThen }
}
