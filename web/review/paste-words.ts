/**
 * What is pasted from Google Docs, Word or Confluence as Markdown. A walk over what the browser parsed: headings, lists,
 * tables, links, code, bold and italic stay, everything else is its words. Nothing is run and nothing is fetched: the
 * parser makes a document without a window.
 */

/** A node as the walk needs it; the browser's own are such. */
export interface PastedNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: ArrayLike<PastedNode>
  readonly getAttribute?: (name: string) => string | null
}

const ELEMENT = 1
const TEXT = 3

/** Pasted pages nest dozens of layers; deeper than this, what is inside is its words. */
const DEEPEST = 200

const silent = new Set([
  'STYLE',
  'SCRIPT',
  'HEAD',
  'TITLE',
  'META',
  'LINK',
  'TEMPLATE',
  'NOSCRIPT',
  'IMG',
  'SVG',
])
const blocks = new Set(
  'P DIV SECTION ARTICLE MAIN HEADER FOOTER ASIDE BLOCKQUOTE PRE UL OL LI TABLE H1 H2 H3 H4 H5 H6 HR FIGURE DL DT DD'.split(
    ' ',
  ),
)

/** Markdown of what was pasted; empty when nothing in it says anything. */
export function markdownOf(root: PastedNode): string {
  return joined(blocksOf(root, 0))
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}

function childrenOf({ childNodes }: PastedNode): readonly PastedNode[] {
  return Array.from(childNodes)
}

/** Asked of every node on every level, so each is answered once. */
const answered = new WeakMap<PastedNode, boolean>()

function isBlock(node: PastedNode): boolean {
  const known = answered.get(node)
  if (known !== undefined) return known
  const is = blocks.has(node.nodeName.toUpperCase()) || childrenOf(node).some(isBlock)
  answered.set(node, is)
  return is
}

/** The blocks inside a node, in order; words between them are paragraphs of their own. */
function blocksOf(node: PastedNode, depth: number): readonly string[] {
  if (depth > DEEPEST) return [plain(node)]
  const parts: string[] = []
  let words = ''
  const settle = (): void => {
    if (words.trim() !== '') parts.push(paragraph(words))
    words = ''
  }
  for (const child of childrenOf(node)) {
    if (child.nodeType === ELEMENT && isBlock(child)) {
      settle()
      parts.push(...blockOf(child, depth + 1))
    } else words += inlineOf(child, depth + 1)
  }
  settle()
  return parts
}

function blockOf(node: PastedNode, depth: number): readonly string[] {
  const name = node.nodeName.toUpperCase()
  if (silent.has(name)) return []
  const level = /^H([1-6])$/.exec(name)?.[1]
  if (level !== undefined) return [headingOf(node, Number(level), depth)]
  if (name === 'UL' || name === 'OL') return [listOf(node, depth)]
  if (name === 'TABLE') return [tableOf(node, depth)]
  if (name === 'PRE') return [fenced(node.textContent ?? '')]
  if (name === 'BLOCKQUOTE') return [prefixed(joined(blocksOf(node, depth)), '> ')]
  if (name === 'HR') return ['---']
  const wordLevel = wordHeading(node)
  if (wordLevel !== null) return [headingOf(node, wordLevel, depth)]
  const item = wordItem(node, depth)
  return item === null ? blocksOf(node, depth) : [item]
}

/** Word writes headings of its own styles as paragraphs with a class. */
function wordHeading(node: PastedNode): number | null {
  const found = /\bMsoHeading([1-6])|\bheading ?([1-6])\b/i.exec(node.getAttribute?.('class') ?? '')
  const level = found?.[1] ?? found?.[2]
  return level === undefined ? null : Number(level)
}

/** And items of its lists as paragraphs whose style names a list and whose first sign is the bullet. */
function wordItem(node: PastedNode, depth: number): string | null {
  const list = /mso-list:\s*\S+\s+level(\d)/i.exec(node.getAttribute?.('style') ?? '')
  if (list === null) return null
  const words = paragraph(
    childrenOf(node)
      .map((child) => inlineOf(child, depth + 1))
      .join(''),
  )
  const mark = /^\s*(?:(\d+)\\?[.)]|\\?[^\p{L}\p{N}\s]|o(?=\s))\s*/u.exec(words)
  const bullet = mark?.[1] === undefined ? '-' : `${mark[1]}.`
  return `${'  '.repeat(Number(list[1]) - 1)}${bullet} ${words.slice(mark?.[0].length ?? 0)}`
}

/** A title of the pasted page is a part of ours: `#` is the name of the incident. */
function headingOf(node: PastedNode, level: number, depth: number): string {
  const words = paragraph(
    childrenOf(node)
      .map((child) => inlineOf(child, depth + 1))
      .join(''),
  )
  const bare = words.replace(/\n/g, ' ').replace(/^\*\*(.*)\*\*$/, '$1')
  return bare === '' ? '' : `${'#'.repeat(Math.max(2, level))} ${bare}`
}

