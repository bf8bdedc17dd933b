import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands'
import { markdownKeymap, markdownLanguage, pasteURLAsLink } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, Transaction } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder, tooltips } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Context } from '@secondstory/language'
import { LONGEST_DRAFT } from '@secondstory/review/model/reviews'
import { type RefObject, useEffect, useRef } from 'react'
import './editor.css'
import { blockMenu, type FindEvidence, putBlock } from './block-menu.ts'
import { commentMarks, type MarkedStretch, type PlacedMark, setMarks } from './comment-marks.ts'
import { headingPlace } from './headings.ts'
import { pasteImages, pasteStructure } from './paste.ts'
import { recordBlocks, type ShowBlock, setShown } from './record-blocks.ts'
import { type PlacedFinding, setContext, walk, wording } from './wording.ts'
import { findingIn, openFinding, walkTo } from './wording-found.ts'

export type { PlacedFinding } from './wording.ts'

/** What the page may ask of the editor. */
export interface EditorHandle {
  /** Opens the card of a finding, by its id: its place may have moved since the page heard of it. */
  readonly open: (id: number) => void
  readonly walk: (by: 1 | -1) => void
  readonly close: () => void
  readonly goToHeading: (slug: string) => void
  readonly focus: () => void
  /** The words that are selected, and where. */
  readonly selection: () => { readonly from: number; readonly to: number }
  readonly show: (from: number, to: number) => void
  /** Puts words in the place of others, as one step of undo. */
  readonly replace: (from: number, to: number, words: string) => void
  /** Puts a line of its own where the cursor is. */
  readonly put: (line: string) => void
}

export interface EditorProps {
  readonly text: string
  /** Raised when `text` changed from outside: joined with someone else's, restored, chosen. */
  readonly revision: number
  /** Names to know, and the section of what stands below no heading. */
  readonly context: Context
  readonly onType: (text: string) => void
  readonly onFindings: (findings: readonly PlacedFinding[]) => void
  readonly handle: RefObject<EditorHandle | null>
  readonly label?: string
  readonly invitation?: string
  /** For somebody who reads it: the text follows, and takes nothing. */
  readonly isReadOnly?: boolean
  /** What makes it write in a text with others; it brings an undo of its own. `text` is then only how it begins. */
  readonly together?: Extension | undefined
  /** A thread whose words were pressed. */
  readonly onThread?: ((id: string) => void) | undefined
  /** Words that were commented on. */
  readonly marks?: readonly MarkedStretch[]
  /** Where those words stand now. */
  readonly onMarks?: ((places: readonly PlacedMark[]) => void) | undefined
  /** Somebody asks to comment on what is selected. */
  readonly onComment?: (() => void) | undefined
  /** Somebody asks what the paragraph at the cursor said before. */
  readonly onParagraph?: (() => void) | undefined
  /** What blocks of the record show; another function when the record changed. */
  readonly showBlock?: ShowBlock | undefined
  /** Finds evidence to quote. */
  readonly findEvidence?: FindEvidence | undefined
  /** Somebody brings a picture; null: it has still to be chosen. */
  readonly onImage?: ((file: File | null) => void) | undefined
  /** What was pasted or typed would make the text longer than it may be, and was left out. */
  readonly onTooLong?: (() => void) | undefined
}

const NO_MARKS: readonly MarkedStretch[] = []

/** A book page, not a code window: headings look like headings, marks step back, comments are a whisper. */
const page = HighlightStyle.define([
  { tag: tags.heading1, class: 'md-h1' },
  { tag: tags.heading2, class: 'md-h2' },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: 'md-h3' },
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-em' },
  { tag: tags.link, class: 'md-link' },
  { tag: tags.url, class: 'md-url' },
  { tag: tags.monospace, class: 'md-code' },
  { tag: tags.quote, class: 'md-quote' },
  { tag: tags.comment, class: 'md-comment' },
  { tag: tags.processingInstruction, class: 'md-mark' },
])

/** The Markdown editor of the story. A chunk of its own: nothing else on the page needs it. */
export function Editor({
  text,
  revision,
  context,
  onType,
  onFindings,
  handle,
  label = 'The story, in Markdown',
  invitation = 'Write what happened, for somebody who was not there.',
  isReadOnly = false,
  together,
  onTooLong,
  onImage,
  onThread,
  onMarks,
  onComment,
  onParagraph,
  marks = NO_MARKS,
  showBlock,
  findEvidence,
}: EditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const listeners = useRef({
    onType,
    onFindings,
    onTooLong,
    onImage,
    onThread,
    onMarks,
    onComment,
    onParagraph,
  })
  listeners.current = { onType, onFindings, onTooLong, onImage, onThread, onMarks, onComment, onParagraph }
  const start = useRef({ text, context, label, invitation, isReadOnly, together, showBlock, findEvidence })
  useEffect(() => {
    const parent = place.current
    if (parent === null) return
    const made = new EditorView({ parent, state: stateFor(start.current, listeners) })
    view.current = made
    handle.current = openHandle(made)
    return () => {
      made.destroy()
      view.current = null
      handle.current = null
    }
  }, [handle])
  useEffect(() => {
    if (context !== start.current.context) view.current?.dispatch({ effects: setContext.of(context) })
    start.current = { ...start.current, context }
  }, [context])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a raised revision means that the text came from outside.
  useEffect(() => {
    if (view.current !== null) takeOver(view.current, text)
  }, [revision])
  useEffect(() => view.current?.dispatch({ effects: setMarks.of(marks) }), [marks])
  useEffect(() => {
    if (showBlock !== undefined) view.current?.dispatch({ effects: setShown.of(showBlock) })
  }, [showBlock])
  return <div ref={place} className="story-editor" />
}

