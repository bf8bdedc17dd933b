/**
 * Thanks to whoever told something: a note for them alone, only where they said that thanks are welcome. Nothing adds
 * notes up, lists them by anybody or finds them again, and whoever thanks does not learn whom.
 */
import type { Blocker } from './blocker.ts'

/** A note as the one it is for reads it. Who wrote it stands in its words, or nowhere. */
export interface Thanks {
  readonly text: string
  /** The day it was said. */
  readonly on: string
}

/** A note beside an account of one's own. */
export interface AccountThanks extends Thanks {
  readonly id: string
  readonly accountId: string
}

/** Why nobody can be thanked here: it is for whoever spoke to say so first. */
export function thanksBlockers(isWelcome: boolean): readonly Blocker[] {
  if (isWelcome) return []
  return [
    {
      rule: 'thanks-not-welcome',
      sentence:
        'A note reaches those who said that it is welcome, and here nobody has yet. At the beginning of a meeting everybody who spoke can be thanked.',
      place: { tab: 'accounts', id: null },
    },
  ]
}
