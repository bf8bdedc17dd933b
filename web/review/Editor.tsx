import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdownKeymap, markdownLanguage, pasteURLAsLink } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder, tooltips } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Finding, Roster } from '@secondstory/language'
import { type RefObject, useEffect, useRef } from 'react'
import './editor.css'
import { headingPlace } from './headings.ts'
import { found, openFinding, walkTo, wording } from './wording.ts'

/** A finding and where it stands, in pixels from the top of the text. */
export interface PlacedFinding {
  readonly finding: Finding
  readonly top: number
}

/** What the page may ask of the editor. */
export interface EditorHandle {
  readonly open: (finding: Finding) => void
  readonly close: () => void
  readonly goToHeading: (slug: string) => void
}

export interface EditorProps {
  readonly text: string
  /** Raised when `text` changed from outside: joined with someone else's, restored, chosen. */
  readonly revision: number
  readonly roster: Roster
  readonly onType: (text: string) => void
  readonly onFindings: (findings: readonly PlacedFinding[]) => void
  readonly handle: RefObject<EditorHandle | null>
}

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
export function Editor({ text, revision, roster, onType, onFindings, handle }: EditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const listeners = useRef({ onType, onFindings })
  listeners.current = { onType, onFindings }
  const language = useRef(new Compartment())
  const start = useRef({ text, roster })
  useEffect(() => {
    const parent = place.current
    if (parent === null) return
    const { text: first, roster: known } = start.current
    const made = new EditorView({
      parent,
      state: stateFor(first, language.current.of(wording(known, tell(view, listeners))), { view, listeners }),
    })
    view.current = made
    handle.current = {
      open: (finding) => {
        walkTo(made, finding)
        made.focus()
      },
      close: () => made.dispatch({ effects: openFinding.of(null) }),
      goToHeading: (slug) => {
        const at = headingPlace(made.state.doc.toString(), slug)
        if (at === null) return
        made.dispatch({
          selection: { anchor: at },
          effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 96 }),
        })
        made.focus()
      },
    }
    return () => {
      made.destroy()
      view.current = null
      handle.current = null
    }
  }, [handle])
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(wording(roster, tell(view, listeners))) })
  }, [roster])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a raised revision means that the text came from outside.
  useEffect(() => {
    if (view.current !== null) takeOver(view.current, text)
  }, [revision])
  return <div ref={place} className="story-editor" />
}

interface Listening {
  readonly current: Pick<EditorProps, 'onType' | 'onFindings'>
}

/** Tells the page where each finding stands. What is not drawn yet stands where its paragraph is expected to begin. */
function tell(view: { readonly current: EditorView | null }, listeners: Listening) {
  return (findings: readonly Finding[]) => {
    const made = view.current
    if (made === null) return
    const top = made.contentDOM.getBoundingClientRect().top
    listeners.current.onFindings(
      findings
        .filter((finding) => finding.to <= made.state.doc.length)
        .map((finding) => {
          const drawn = made.coordsAtPos(finding.from)
          const block = made.lineBlockAt(finding.from)
          return { finding, top: drawn === null ? block.top + made.documentPadding.top : drawn.top - top }
        }),
    )
  }
}

interface Told {
  readonly view: { readonly current: EditorView | null }
  readonly listeners: Listening
}

function stateFor(text: string, words: Extension, { view, listeners }: Told): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      EditorView.updateListener.of((update) => {
        // Scrolling draws paragraphs whose height was only a guess; the notes beside them follow.
        if (update.geometryChanged && !update.docChanged) {
          requestAnimationFrame(() => tell(view, listeners)(update.view.state.field(found).findings))
        }
        if (update.docChanged) listeners.current.onType(update.state.doc.toString())
      }),
      words,
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      // The language alone: `markdown()` would bring the editor's HTML, CSS and JavaScript along, 70 kB of them.
      markdownLanguage,
      pasteURLAsLink,
      syntaxHighlighting(page),
      placeholder('Write what happened, for somebody who was not there.'),
      tooltips({ position: 'absolute' }),
      EditorView.contentAttributes.of({
        'aria-label': 'The story, in Markdown',
        spellcheck: 'true',
        autocapitalize: 'sentences',
      }),
      keymap.of([...markdownKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    ],
  })
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
