/** A sign-in that was begun in this tab, kept while the browser is at the provider. */

const KEY = 'second-story:sign-in'

/** What comes back with the browser. */
export interface Begun {
  readonly proof: string
  /** Where to go afterwards. */
  readonly next: string | null
}

/** Nobody began here: a proof of the right form that fits nothing, so that the server says why. */
const NOTHING: Begun = { proof: '-'.repeat(43), next: null }

/** Keeps it for this tab alone. */
export function keepBegun(begun: Begun): void {
  sessionStorage.setItem(KEY, JSON.stringify(begun))
}

/** Takes it out again; it works once. */
export function takeBegun(): Begun {
  const text = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  const [, proof = NOTHING.proof] = /"proof":"([\w-]{43})"/.exec(text ?? '') ?? []
  const [, next] = /"next":"(\/[^"\\]*)"/.exec(text ?? '') ?? []
  return { proof, next: next ?? null }
}
