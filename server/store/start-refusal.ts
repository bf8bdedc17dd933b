/**
 * A start that cannot go on for a reason the keeper can act on. The message is the one sentence they read
 * (found, expected, cure); anything else thrown while starting is a defect and keeps its stack.
 */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal'
}

/** The text of whatever was thrown, for the end of a sentence. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The `code` of a Node or PostgreSQL error ('ENOENT', '57P01'), or the empty string. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return ''
  return typeof thrown.code === 'string' ? thrown.code : ''
}
