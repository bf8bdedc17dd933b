// Other prose than Markdown and plain text. Its readers stand apart from `check`, so that a page which only knows
// Markdown does not carry them.

import type { Context, Format } from './finding.ts'
import { readAsciiDoc } from './text/asciidoc.ts'
import type { OutlineReader } from './text/blocks.ts'
import { readHtml } from './text/html.ts'
import { readMdx } from './text/mdx.ts'
import { readRst } from './text/rst.ts'

const ENDINGS: Readonly<Record<string, Format>> = {
  txt: 'plain',
  text: 'plain',
  mdx: 'mdx',
  rst: 'rst',
  rest: 'rst',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  asc: 'asciidoc',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
}

/** The format a file's name tells; Markdown when it tells none. */
export function formatOf(path: string): Format {
  const ending = /\.([a-z]+)$/.exec(path.toLowerCase())?.[1] ?? ''
  return Object.hasOwn(ENDINGS, ending) ? (ENDINGS[ending] ?? 'markdown') : 'markdown'
}

const READERS: Readonly<Partial<Record<Format, OutlineReader>>> = {
  mdx: readMdx,
  rst: readRst,
  asciidoc: readAsciiDoc,
  html: readHtml,
}

/** The context for a document in `format`, with the reader it needs. */
export function inFormat(format: Format, context: Context = {}): Context {
  const { read: _, ...rest } = context
  const read = READERS[format]
  return read ? { ...rest, format, read } : { ...rest, format }
}
