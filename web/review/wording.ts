/**
 * Findings in the editor: a dotted amber line under words worth another look, a card with the reason, the better
 * question and the rewrites, and F8 to walk from one to the next. The check itself runs in a
 * worker, so that a long text never holds a key back.
 */
import {
  Prec,
  RangeSetBuilder,
  StateEffect,
  type StateEffectType,
  StateField,
  type Text,
} from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  showTooltip,
  type Tooltip,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { Finding, Roster } from '@secondstory/language'
import { findingCard } from './finding-card.ts'
import type { Heard, Said } from './wording-worker.ts'

/** How long after the last key the text is checked. */
const PAUSE_MS = 80

export interface Found {
  readonly findings: readonly Finding[]
  readonly marks: DecorationSet
  /** The finding whose card is open by key or from the margin, as its start in the text. */
  readonly openAt: number | null
  /** That card. The same object as long as it speaks of the same words: another one would be drawn anew, without what was typed into it. */
  readonly card: Tooltip | null
}

const setFindings: StateEffectType<readonly Finding[]> = StateEffect.define()
/** Opens the card of the finding that starts here; null closes it. */
export const openFinding: StateEffectType<number | null> = StateEffect.define()

/** The findings of the text as they stand; positions follow the typing until the next check. */
export const found: StateField<Found> = StateField.define<Found>({
  create: () => ({ findings: [], marks: Decoration.none, openAt: null, card: null }),
  update(value, transaction) {
    let next = value
    if (transaction.docChanged) {
      const at = (place: number) => transaction.changes.mapPos(place, 1)
      next = {
        marks: next.marks.map(transaction.changes),
        openAt: null,
        card: null,
        findings: next.findings
          .map((finding) => moved(finding, at))
          .filter((finding) => finding.from < finding.to),
      }
    }
    for (const effect of transaction.effects) {
      if (effect.is(setFindings)) {
        next = { ...next, findings: effect.value, marks: marksOf(effect.value, transaction.newDoc) }
      }
      if (effect.is(openFinding)) next = { ...next, openAt: effect.value }
    }
    return next === value ? value : { ...next, card: cardAfter(value, next) }
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.marks),
    showTooltip.from(field, (value) => value.card),
  ],
})

function moved(finding: Finding, at: (place: number) => number): Finding {
  return {
    ...finding,
    from: at(finding.from),
    to: at(finding.to),
    rewrites: finding.rewrites.map((rewrite) => ({ ...rewrite, from: at(rewrite.from), to: at(rewrite.to) })),
  }
}

function marksOf(findings: readonly Finding[], doc: Text): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const finding of findings.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (finding.to > doc.length || finding.from >= finding.to) continue
    const look = Decoration.mark({ class: `cm-finding cm-finding-${finding.level}` })
    builder.add(finding.from, finding.to, look)
  }
  return builder.finish()
}

function openIn({ findings, openAt }: Found): Finding | undefined {
  return findings.find((each) => each.from === openAt)
}

function cardAfter(before: Found, now: Found): Tooltip | null {
  const finding = openIn(now)
  if (finding === undefined) return null
  const shown = now.card === null ? undefined : openIn(before)
  const isSame = shown !== undefined && shown.rule === finding.rule && shown.quote === finding.quote
  return isSame && before.openAt === now.openAt ? before.card : cardFor(finding, true)
}

function cardFor(finding: Finding, isByKey: boolean): Tooltip {
  return {
    pos: finding.from,
    end: finding.to,
    above: false,
    // A walk puts the words in the middle of the page, so there is always room below; a hover may be anywhere.
    strictSide: isByKey,
    create: (view) => ({ dom: findingCard(view, finding, isByKey), offset: { x: 0, y: 4 } }),
  }
}

/** The first finding that touches a place. */
export function findingAt(findings: readonly Finding[], place: number): Finding | undefined {
  return findings.find((finding) => finding.from <= place && place <= finding.to)
}

