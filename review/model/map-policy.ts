/** What a node or an edge of the map still needs before it can be drawn, as the form says it before the server does. */
import type { Blocker } from './blocker.ts'
import { personSentence } from './policy.ts'

/** A node as a form holds it. */
export interface NodeDraft {
  readonly id: string | null
  readonly statement: string
  /** The words that make the statement about a person, a handle, a title or "human error"; null when none do. */
  readonly personShaped: string | null
}

/** What a node still needs: a sentence, about the system. */
export function nodeBlockers(node: NodeDraft): readonly Blocker[] {
  const found: { readonly rule: string; readonly sentence: string }[] = []
  if (node.statement.trim() === '') {
    found.push({
      rule: 'node-without-statement',
      sentence: 'A node is a sentence. What was so, or what happened, in one?',
    })
  }
  if (node.personShaped !== null) {
    found.push({ rule: 'person-as-node', sentence: personSentence(node.personShaped) })
  }
  return found.map((each) => ({ ...each, place: { tab: 'map', id: node.id } }))
}

/** An edge as a form holds it. */
export interface EdgeDraft {
  readonly id: string | null
  readonly fromId: string
  readonly toId: string
  /** The words of its own sentence that are about a person; null when none are. */
  readonly personShaped: string | null
  /** Whether the same is said already. */
  readonly isSaid: boolean
}

/** What an edge still needs: two ends, something new to say, and no person in its sentence. */
export function edgeBlockers(edge: EdgeDraft): readonly Blocker[] {
  const found: { readonly rule: string; readonly sentence: string }[] = []
  if (edge.fromId === edge.toId) {
    found.push({
      rule: 'edge-to-itself',
      sentence: 'Nothing leads to itself. What stood between the first time and the second?',
    })
  }
  if (edge.isSaid) {
    found.push({
      rule: 'edge-said-twice',
      sentence:
        'The map says this already. If it is a second explanation of the same thing, give each of the two a name.',
    })
  }
  if (edge.personShaped !== null) {
    found.push({ rule: 'person-in-edge', sentence: personSentence(edge.personShaped) })
  }
  return found.map((each) => ({ ...each, place: { tab: 'map', id: edge.id ?? edge.toId } }))
}
