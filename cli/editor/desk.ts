import { fileURLToPath } from 'node:url'
import {
  type Block,
  type Context,
  type Finding,
  type Format,
  openChecker,
  outlineOf,
} from '@secondstory/language'
import { formatOf, inFormat } from '@secondstory/language/formats'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Configs } from '../config.ts'

/** What is known about an open document at one version of its text. */
export interface Checked {
  readonly format: Format
  readonly findings: readonly Finding[]
  /** The blocks of the text, read when asked for. */
  readonly blocks: () => readonly Block[]
}

/** The open documents with their checkers, which remember each block so that a keystroke costs one. */
export interface Desk {
  /** The findings for the text as it is now; null for a language we do not read. */
  readonly checked: (document: TextDocument) => Promise<Checked | null>
  readonly close: (uri: string) => void
  /** A configuration changed: the next check reads it anew. */
  readonly forget: () => void
}

interface Seat {
  readonly context: Context
  readonly check: (text: string) => readonly Finding[]
  version: number
  checked: Checked | null
}

/** Opens a desk. `complain` is told every sentence about a configuration once, until it changes. */
export function openDesk(configs: Configs, complain: (sentence: string) => void): Desk {
  const seats = new Map<string, Promise<Seat>>()
  const told = new Set<string>()
  const open = async (uri: string, format: Format): Promise<Seat> => {
    const { context, troubles } = await contextOf(configs, uri)
    for (const trouble of troubles) {
      if (!told.has(trouble)) complain(trouble)
      told.add(trouble)
    }
    const own = inFormat(format, context)
    return { context: own, check: openChecker(own), version: -1, checked: null }
  }
  return {
    checked: async (document) => {
      const format = formatHere(document)
      if (format === null) return null
      const seat = seats.get(document.uri) ?? open(document.uri, format)
      seats.set(document.uri, seat)
      return look(await seat, document, format)
    },
    close: (uri) => {
      seats.delete(uri)
    },
    forget: () => {
      configs.forget()
      seats.clear()
      told.clear()
    },
  }
}

// The document changes in place while a configuration is read; what counts is its text now.
function look(seat: Seat, document: TextDocument, format: Format): Checked {
  if (seat.checked && seat.version === document.version) return seat.checked
  const text = document.getText()
  seat.version = document.version
  seat.checked = {
    format,
    findings: seat.check(text),
    blocks: () => outlineOf(text, seat.context).blocks,
  }
  return seat.checked
}

// A text that stands in no file has no configuration above it. A broken one is told, and the text is checked without it:
// a writer in an editor is better served by our weights than by silence.
async function contextOf(
  configs: Configs,
  uri: string,
): Promise<{ readonly context: Context; readonly troubles: readonly string[] }> {
  const path = pathOf(uri)
  if (path === null) return { context: {}, troubles: [] }
  const configured = await configs.contextFor(path)
  return configured.troubles === undefined
    ? { context: configured.context, troubles: [] }
    : { context: {}, troubles: configured.troubles }
}

function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null
  try {
    return fileURLToPath(uri)
  } catch {
    return null
  }
}

// The names editors have for the languages we read, in lower case.
const LANGUAGES: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['markdown', 'markdown'],
  ['plaintext', 'plain'],
  ['plain text', 'plain'],
  ['text', 'plain'],
  ['mdx', 'mdx'],
  ['markdown.mdx', 'mdx'],
  ['restructuredtext', 'rst'],
  ['rst', 'rst'],
  ['asciidoc', 'asciidoc'],
  ['asciidoctor', 'asciidoc'],
  ['html', 'html'],
])

// An MDX or AsciiDoc file is often opened as Markdown or plain text, where its own language is not installed.
function formatHere(document: TextDocument): Format | null {
  const format = LANGUAGES.get(document.languageId.toLowerCase()) ?? null
  if (format !== 'markdown' && format !== 'plain') return format
  const named = formatOf(document.uri.replace(/[?#].*$/, ''))
  return named === 'markdown' || named === 'plain' ? format : named
}
