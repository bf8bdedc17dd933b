/** What changed between two texts, by lines: for the history sheet, for publishing, and for two versions of one draft. */

/** One line, and whether it stayed, came or left. */
export interface Line {
  readonly change: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Above this many cells the middle is shown as removed and added whole: a table of it would need too much memory. */
const MOST_CELLS = 4_000_000

/** Lines of `before` and `after` in reading order; removed lines come before what took their place. */
export function differenceOf(before: string, after: string): readonly Line[] {
  const a = before.split('\n')
  const b = after.split('\n')
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++
  const same = (lines: readonly string[]): Line[] => lines.map((text) => ({ change: 'same', text }))
  return [
    ...same(a.slice(0, start)),
    ...middleOf(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ]
}

function middleOf(a: readonly string[], b: readonly string[]): readonly Line[] {
  if ((a.length + 1) * (b.length + 1) > MOST_CELLS) {
    return [
      ...a.map((text): Line => ({ change: 'removed', text })),
      ...b.map((text): Line => ({ change: 'added', text })),
    ]
  }
  const width = b.length + 1
  const lengths = longestCommon(a, b)
  const lines: Line[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const from = a[i]
    const to = b[j]
    if (from !== undefined && from === to) {
      lines.push({ change: 'same', text: from })
      i++
      j++
    } else if (
      from !== undefined &&
      (to === undefined || at(lengths, (i + 1) * width + j) >= at(lengths, i * width + j + 1))
    ) {
      lines.push({ change: 'removed', text: from })
      i++
    } else {
      lines.push({ change: 'added', text: to ?? '' })
      j++
    }
  }
  return lines
}

/** Length of the longest common run of lines from each pair of positions to the ends, row by row. */
function longestCommon(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? at(lengths, (i + 1) * width + j + 1) + 1
          : Math.max(at(lengths, (i + 1) * width + j), at(lengths, i * width + j + 1))
    }
  }
  return lengths
}

function at(lengths: Uint32Array, index: number): number {
  return lengths[index] ?? 0
}

/** Only the changes with `around` lines beside them; `null` stands for lines left out. */
export function changesOnly(lines: readonly Line[], around = 2): readonly (Line | null)[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some((line) => line.change !== 'same'),
  )
  return lines.flatMap((line, index) => {
    if (isNear[index]) return [line]
    return index === 0 || isNear[index - 1] ? [null] : []
  })
}

/**
 * Both sides' changes to one base text, joined when they touch different lines. Null when they touch the same ones:
 * then a person chooses, and nothing is thrown away on their behalf.
 */
export function joined(base: string, mine: string, theirs: string): string | null {
  if (mine === base || mine === theirs) return theirs
  if (theirs === base) return mine
  const edits = [...editsOf(base, mine), ...editsOf(base, theirs)].toSorted(
    (a, b) => a.from - b.from || a.to - b.to,
  )
  for (const [index, edit] of edits.entries()) {
    const next = edits[index + 1]
    // Two insertions at one place count as touching: their order would be a guess.
    if (next !== undefined && next.from <= edit.to) return null
  }
  const lines = base.split('\n')
  for (const edit of edits.toReversed()) lines.splice(edit.from, edit.to - edit.from, ...edit.lines)
  return lines.join('\n')
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

/** Changes of `base` as replaced stretches of its lines. */
function editsOf(base: string, changed: string): readonly Edit[] {
  const edits: Edit[] = []
  let position = 0
  let open: { from: number; lines: string[] } | null = null
  for (const line of differenceOf(base, changed)) {
    if (line.change === 'same') {
      if (open !== null) edits.push({ from: open.from, to: position, lines: open.lines })
      open = null
    } else {
      open ??= { from: position, lines: [] }
      if (line.change === 'added') open.lines.push(line.text)
    }
    if (line.change !== 'added') position++
  }
  if (open !== null) edits.push({ from: open.from, to: position, lines: open.lines })
  return edits
}
