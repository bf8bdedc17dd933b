/** Checks the text beside the page, so that a long one never holds a key back. One worker per editor; see wording.ts. */
import { type Finding, openChecker, type Roster } from '@secondstory/language'

/** What the editor says: who must not be named, or a text to check. */
export type Said =
  | { readonly kind: 'roster'; readonly roster: Roster }
  | { readonly kind: 'text'; readonly text: string; readonly turn: number }

/** What it hears back. `turn` tells which text was meant. */
export interface Heard {
  readonly turn: number
  readonly findings: readonly Finding[]
}

// Kept between checks: the engine remembers unchanged blocks, so that a check after a key costs one paragraph.
let checker = openChecker()

addEventListener('message', ({ data }: MessageEvent<Said>) => {
  if (data.kind === 'roster') checker = openChecker({ roster: data.roster })
  else {
    const heard: Heard = { turn: data.turn, findings: checker(data.text) }
    postMessage(heard)
  }
})
