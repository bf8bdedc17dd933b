/** A piece of evidence as a quotation of a text: when it was, and its words. */
import type { Evidence } from '../model/evidence.ts'
import { clockOf, dayOf } from '../model/instants.ts'

/** What stands where evidence is not kept any more. */
export const evidenceGone = '*What stood here is not kept any more.*'

/** The quotation as Markdown; `place` is left out where readers need not know it. */
export function evidenceQuote({
  text,
  happenedAt,
  place,
}: Pick<Evidence, 'text' | 'happenedAt' | 'place'>): string {
  const about = aboutEvidence({ happenedAt, place })
  // A comment that begins in the words would take the writer's own text with it, up to wherever one ends.
  const words = text.trim().replaceAll('<!--', '&lt;!--')
  const lines = [...(about === '' ? [] : [`*${about}*`, '']), ...words.split(/\r\n?|\n/)]
  return lines.map((line) => `> ${line}`.trimEnd()).join('\n')
}

/** When a piece of evidence was, and where it comes from. */
export function aboutEvidence({ happenedAt, place }: Pick<Evidence, 'happenedAt' | 'place'>): string {
  const time = happenedAt === null ? '' : `${dayOf(happenedAt.at)} ${clockOf(happenedAt)} UTC`
  return [time, place].filter((part) => part !== '').join(', ')
}