/** The finding after (or before) a place, going round at the ends. */
export function neighbour(findings: readonly Finding[], place: number, by: 1 | -1): Finding | undefined {
  const ordered = findings.toSorted((a, b) => a.from - b.from)
  if (by === 1) return ordered.find((finding) => finding.from > place) ?? ordered[0]
  return ordered.findLast((finding) => finding.from < place) ?? ordered.at(-1)
}

/** Moves to a finding and opens its card. */
export function walkTo(view: EditorView, finding: Finding): void {
  view.dispatch({
    selection: { anchor: finding.from },
    effects: [openFinding.of(finding.from), EditorView.scrollIntoView(finding.from, { y: 'center' })],
  })
}

function walk(by: 1 | -1) {
  return (view: EditorView): boolean => {
    const { findings } = view.state.field(found)
    const next = neighbour(findings, view.state.selection.main.head, by)
    if (next !== undefined) walkTo(view, next)
    return true
  }
}

const keys = Prec.high(
  keymap.of([
    { key: 'F8', run: walk(1), shift: walk(-1) },
    {
      key: 'Escape',
      run: (view) => {
        if (view.state.field(found).openAt === null) return false
        view.dispatch({ effects: openFinding.of(null) })
        return true
      },
    },
  ]),
)

const hover = hoverTooltip(
  (view, place) => {
    const { findings, openAt } = view.state.field(found)
    const finding = findingAt(findings, place)
    return finding === undefined || finding.from === openAt ? null : cardFor(finding, false)
  },
  { hoverTime: 250 },
)

/** On a touch screen there is no hover: a tap on marked words opens the card. */
const tap = EditorView.domEventHandlers({
  click: (event, view) => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('.cm-finding') === null) return false
    if (!matchMedia('(pointer: coarse)').matches) return false
    const finding = findingAt(view.state.field(found).findings, view.posAtDOM(event.target))
    if (finding !== undefined) view.dispatch({ effects: openFinding.of(finding.from) })
    return false
  },
})

/** Asks the worker, one text at a time; an answer about a text that has changed since is dropped and asked again. */
function openAsking(roster: Roster, onAnswer: (findings: readonly Finding[]) => void) {
  const worker = new Worker(new URL('./wording-worker.ts', import.meta.url), { type: 'module' })
  const say = (said: Said) => worker.postMessage(said)
  let turn = 0
  let asked: Text | null = null
  let newest: Text | null = null
  const next = () => {
    if (asked !== null || newest === null) return
    asked = newest
    turn += 1
    say({ kind: 'text', text: asked.toString(), turn })
  }
  worker.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
    if (data.turn !== turn) return
    const isCurrent = asked === newest
    asked = null
    if (isCurrent) {
      newest = null
      onAnswer(data.findings)
    } else next()
  })
  say({ kind: 'roster', roster })
  return {
    ask: (doc: Text) => {
      newest = doc
      next()
    },
    /** The text moved on: what is under way speaks of words that are gone. */
    stale: (doc: Text) => {
      if (newest !== null) newest = doc
    },
    close: () => worker.terminate(),
  }
}

/** Everything wording needs in an editor. `onFindings` hears every new set. */
export function wording(roster: Roster, onFindings: (findings: readonly Finding[]) => void) {
  const watcher = ViewPlugin.fromClass(
    class {
      timer: ReturnType<typeof setTimeout>
      asking: ReturnType<typeof openAsking>
      constructor(view: EditorView) {
        this.asking = openAsking(roster, (findings) => {
          view.dispatch({ effects: setFindings.of(findings) })
          onFindings(findings)
        })
        this.timer = setTimeout(() => this.asking.ask(view.state.doc), 0)
      }
      update(update: ViewUpdate) {
        if (!update.docChanged) return
        this.asking.stale(update.state.doc)
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.asking.ask(update.state.doc), PAUSE_MS)
      }
      destroy() {
        clearTimeout(this.timer)
        this.asking.close()
      }
    },
  )
  return [found, watcher, keys, hover, tap]
}
