/** The state of the editor that knows the findings: their underlines, the one whose card is open, and what may be done about it. */
import { isolateHistory } from '@codemirror/commands'
import {
  type EditorState,
  RangeSetBuilder,
  StateEffect,
  type StateEffectType,
  StateField,
  type Text,
  Transaction,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, showTooltip, type Tooltip } from '@codemirror/view'
import type { Finding, Level } from '@secondstory/language'
// The file itself: the rest of the engine stays in the worker, 50 kB of script that the page need not read.
import { writeKeep } from '@secondstory/language/keep'
import { type CardDeeds, findingCard, focusCard, keepPlace } from './finding-card.ts'
import { allMoved, neighbour, recognised, type Standing } from './standing.ts'

export interface Found {
  readonly findings: readonly Standing[]
  readonly marks: DecorationSet
  /** The finding whose card is open by key, by tap or from the margin. */
  readonly openId: number | null
  /** That card. It moves with its words and is never drawn anew, so that what was typed into it stays. */
  readonly card: Tooltip | null
}

/** A new answer of the check, in places of the text as it is. */
export const setFindings: StateEffectType<readonly Finding[]> = StateEffect.define()
/** Opens the card of this finding; null closes it. */
export const openFinding: StateEffectType<number | null> = StateEffect.define()

/** The findings of the text as they stand; positions follow the typing until the next answer. */
export const found: StateField<Found> = StateField.define<Found>({
  create: () => ({ findings: [], marks: Decoration.none, openId: null, card: null }),
  update(value, transaction) {
    let next = transaction.docChanged ? followed(value, transaction) : value
    for (const effect of transaction.effects) {
      if (effect.is(setFindings)) {
        const findings = recognised(effect.value, next.findings)
        next = { ...next, findings, marks: marksOf(findings, transaction.newDoc) }
      }
      if (effect.is(openFinding)) next = { ...next, openId: effect.value }
    }
    return next === value ? value : withCard(next, transaction.newDoc)
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.marks),
    EditorView.decorations.from(field, openMark),
    showTooltip.from(field, (value) => value.card),
  ],
})

// Who types goes on writing, and the card steps aside. Words that arrive from elsewhere leave it open.
function followed(value: Found, transaction: Transaction): Found {
  const { changes } = transaction
  const isTyped = transaction.annotation(Transaction.userEvent) !== undefined
  return {
    ...value,
    marks: value.marks.map(changes),
    openId: isTyped ? null : value.openId,
    findings: allMoved(value.findings, (place, side) => changes.mapPos(place, side)),
  }
}

const looks: Readonly<Record<Level, Decoration>> = {
  error: Decoration.mark({ class: 'cm-finding cm-finding-error' }),
  warning: Decoration.mark({ class: 'cm-finding cm-finding-warning' }),
  hint: Decoration.mark({ class: 'cm-finding cm-finding-hint' }),
}

function marksOf(findings: readonly Finding[], doc: Text): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to, level } of findings) {
    if (to <= doc.length) builder.add(from, to, looks[level])
  }
  return builder.finish()
}

const openLook = Decoration.mark({ class: 'cm-finding-open' })

// The words the open card speaks of, so that the eye finds back.
function openMark({ card }: Found): DecorationSet {
  return card?.end === undefined ? Decoration.none : Decoration.set(openLook.range(card.pos, card.end))
}

/** The finding with this id, as it stands now. */
export function findingIn(state: EditorState, id: number | null): Standing | undefined {
  return state.field(found).findings.find((each) => each.id === id)
}

// A card speaks of certain words. When they are others, it closes.
function withCard(next: Found, doc: Text): Found {
  const finding = next.findings.find((each) => each.id === next.openId)
  if (finding === undefined || doc.sliceString(finding.from, finding.to) !== finding.quote) {
    return { ...next, openId: null, card: null }
  }
  const before = next.card !== null && cards.get(next.card.create) === finding.id ? next.card : null
  if (before !== null && before.pos === finding.from && before.end === finding.to) return next
  const card = before === null ? cardFor(finding, true) : { ...before, pos: finding.from, end: finding.to }
  return { ...next, card }
}

// Whose card a function draws: the editor keeps a card in place as long as this function is the same.
const cards = new WeakMap<Tooltip['create'], number>()

/** The card beside the words. */
export function cardFor(finding: Standing, isByKey: boolean): Tooltip {
  const create: Tooltip['create'] = (view) => {
    const dom = findingCard(finding, deedsFor(view, finding.id))
    // The moment it is in the page, and before the card it follows is gone: no key falls between the two.
    return { dom, offset: { x: 0, y: 4 }, mount: () => void (isByKey && focusCard(dom)) }
  }
  cards.set(create, finding.id)
  // A walk puts the words in the middle of the page, so there is always room below; a hover may be anywhere.
  return { pos: finding.from, end: finding.to, above: false, strictSide: isByKey, create }
}

// By id: the text may have changed since the card was drawn.
function deedsFor(view: EditorView, id: number): CardDeeds {
  const { findings } = view.state.field(found)
  return {
    text: () => view.state.doc.toString(),
    place: `${findings.findIndex((each) => each.id === id) + 1} of ${findings.length}`,
    take: (index) => takeRewrite(view, id, index),
    keep: (reason) => keepWords(view, id, reason),
    walk: (by) => {
      const here = findingIn(view.state, id)?.from ?? view.state.selection.main.head
      walkFrom(view, here, by)
    },
    close: () => {
      view.dispatch({ effects: openFinding.of(null) })
      view.focus()
    },
  }
}

/** Puts a rewrite in place and the cursor into its gap. One undo takes it back. */
function takeRewrite(view: EditorView, id: number, index: number): void {
  const rewrite = findingIn(view.state, id)?.rewrites[index]
  if (rewrite === undefined) return
  const cursor = rewrite.from + (rewrite.cursor ?? rewrite.text.length)
  view.dispatch({
    changes: { from: rewrite.from, to: rewrite.to, insert: rewrite.text },
    // A gap in the rewrite is chosen whole, so that the first word typed takes its place.
    selection: { anchor: cursor, head: rewrite.text[rewrite.cursor ?? -1] === '…' ? cursor + 1 : cursor },
    userEvent: 'input.rewrite',
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
  })
  view.focus()
}

/** Leaves the words standing, with the reason in a comment that readers of the page do not see. */
function keepWords(view: EditorView, id: number, reason: string): void {
  const finding = findingIn(view.state, id)
  if (finding === undefined) return
  const at = keepPlace(view.state.doc.toString(), finding.to)
  view.dispatch({
    changes: { from: at, insert: ` ${writeKeep(finding.rule, reason)}` },
    userEvent: 'input.keep',
    annotations: isolateHistory.of('full'),
  })
  view.focus()
}

/** Room a card needs below its words. */
const CARD_PX = 400

/** Moves to a finding and opens its card. The page stays where it is when words and card can be seen. */
export function walkTo(view: EditorView, finding: Standing): void {
  const at = view.coordsAtPos(finding.from)
  const isInView = at !== null && at.top > 96 && at.bottom < window.innerHeight - CARD_PX
  const scroll = EditorView.scrollIntoView(finding.from, { y: 'center' })
  view.dispatch({
    selection: { anchor: finding.from },
    effects: [openFinding.of(finding.id), ...(isInView ? [] : [scroll])],
  })
}

/** Walks to the next finding (or the one before) from a place; false when there is none. */
export function walkFrom(view: EditorView, place: number, by: 1 | -1): boolean {
  const next = neighbour(view.state.field(found).findings, place, by)
  if (next !== undefined) walkTo(view, next)
  return next !== undefined
}
