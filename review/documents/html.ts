/** Markdown as HTML that can be shown to anyone: no markup of the writer's own, no images, no script, no styles. */
import type { Element, ElementContent, Nodes, Root } from 'hast'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { blocksIn } from './record-blocks.ts'

/** `topHeading` is the level the highest heading of the text gets; `name` keeps the ids of footnotes apart on one page. */
export interface HtmlOptions {
  readonly topHeading?: 2 | 3 | 4
  readonly name?: string
  /** HTML of our own for a paragraph of this one line; null leaves it as it is. */
  readonly block?: (line: string) => string | null
}

/** The text as safe HTML. Raw HTML in it is shown as the characters it is made of, comments are left out. */
export function htmlOf(markdown: string, { topHeading = 3, name = 'text', block }: HtmlOptions = {}): string {
  if (isTooDeep(markdown)) return `<pre>${escapeHtml(markdown)}</pre>`
  return String(
    unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(remarkRehype, {
        clobberPrefix: `${name}-`,
        footnoteLabelProperties: {},
        handlers: {
          html: (_: unknown, node: { readonly value: string }) => asWritten(node.value),
          image: (_: unknown, node: ImageNode) => imageLink(node),
        },
      })
      .use(() => (tree: Root) => shiftHeadings(tree, topHeading))
      .use(rehypeSanitize, schema)
      .use(() => dress)
      .use(() => (tree: Root) => putBlocks(tree, markdown, block))
      // What the writer wrote has been through the sanitizer; raw are our own blocks alone.
      .use(rehypeStringify, { allowDangerousHtml: true })
      .processSync(markdown),
  )
}

/** Text for an element or an attribute in quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

interface ImageNode {
  readonly url: string
  readonly alt?: string | null
}

/**
 * The writer sets ids only through footnotes, whose prefix we choose; the sanitizer's own prefix would break
 * their links. `input` is gone before the sanitizer looks: task boxes are drawn as text.
 */
const schema = {
  ...defaultSchema,
  clobberPrefix: '',
  clobber: [],
  // Nothing on the page colours code, so a language's name has no use in the markup.
  attributes: { ...defaultSchema.attributes, code: [] },
  protocols: { href: ['http', 'https', 'mailto'] },
  tagNames: (defaultSchema.tagNames ?? []).filter(
    (tag) => !['img', 'input', 'picture', 'source', 'details', 'summary'].includes(tag),
  ),
}

/**
 * Nesting and marks beyond what anyone writes take the parser minutes or exhaust the stack of every walk over its
 * tree (3,000 emphases in each other did both). Such a text is shown as it was typed. Code is exempt: inside it
 * nothing is parsed, and logs are full of brackets.
 */
const MOST_MARKS = 400
const MOST_CELLS = 200
const CONTAINER = String.raw`(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*`
const NESTED = new RegExp(String.raw`^[ \t]*(?:${CONTAINER}){20,}|^[ \t]{60,}${CONTAINER}`)
/** So many on one line that not even the blocks of the text can be told apart in time. */
const HOPELESS = new RegExp(String.raw`^[ \t]*(?:${CONTAINER}){100,}|^[ \t]{100,}${CONTAINER}`)
/** Lines that begin a block. Their cost grows with the square of their number: 20,000 lines of quotes took a minute. */
const BEGINS_BLOCK = new RegExp(String.raw`^[ \t]*(?:${CONTAINER}|#|=+[ \t]*$|-+[ \t]*$|\[)`)
const MOST_BLOCKS = 3000
const MARK = /[*~[]+|!\[|(?<!\w)_+|_+(?!\w)/g

function isTooDeep(markdown: string): boolean {
  const lines = markdown.split(/\r\n|\r|\n/)
  if (lines.some((line) => HOPELESS.test(line))) return true
  const blocks = lines.filter((line, index) => BEGINS_BLOCK.test(line) || isAfterBlank(lines, index))
  if (blocks.length > MOST_BLOCKS) return true
  return isHeavy(lines) && isHeavy(withoutCode(markdown, lines))
}

function isAfterBlank(lines: readonly string[], index: number): boolean {
  return lines[index]?.trim() !== '' && (lines[index - 1] ?? '').trim() === ''
}

function isHeavy(lines: readonly string[]): boolean {
  let marks = 0
  for (const line of lines) {
    // Marks pair up within a paragraph, so the count begins anew after a blank line.
    marks = line.trim() === '' ? 0 : marks + (line.match(MARK)?.length ?? 0)
    if (marks > MOST_MARKS || NESTED.test(line) || line.split('|').length > MOST_CELLS) return true
  }
  return false
}

/** What stands inside paragraphs, which is where marks are costly; without it a text is blocks and nothing else. */
const INLINE = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'emailAutolink',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
  'protocolAutolink',
  'strikethrough',
  'table',
  'wwwAutolink',
]

/**
 * The lines with those of code blanked. The parser says what is code, because only it knows: a fence within raw HTML
 * is no fence, and one in a list ends with the list.
 */
function withoutCode(markdown: string, lines: readonly string[]): readonly string[] {
  const isCode = new Set<number>()
  const tree = unified()
    .data('micromarkExtensions', [{ disable: { null: INLINE } }])
    .use(remarkParse)
    .use(remarkGfm)
    .parse(markdown)
  const waiting: BlockNode[] = [tree]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of node.children ?? []) waiting.push(child)
    const { start, end } = node.position ?? { start: { line: 1 }, end: { line: 0 } }
    for (let line = start.line; node.type === 'code' && line <= end.line; line += 1) isCode.add(line)
  }
  return lines.map((line, index) => (isCode.has(index + 1) ? '' : line))
}

