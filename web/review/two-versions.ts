/**
 * Two people changed one row. What only one of them changed is joined without a question; where both changed the same
 * field differently, both versions are kept until somebody chooses. Pure; use-versions.ts runs it, TwoVersions.tsx shows it.
 */

/** A field of a form: what it is called, and how its value reads. */
export interface FieldInWords<Entry> {
  readonly key: keyof Entry
  readonly label: string
  readonly inWords: (entry: Entry) => string
}

/** One field both changed. */
export interface Difference {
  readonly label: string
  readonly mine: string
  readonly theirs: string
}

/** A form opened on `base`, filled in as `mine`, while the row became `theirs`. */
export interface Versions<Entry> {
  readonly base: Entry
  readonly mine: Entry
  readonly theirs: Entry
}

/** What becomes of two versions: both joined, once with my words and once with theirs where both spoke. */
export interface Met<Entry> {
  readonly withMine: Entry
  readonly withTheirs: Entry
  readonly differences: readonly Difference[]
}

// Entries are plain data made by one function each, so that equal ones are written alike.
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Joins what was changed apart, and tells where both changed the same field. */
export function meet<Entry extends object>(
  fields: readonly FieldInWords<Entry>[],
  { base, mine, theirs }: Versions<Entry>,
): Met<Entry> {
  let withMine = mine
  let withTheirs = mine
  const differences: Difference[] = []
  for (const { key, label, inWords } of fields) {
    if (isSame(mine[key], theirs[key])) continue
    if (!isSame(theirs[key], base[key])) withTheirs = { ...withTheirs, [key]: theirs[key] }
    if (isSame(mine[key], base[key])) withMine = { ...withMine, [key]: theirs[key] }
    else if (!isSame(theirs[key], base[key]))
      differences.push({ label, mine: inWords(mine), theirs: inWords(theirs) })
  }
  return { withMine, withTheirs, differences }
}
