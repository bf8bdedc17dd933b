/** A draft as passages, each with the name of its place: what the people described read, confirm and correct. */
import type { EditionRecord } from '../model/editions.ts'
import type { Moment } from '../model/instants.ts'
import { sayAnew } from './edition-words.ts'
import { momentText } from './moments.ts'

/** One place of the draft with its words as Markdown. */
export interface Passage {
  /** "Summary", "Timeline, row 3". */
  readonly place: string
  readonly text: string
  /** Whether it speaks of the role of whoever reads. */
  readonly isAboutReader: boolean
}

/** Places that say nothing by themselves. */
const SILENT = new Set(['Title', 'Components', 'Headings'])

/** Every passage of a draft in its order, and which of them speak of this role. */
export function passagesOf(record: EditionRecord, role: string): readonly Passage[] {
  const texts = new Map<string, string[]>()
  sayAnew(record, (where, text) => {
    if (!SILENT.has(where) && text.trim() !== '') texts.set(where, [...(texts.get(where) ?? []), text])
    return text
  })
  for (const [index, { happenedAt }] of record.timeline.entries()) {
    const where = `Timeline, row ${index + 1}`
    const known = texts.get(where)
    if (known !== undefined && happenedAt !== null) texts.set(where, [clock(happenedAt), ...known])
  }
  const wanted = role.trim().toLowerCase()
  return [...texts].map(([place, parts]) => {
    const text = parts.join(place.startsWith('Timeline') ? ' · ' : '\n\n')
    return { place, text, isAboutReader: wanted !== '' && text.toLowerCase().includes(wanted) }
  })
}

/** "2026-03-12 14:06 UTC": read by people, not by programs. */
function clock(moment: Moment): string {
  return momentText(moment).replace(/(\d)T(\S+)Z/, '$1 $2 UTC')
}
