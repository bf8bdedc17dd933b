// Sentences beside the rules: its tests and its documentation. Nothing the page loads may import this folder.

/** A sentence that fires, and a better one that keeps its facts. */
export interface Example {
  readonly blaming: string
  readonly better: string
}

/** What a rule finds, and what only looks like it and must be left. */
export interface Examples {
  readonly examples: readonly Example[]
  readonly leaves: readonly string[]
}

/** Writes examples compactly: pairs of blaming and better, then the sentences to leave. */
export function examplesOf(
  pairs: readonly (readonly [string, string])[],
  leaves: readonly string[],
): Examples {
  return { examples: pairs.map(([blaming, better]) => ({ blaming, better })), leaves }
}
