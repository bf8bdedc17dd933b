/** Text broken into lines without a page to measure it on: widths of letters as the serif of our pages has them. */

/** Of a letter nobody listed; the most common ones are listed all the same, because they are asked for most. */
const USUAL = 0.53

const CLASSES: readonly (readonly [width: number, letters: string])[] = [
  [0.26, "ijl.,:;'|!‘’·"],
  [0.34, 'ftrI()[]-“”"'],
  [0.42, 'csez*?/\\'],
  [0.82, 'mwMW—@%'],
  [0.66, 'ABCDEGHKNOPQRTUVXYZ&'],
  [0.24, ' \u00a0'],
  [USUAL, 'abdghknopquvxy0123456789'],
]

const widths: ReadonlyMap<string, number> = new Map(
  CLASSES.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)),
)

/** The letters of our serif are this much wider than the widths above, which are those of a narrow book face. */
const ROOM = 1.16

/** Width of a text in pixels, a little more than it takes. A letter nobody listed is as wide as its script's usual. */
export function textWidth(text: string, size_px: number): number {
  let ems = 0
  for (const letter of text) {
    ems +=
      widths.get(letter) ??
      (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]|\p{Emoji_Presentation}/u.test(letter)
        ? 1
        : USUAL)
  }
  return ems * size_px * ROOM
}

/** Where to break and when to stop. */
export interface LineBreaking {
  readonly size_px: number
  readonly width_px: number
  readonly most: number
}

/** The text in lines that fit; a word too long for a line is cut, and what is too much ends in "…". */
export function linesOfText(text: string, { size_px, width_px, most }: LineBreaking): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text
    .trim()
    .split(/\s+/)
    .flatMap((each) => fitting(each, size_px, width_px))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size_px) <= width_px) {
      line = longer
      continue
    }
    lines.push(line)
    line = word
    if (lines.length > most) break
  }
  lines.push(line)
  if (lines.length <= most) return lines
  const last = lines[most - 1] ?? ''
  return [...lines.slice(0, most - 1), `${last.replace(/[\s.,;:]+$/u, '')}…`]
}

/** A word in pieces that fit a line; nearly always the word itself. */
function fitting(word: string, size_px: number, width_px: number): readonly string[] {
  if (textWidth(word, size_px) <= width_px) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && textWidth(piece + letter, size_px) > width_px) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...pieces, piece]
}
