/** Where a heading stands in a Markdown text; links from other tabs name sections by their slug. */

export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/** Place of the line below the heading with this slug, or null when there is none. */
export function headingPlace(text: string, slug: string): number | null {
  let at = 0
  let isInCode = false
  for (const line of text.split('\n')) {
    if (/^\s{0,3}(```|~~~)/.test(line)) isInCode = !isInCode
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)
    if (!isInCode && heading !== null && slugOf(heading[1] ?? '') === slug) {
      return Math.min(text.length, at + line.length + 1)
    }
    at += line.length + 1
  }
  return null
}
