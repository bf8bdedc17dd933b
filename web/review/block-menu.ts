/** What `/` offers at the beginning of a line: blocks that show the record, and the shapes of Markdown nobody remembers. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'

/** A piece of evidence that can be shown. */
export interface QuotedEvidence {
  /** Its words, on one line. */
  readonly words: string
  /** When and where from. */
  readonly about: string
  /** The line that shows it. */
  readonly line: string
}

/** What the menu asks of the page. */
export interface BlockAsking {
  /** Absent where there is no evidence to show. */
  readonly findEvidence?: FindEvidence | undefined
  /** Somebody wants a picture. */
  readonly onImage?: (() => void) | undefined
}

/** Finds evidence by its words. */
export type FindEvidence = (words: string) => Promise<readonly QuotedEvidence[]>

/** What is put in, with `|` where the cursor goes on. */
interface Shape {
  readonly name: string
  readonly about: string
  readonly text: string
}

const shapes: readonly Shape[] = [
  { name: 'timeline', about: 'The accepted events, as they stand now', text: '::timeline|' },
  { name: 'actions', about: 'What changes, as it stands now', text: '::actions|' },
  { name: 'map', about: 'The causal map, as it stands now', text: '::map|' },
  { name: 'table', about: 'Rows and columns', text: '| | |\n|---|---|\n|  |  |' },
  { name: 'callout', about: 'Something to set apart', text: '> [!NOTE]\n> |' },
  { name: 'code', about: 'Lines as they are', text: '```\n|\n```' },
]

/** A slash that begins a line, and the letters after it. */
const BEGUN = /^\/[a-z]*$/

/** The menu. */
export function blockMenu(asking: BlockAsking): Extension {
  return autocompletion({
    override: [(context) => offered(context, asking)],
    icons: false,
    activateOnTyping: true,
    aboveCursor: false,
  })
}

async function offered(
  context: CompletionContext,
  { findEvidence, onImage }: BlockAsking,
): Promise<CompletionResult | null> {
  const asked = findEvidence === undefined ? null : context.matchBefore(/^\/evidence .*$/)
  if (asked !== null && findEvidence !== undefined) return evidenceFor(asked, findEvidence)
  const begun = context.matchBefore(BEGUN)
  if (begun === null) return null
  const rows: readonly Completion[] = shapes.map(({ name, about, text }) => ({
    label: `/${name}`,
    detail: about,
    apply: applied((view, at) => putBlock(view, at, text)),
  }))
  const quote: Completion = {
    label: '/evidence',
    detail: 'A piece of the record: go on with its words',
    apply: applied((view, at) => {
      const insert = '/evidence '
      view.dispatch({ changes: { ...at, insert }, selection: { anchor: at.from + insert.length } })
      startCompletion(view)
    }),
  }
  const picture: Completion = {
    label: '/image',
    detail: 'A picture, with words that say the same',
    apply: applied((view, at) => {
      view.dispatch({ changes: { ...at, insert: '' }, selection: { anchor: at.from } })
      onImage?.()
    }),
  }
  const more = [...(findEvidence === undefined ? [] : [quote]), ...(onImage === undefined ? [] : [picture])]
  return { from: begun.from, options: [...rows, ...more], validFor: BEGUN }
}

async function evidenceFor(
  asked: { readonly from: number; readonly text: string },
  findEvidence: FindEvidence,
): Promise<CompletionResult> {
  const found = await findEvidence(asked.text.slice('/evidence '.length).trim())
  return {
    from: asked.from,
    filter: false,
    options: found.map(({ words, about, line }) => ({
      label: words,
      detail: about,
      apply: applied((view, at) => putBlock(view, at, `${line}\n\n|`)),
    })),
  }
}

interface Span {
  readonly from: number
  readonly to: number
}

/** The editor hands over four things, of which two are one place. */
function applied(
  put: (view: EditorView, at: Span) => void,
): Exclude<Completion['apply'], string | undefined> {
  return (...[view, , from, to]) => put(view, { from, to })
}

/** Puts a block on lines of its own: a blank line before it and after it, unless there is one. */
export function putBlock(view: EditorView, { from, to }: Span, shape: string): void {
  const { doc } = view.state
  const line = doc.lineAt(from)
  const before = line.number > 1 && doc.line(line.number - 1).text.trim() !== '' ? '\n' : ''
  const after = line.number < doc.lines && doc.line(line.number + 1).text.trim() !== '' ? '\n' : ''
  const text = before + shape + after
  const at = text.lastIndexOf('|')
  const isMarked = !shape.startsWith('|')
  const insert = isMarked ? text.slice(0, at) + text.slice(at + 1) : text
  const anchor = from + (isMarked ? at : before.length + 2)
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor },
    userEvent: 'input.paste',
    scrollIntoView: true,
  })
}
