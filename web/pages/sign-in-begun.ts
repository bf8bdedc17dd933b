/** A sign-in that was begun here, kept while the browser is at the provider or a mail is on its way. */

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
  return takeFrom(sessionStorage)
}

/** Keeps it for this browser: a link in a mail opens in a tab of its own. */
export function keepLink(begun: Begun): void {
  localStorage.setItem(KEY, JSON.stringify(begun))
}

/** Takes it out again; in a browser that asked for no link it fits nothing. */
export function takeLink(): Begun {
  return takeFrom(localStorage)
}

function takeFrom(storage: Storage): Begun {
  const text = storage.getItem(KEY)
  storage.removeItem(KEY)
  const [, proof = NOTHING.proof] = /"proof":"([\w-]{43})"/.exec(text ?? '') ?? []
  const [, next] = /"next":"(\/[^"\\]*)"/.exec(text ?? '') ?? []
  return { proof, next: next ?? null }
}
