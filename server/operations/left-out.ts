/** What of a document does not become part of a record: why, and the words, so that nothing is lost. */

import type { Unplaced } from '@secondstory/review/documents/draft-text'
import { shortened } from '@secondstory/review/model/shortened'
import type { z } from 'zod'
import type { Queries } from '../store/database.ts'
import type { Hands } from './hands.ts'
import { type Operation, Refusal } from './operation.ts'
import { problemOf } from './problems.ts'

/** Something left out: why, where it stood, its words. */
export interface LeftOut extends Unplaced {
  /** A sentence; empty when the reader found no meaning in the words. */
  readonly because: string
}

/** What every step of an import works with; steps put what they leave out into `leftOut`. */
export interface Tray {
  /** Of the one transaction the import is made in; `hands.store` leads to the same. */
  readonly queries: Queries
  readonly hands: Hands
  readonly leftOut: LeftOut[]
}

/**
 * Does a step as the operation would; its refusal comes back as a sentence. For operations that refuse before they
 * write: nothing is taken back here.
 */
export async function attempt<Input extends z.ZodType, Output>(
  step: Operation<string, Input, Output>,
  input: z.input<Input>,
  { hands }: Tray,
): Promise<{ readonly done: Output } | { readonly because: string }> {
  const read = step.input.safeParse(input, { reportInput: true })
  if (!read.success) return { because: problemOf(read.error) }
  return step.run(read.data, hands).then(
    (done) => ({ done }),
    (error: unknown) => {
      if (error instanceof Refusal) return { because: error.message }
      throw error
    },
  )
}

/** What was left out as one sentence for the one who imports. Long words are cut; the draft has all of them. */
export function sentenceOf({ place, because, text }: LeftOut): string {
  const quote = shortened(text, 200)
  return because === '' ? `${place}: "${quote}"` : `${place}: ${because} (${quote})`
}
