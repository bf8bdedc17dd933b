/** What became of words on their way in: which names gave way to roles, and which nobody here knows yet. Pure. */

/** Fields in which people write about an incident. */
const written = ['text', 'statement', 'title', 'howWeWillKnow'] as const
type Written = (typeof written)[number]

/** The operation that corrects what another one made, by its words alone. */
export const correctionOf = {
  addTimelineEvent: 'correctTimelineEvent',
  correctTimelineEvent: 'correctTimelineEvent',
  addLesson: 'correctLesson',
  correctLesson: 'correctLesson',
  proposeAction: 'correctAction',
  correctAction: 'correctAction',
} as const
/** An operation whose words go through the register. */
export type Entering = keyof typeof correctionOf

export function isEntering(name: string): name is Entering {
  return name in correctionOf
}

/** A row as it was sent and as it was stored. */
export interface Entered {
  readonly name: Entering
  readonly id: string
  readonly incidentId: string
  readonly version: number
  /** The words as they were written. */
  readonly sent: Readonly<Partial<Record<Written, string>>>
  /** The words as they were stored. */
  readonly stored: Readonly<Partial<Record<Written, string>>>
}

/** Reads the words out of what went to the server and what came back; null when there are none. */
export function enteredFrom(name: Entering, input: unknown, output: unknown): Entered | null {
  const [sent, stored] = [wordsIn(input), wordsIn(output)]
  const { id, incidentId, version }: { id?: unknown; incidentId?: unknown; version?: unknown } =
    Object(output)
  if (typeof id !== 'string' || typeof incidentId !== 'string' || typeof version !== 'number') return null
  return Object.keys(sent).length === 0 ? null : { name, id, incidentId, version, sent, stored }
}

function wordsIn(value: unknown): Readonly<Partial<Record<Written, string>>> {
  const row: Readonly<Record<string, unknown>> = Object(value)
  return Object.fromEntries(
    written.flatMap((field) => {
      const words = row[field]
      return typeof words === 'string' && words.trim() !== '' ? [[field, words]] : []
    }),
  )
}

/** Names read in the words as they were written that cannot be read in them as they were stored. */
export function givenWay(entered: Entered, namesIn: (text: string) => readonly string[]): readonly string[] {
  const left = new Set(namesOf(entered.stored, namesIn))
  return namesOf(entered.sent, namesIn).filter((name) => !left.has(name))
}

/** Names that can still be read: nobody here knows them, so somebody is asked. */
export function unknownNames(
  entered: Entered,
  namesIn: (text: string) => readonly string[],
): readonly string[] {
  return namesOf(entered.stored, namesIn)
}

function namesOf(words: Entered['sent'], namesIn: (text: string) => readonly string[]): readonly string[] {
  return [...new Set(Object.values(words).flatMap(namesIn))]
}

/** "“Anouk” and “@tfalk” became roles." */
export function givenWayInWords(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`)
  const all = quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
  return `${all} became ${names.length === 1 ? 'a role' : 'roles'}.`
}