function listOf(list: PastedNode, depth: number): string {
  const isOrdered = list.nodeName.toUpperCase() === 'OL'
  const items: string[] = []
  for (const item of childrenOf(list)) {
    const name = item.nodeName.toUpperCase()
    // Google Docs hangs a list below a list, beside the items.
    if (name === 'UL' || name === 'OL') items.push(indented(listOf(item, depth + 1)))
    if (name !== 'LI') continue
    const mark = isOrdered ? `${items.length + 1}. ` : '- '
    const inside = blocksOf(item, depth + 1).filter((part) => part.trim() !== '')
    const text = inside.map((part, index) =>
      index > 0 && isList(part) ? part : index > 0 ? `\n${part}` : part,
    )
    items.push(`${mark}${indented(text.join('\n')).trimStart()}`)
  }
  return items.join('\n')
}

function isList(text: string): boolean {
  return /^(?:- |\d+\. )/.test(text)
}

function indented(text: string): string {
  return prefixed(text, '    ')
}

function prefixed(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? by.trimEnd() : by + line))
    .join('\n')
}

function tableOf(table: PastedNode, depth: number): string {
  const rows = rowsOf(table).map((row) =>
    childrenOf(row)
      .filter(({ nodeName }) => /^T[DH]$/i.test(nodeName))
      .map((cell) => cellOf(cell, depth + 1)),
  )
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  const [head, ...rest] = rows
  if (head === undefined || width === 0) return ''
  // One cell is a frame around words, as Confluence draws its panels.
  if (width === 1 && rows.length === 1) return joined(blocksOf(table, depth + 1))
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`
  return [line(head), `|${'---|'.repeat(width)}`, ...rest.map(line)].join('\n')
}

function rowsOf(node: PastedNode): readonly PastedNode[] {
  return childrenOf(node).flatMap((child) => {
    const name = child.nodeName.toUpperCase()
    if (name === 'TR') return [child]
    return /^T(?:HEAD|BODY|FOOT)$/.test(name) ? rowsOf(child) : []
  })
}

function cellOf(cell: PastedNode, depth: number): string {
  return joined(blocksOf(cell, depth)).replace(/\n+/g, ' ').replaceAll('|', '\\|').trim()
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text.replace(/\n$/, '')}\n${fence}`
}

function plain(node: PastedNode): string {
  return (node.textContent ?? '').replace(/\s+/g, ' ').trim()
}

/** Words of a line with what is bold, italic, code and a link in them. */
function inlineOf(node: PastedNode, depth: number): string {
  if (node.nodeType === TEXT) return escaped((node.textContent ?? '').replace(/[\s\u00a0]+/g, ' '))
  if (node.nodeType !== ELEMENT || silent.has(node.nodeName.toUpperCase())) return ''
  if (depth > DEEPEST) return plain(node)
  const name = node.nodeName.toUpperCase()
  if (name === 'BR') return '\n'
  if (name === 'CODE' || name === 'KBD' || name === 'TT') return codeOf(node.textContent ?? '')
  const inside = childrenOf(node)
    .map((child) => inlineOf(child, depth + 1))
    .join('')
  if (name === 'A') return linkOf(node, inside)
  return marked(inside, marksOf(node, name))
}

/** Google Docs says bold and italic by style alone, and puts everything into a `b` that is not bold. */
function marksOf(node: PastedNode, name: string): string {
  const style = node.getAttribute?.('style') ?? ''
  const weight = /font-weight:\s*(\w+)/.exec(style)?.[1]
  const isBold = weight === undefined ? name === 'B' || name === 'STRONG' : /^(?:bold|[6-9]00)$/.test(weight)
  const slant = /font-style:\s*(\w+)/.exec(style)?.[1]
  const isItalic = slant === undefined ? name === 'I' || name === 'EM' : slant === 'italic'
  return (isBold ? '**' : '') + (isItalic ? '*' : '')
}

/** Marks stand close to the words: spaces go out of them. */
function marked(text: string, mark: string): string {
  const words = text.trim()
  if (mark === '' || words === '' || words.includes('\n')) return text
  const closing = [...mark].reverse().join('')
  return `${/^\s/.test(text) ? ' ' : ''}${mark}${words}${closing}${/\s$/.test(text) ? ' ' : ''}`
}

function linkOf(node: PastedNode, words: string): string {
  const address = node.getAttribute?.('href') ?? ''
  if (!/^(?:https?:|mailto:)/i.test(address) || words.trim() === '') return words
  return `[${words.trim()}](${address.replace(/[\s()<>]/g, encodeURIComponent)})`
}

function codeOf(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  if (words === '') return ''
  return words.includes('`') ? `\`\` ${words} \`\`` : `\`${words}\``
}

/** Signs that would become something are kept as the signs they are. */
function escaped(text: string): string {
  return text.replace(/[\\`*_~[\]<&]/g, (sign, at: number) => {
    const isInWord = sign === '_' && /\w/.test(text[at - 1] ?? '') && /\w/.test(text[at + 1] ?? '')
    return isInWord ? sign : `\\${sign}`
  })
}

/** A paragraph begins with no sign that would make it a heading, a list, a quote, a line or a block. */
function paragraph(words: string): string {
  return words
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^[-+>#=|:]/, '\\$&')
        .replace(/^(\d+)([.)])/, '$1\\$2'),
    )
    .join('\n')
    .trim()
}
