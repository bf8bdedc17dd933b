/** The work an anonymous report is sent with, as a page counts it. For tests alone. */
import { findProof } from '@secondstory/review/model/proof'
import { type ReportWords, taskText } from '@secondstory/review/model/reports'

/** The proof for these words on the day of this instant. */
export function workFor(words: ReportWords, now: string): { readonly on: string; readonly count: number } {
  const on = now.slice(0, 10)
  const count = findProof({ on, text: taskText(words) }, { from: 0, steps: 5_000_000 })
  if (count === null) throw new Error('Five million counts held no proof; the work is set too high.')
  return { on, count }
}
