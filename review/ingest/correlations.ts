/** Fingerprints in words: what a message names that another source may name too. */

const shapes: readonly (readonly [string, RegExp])[] = [
  ['alertname', /\[(?:FIRING|RESOLVED)[^\]]{0,20}\]\s{1,3}([A-Za-z_][\w-]{3,80})/g],
  ['pr', /github\.com\/([\w.-]{1,60}\/[\w.-]{1,80}\/pull\/\d{1,8})/g],
  ['version', /(?<![\w.])(v\d{1,4}\.\d{1,4}(?:\.\d{1,6})?(?:-[\w.]{1,20})?)(?![\w])/g],
  ['commit', /\bcommit\s{1,3}`?([0-9a-f]{7,40})\b/g],
  ['page', /pagerduty\.com\/incidents\/(\w{4,20})/g],
]

/** What tells in one look that none of the shapes can match; most chat stops here. */
const promising = /[FD]\]|[GD]:\d|\bv\d|\/pull\/|commit|pagerduty|\[FIRING|\[RESOLVED/

/** What a text names, as `kind:value`, in the order of the shapes, each once. */
export function correlatesOf(text: string): readonly string[] {
  if (!promising.test(text)) return none
  const names = new Set<string>()
  const start = text.slice(0, 4000)
  for (const [kind, shape] of shapes) {
    for (const match of start.matchAll(shape)) names.add(`${kind}:${match[1] ?? ''}`)
  }
  return [...names]
}

const none: readonly string[] = []