interface BlockNode {
  readonly type: string
  readonly children?: readonly BlockNode[]
  readonly position?:
    | { readonly start: { readonly line: number }; readonly end: { readonly line: number } }
    | undefined
}

function asWritten(html: string): ElementContent[] {
  const shown = html.replace(/<!--(?:(?!-->)[\s\S])*-->/g, '')
  return shown.trim() === '' ? [] : [{ type: 'text', value: shown }]
}

function imageLink({ url, alt }: ImageNode): Element {
  const words = alt === undefined || alt === null || alt === '' ? 'Image' : alt
  return {
    type: 'element',
    tagName: 'a',
    properties: { href: url },
    children: [{ type: 'text', value: words }],
  }
}

/** Every element of the tree, parents before children. */
function* elements(node: Nodes): Generator<Element> {
  if (node.type === 'element') yield node
  if (!('children' in node)) return
  for (const child of node.children) yield* elements(child)
}

function headingLevel(element: Element): number | null {
  return /^h[1-6]$/.test(element.tagName) ? Number(element.tagName.charAt(1)) : null
}

function shiftHeadings(tree: Root, top: number): void {
  const headings = [...elements(tree)].flatMap((element) => headingLevel(element) ?? [])
  const shift = top - Math.min(...headings)
  for (const element of elements(tree)) {
    const level = headingLevel(element)
    if (level !== null) element.tagName = `h${Math.min(6, level + shift)}`
    if (element.tagName !== 'input') continue
    const isDone = element.properties.checked === true
    element.tagName = 'span'
    element.properties = {}
    element.children = [{ type: 'text', value: isDone ? '☑' : '☐' }]
  }
}

const READ_BY_DIRECTION = /^(?:p|li|td|th|blockquote|h[1-6])$/

/** After the sanitizer: what we add is ours. Text finds its own direction, links tell no one where they came from. */
function dress(tree: Root): void {
  for (const element of [...elements(tree)]) {
    if (READ_BY_DIRECTION.test(element.tagName)) element.properties.dir = 'auto'
    if (element.tagName === 'a') element.properties.rel = ['noopener', 'noreferrer', 'nofollow']
    if (element.tagName === 'table') wrapTable(element)
    if (element.tagName === 'blockquote') callOut(element)
  }
}

/** Puts our own HTML in the place of paragraphs that ask for it. Only those of the text itself, not of a list or a quote. */
function putBlocks(tree: Root, markdown: string, block: HtmlOptions['block']): void {
  if (block === undefined) return
  const lines = new Set(blocksIn(markdown).map(({ from }) => from))
  tree.children = tree.children.map((child) => {
    const { start, end } = child.position ?? {}
    if (child.type !== 'element' || child.tagName !== 'p' || start === undefined || end === undefined)
      return child
    // The line as it was typed: words beside a picture may hold marks that mean something elsewhere.
    const isBlock = start.offset !== undefined && lines.has(start.offset)
    const html = isBlock ? block(markdown.slice(start.offset, end.offset)) : null
    return html === null ? child : { type: 'raw', value: html }
  })
}

const CALLOUT = /^\[!(note|tip|important|warning|caution)\][ \t]*\n?/i

/** A quote that begins with `[!NOTE]` is set apart with its word; in every other reader of Markdown it stays a quote. */
function callOut(quote: Element): void {
  const first = quote.children.find((child) => child.type === 'element')
  const words = first?.children[0]
  const kind = words?.type === 'text' ? CALLOUT.exec(words.value) : null
  if (first === undefined || words?.type !== 'text' || kind?.[1] === undefined) return
  words.value = words.value.slice(kind[0].length)
  const name = kind[1].toLowerCase()
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  quote.properties.className = ['callout', name]
  quote.children.unshift({
    type: 'element',
    tagName: 'p',
    properties: { className: ['callout-name'] },
    children: [{ type: 'text', value: title }],
  })
}

/** A wide table scrolls by itself, and by keyboard. */
function wrapTable(table: Element): void {
  const inner: Element = { ...table, children: table.children }
  table.tagName = 'div'
  table.properties = { className: ['wide'], role: 'region', ariaLabel: 'Table', tabIndex: 0 }
  table.children = [inner]
}

/** One line or a few of plain text: code in backticks is code, line breaks are kept, everything else is what it is. */
export function inlineHtml(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) =>
      index % 2 === 1 ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : escapeHtml(part),
    )
    .join('')
    .replace(/\r?\n/g, '<br>')
}
