/**
 * A text on one line and at most `longest` characters of it, for a label or a quotation inside a sentence. It ends at the
 * end of a word where one ends in its second half, and never between the two halves of a sign outside the first plane.
 */
export function shortened(text: string, longest = 80): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  const space = line.lastIndexOf(' ', longest - 1)
  const cut = line.slice(0, space > longest / 2 ? space : longest - 1)
  return `${cut.replace(/[\s,;:(\uD800-\uDBFF]+$/, '')}…`
}