function openHandle(view: EditorView): EditorHandle {
  return {
    open: (id) => {
      const finding = findingIn(view.state, id)
      if (finding === undefined) return
      view.focus()
      walkTo(view, finding)
    },
    walk: (by) => {
      view.focus()
      walk(view, by)
    },
    close: () => view.dispatch({ effects: openFinding.of(null) }),
    goToHeading: (slug) => {
      const at = headingPlace(view.state.doc.toString(), slug)
      if (at === null) return
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 96 }),
      })
      view.focus()
    },
    focus: () => view.focus(),
    selection: () => {
      const { from, to } = view.state.selection.main
      return { from, to }
    },
    show: (from, to) => {
      const effects = EditorView.scrollIntoView(from, { y: 'center' })
      view.dispatch({ selection: { anchor: from, head: to }, effects })
      view.focus()
    },
    replace: (from, to, words) => {
      view.dispatch({
        changes: { from, to, insert: words },
        selection: { anchor: from + words.length },
        userEvent: 'input.rewrite',
        annotations: isolateHistory.of('full'),
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      })
      view.focus()
    },
    put: (line) => {
      const here = view.state.doc.lineAt(view.state.selection.main.head)
      const at = here.text.trim() === '' ? here.from : here.to + 2
      // Words stay together: the block comes below the line the cursor stands in.
      if (at > here.to)
        view.dispatch({ changes: { from: here.to, insert: '\n\n' }, selection: { anchor: at } })
      putBlock(view, { from: at, to: at > here.to ? at : here.to }, `${line}\n\n|`)
      view.focus()
    },
  }
}

interface Listening {
  readonly current: Pick<
    EditorProps,
    'onType' | 'onFindings' | 'onTooLong' | 'onImage' | 'onThread' | 'onMarks' | 'onComment' | 'onParagraph'
  >
}

type Start = Pick<EditorProps, 'text' | 'context' | 'together' | 'showBlock' | 'findEvidence'> & {
  readonly label: string
  readonly invitation: string
  readonly isReadOnly: boolean
}

function stateFor(start: Start, listeners: Listening): EditorState {
  const { text, context, label, invitation, isReadOnly, together, showBlock, findEvidence } = start
  const tell = (placed: readonly PlacedFinding[]) => listeners.current.onFindings(placed)
  const extensions: readonly Extension[] = [
    EditorView.updateListener.of((update) => {
      if (update.docChanged) listeners.current.onType(update.state.doc.toString())
    }),
    wording(context, tell),
    commentMarks({
      opened: (id) => listeners.current.onThread?.(id),
      placed: (places) => listeners.current.onMarks?.(places),
    }),
    showBlock === undefined
      ? []
      : [
          blockMenu({ findEvidence, onImage: () => listeners.current.onImage?.(null) }),
          recordBlocks(showBlock),
          pasteImages((file) => listeners.current.onImage?.(file)),
        ],
    together ?? history(),
    EditorState.readOnly.of(isReadOnly),
    EditorView.editable.of(!isReadOnly),
    EditorState.transactionFilter.of((transaction) => fitting(transaction, listeners)),
    EditorView.clipboardInputFilter.of(plainSigns),
    drawSelection(),
    EditorView.lineWrapping,
    // The language alone: `markdown()` would bring the editor's HTML, CSS and JavaScript along, 70 kB of them.
    markdownLanguage,
    pasteURLAsLink,
    pasteStructure,
    syntaxHighlighting(page),
    isReadOnly ? [] : placeholder(invitation),
    tooltips({ position: 'absolute', tooltipSpace: roomForCards }),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-readonly': String(isReadOnly),
      // What cannot be typed into is still walked to, for its marks and its comments.
      ...(isReadOnly ? { tabindex: '0' } : {}),
      spellcheck: 'true',
      autocapitalize: 'sentences',
    }),
    keymap.of([
      { key: 'Mod-Alt-m', run: () => asked(listeners.current.onComment) },
      { key: 'Mod-Alt-h', run: () => asked(listeners.current.onParagraph) },
      ...markdownKeymap,
      ...defaultKeymap,
      ...(together === undefined ? historyKeymap : []),
      ...searchKeymap,
    ]),
  ]
  return EditorState.create({ doc: text, extensions })
}

/** What somebody does here and would make the text too long is left out whole; what others wrote is never. */
function fitting(transaction: Transaction, listeners: Listening) {
  const isTyped = transaction.annotation(Transaction.userEvent) !== undefined
  if (!transaction.docChanged || !isTyped || transaction.newDoc.length <= LONGEST_DRAFT) return transaction
  if (transaction.newDoc.length < transaction.startState.doc.length) return transaction
  listeners.current.onTooLong?.()
  return []
}

function asked(deed: (() => void) | undefined): boolean {
  deed?.()
  return deed !== undefined
}

/** The database holds no character 0. */
function plainSigns(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD')
}

/** Cards keep a finger's breadth from the edges of the window. */
function roomForCards({ dom }: EditorView) {
  const { innerWidth, innerHeight } = dom.ownerDocument.defaultView ?? window
  return { left: 16, right: innerWidth - 16, top: 0, bottom: innerHeight }
}

/** Puts another text in place, touching only what differs, so that the cursor stays with its words. */
function takeOver(view: EditorView, text: string): void {
  const now = view.state.doc.toString()
  if (now === text) return
  let from = 0
  while (from < now.length && from < text.length && now[from] === text[from]) from++
  let end = 0
  while (end < now.length - from && end < text.length - from && now.at(-1 - end) === text.at(-1 - end)) end++
  view.dispatch({ changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) } })
}
