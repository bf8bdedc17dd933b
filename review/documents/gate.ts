/** The one gate every text of an edition passes: what leads to a person is taken out or becomes a role, with a receipt. */
import type { WithheldKind } from '../model/audiences.ts'
import { withholdDisguised } from './disguise.ts'
import { sayWithoutPronouns } from './pronouns.ts'
import { type Withheld, withholdCommits, withholdLinks, withholdTokens } from './withhold.ts'

/** A name that became a role: the sentence around it before and after, whose name it was, and the role shown. */
export interface NameReplacement {
  readonly before: string
  readonly after: string
  readonly name: string
  readonly role: string
}

/** A change, the place it was made in ("Summary", "Timeline, row 3") and of which kind it is. */
export interface PlacedReplacement extends NameReplacement {
  readonly where: string
  readonly kind: WithheldKind
}

/** Puts roles in place of names; it belongs to the caller, who holds the register. It is given raw Markdown, code and all. */
export type ReplaceNames = (text: string) => {
  readonly text: string
  readonly replacements: readonly NameReplacement[]
}

/** Says texts without names, and keeps a receipt of every change. */
export interface Gate {
  say(where: string, text: string): string
  readonly made: readonly PlacedReplacement[]
}

/** Opens a gate for one edition. */
export function openGate(replaceNames: ReplaceNames): Gate {
  const made: PlacedReplacement[] = []
  return {
    made,
    say(where, text) {
      // Links before names, so that no half of a link remains; marks after them, since a role says more than a mark.
      const unlinked = withholdLinks(text)
      const plain = withholdDisguised(unlinked.text, (hidden) => replaceNames(hidden).replacements.length > 0)
      const named = replaceNames(plain.text)
      const bare = withholdTokens(named.text)
      const uncommitted = withholdCommits(bare.text)
      const spoken = sayWithoutPronouns(uncommitted.text)
      // A sentence with a role in it may hold an address as well, which readers do not see.
      const shown = named.replacements.map((each) => ({
        ...each,
        after: sayWithoutPronouns(withholdTokens(each.after).text).text,
        kind: 'name' as const,
      }))
      const taken = [unlinked, plain, bare, uncommitted].flatMap(({ withheld }) => withheld.map(receiptOf))
      for (const each of [...shown, ...taken, ...spoken.changes]) made.push({ ...each, where })
      return spoken.text
    },
  }
}

/** What was taken out has nothing in its place but a mark. */
export function receiptOf(each: Withheld): Omit<PlacedReplacement, 'where'> {
  return { ...each, name: each.before, role: '' }
}
