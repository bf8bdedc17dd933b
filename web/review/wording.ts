/**
 * Findings in the editor: a dotted amber line under words worth another look, a card with the reason, the better
 * question and the rewrites, and F8 to walk from one to the next. The check itself runs in a
 * worker, so that a long text never holds a key back.
 */
import { type Extension, Prec, StateEffect, type StateEffectType } from '@codemirror/state'
import { EditorView, hoverTooltip, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Context } from '@secondstory/language'
import { lineTops } from './line-tops.ts'
import { areSame, findingAt, type Standing } from './standing.ts'
import { openAsking } from './wording-asking.ts'
import { cardFor, found, openFinding, setFindings, walkFrom } from './wording-found.ts'

/** How long after the last key the text is checked. */
const PAUSE_MS = 80

/** Other names or another section to check with. */
export const setContext: StateEffectType<Context> = StateEffect.define()

/** A finding and where it stands, in pixels from the top of the text. */
export interface PlacedFinding {
  readonly finding: Standing
  readonly top: number
}

/** Walks from where the cursor is. */
export function walk(view: EditorView, by: 1 | -1): boolean {
  return walkFrom(view, view.state.selection.main.head, by)
}

function openHere(view: EditorView): boolean {
  const here = findingAt(view.state.field(found).findings, view.state.selection.main.head)
  if (here !== undefined) view.dispatch({ effects: openFinding.of(here.id) })
  return here !== undefined
}

function close(view: EditorView): boolean {
  if (view.state.field(found).openId === null) return false
  view.dispatch({ effects: openFinding.of(null) })
  return true
}

const keys = Prec.high(
  keymap.of([
    { key: 'F8', run: (view) => walk(view, 1) || true, shift: (view) => walk(view, -1) || true },
    { key: 'Mod-.', run: openHere, preventDefault: true },
    { key: 'Escape', run: close },
  ]),
)

const hover = hoverTooltip(
  (view, place) => {
    const { findings, openId } = view.state.field(found)
    const finding = findingAt(findings, place)
    return finding === undefined || finding.id === openId ? null : cardFor(finding, false)
  },
  { hoverTime: 250 },
)

/** On a touch screen there is no hover: a tap on marked words opens the card. */
const tap = EditorView.domEventHandlers({
  click: (event, view) => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('.cm-finding') === null) return false
    if (!matchMedia('(pointer: coarse)').matches) return false
    const finding = findingAt(view.state.field(found).findings, view.posAtDOM(event.target))
    if (finding !== undefined) view.dispatch({ effects: openFinding.of(finding.id) })
    return false
  },
})

function openWorker(): Worker {
  return new Worker(new URL('./wording-worker.ts', import.meta.url), { type: 'module' })
}

/** Checks the text when it rests, and again when names or section changed. */
function checking(context: Context): Extension {
  return ViewPlugin.fromClass(
    class {
      readonly worker = openWorker()
      readonly asking: ReturnType<typeof openAsking>
      timer: ReturnType<typeof setTimeout> | undefined
      constructor(view: EditorView) {
        this.asking = openAsking(this.worker, { doc: view.state.doc, context }, (findings) => {
          // Most keys change no finding: then there is nothing to draw.
          if (areSame(view.state.field(found).findings, findings)) return
          view.dispatch({ effects: setFindings.of(findings) })
        })
      }
      update({ docChanged, changes, transactions }: ViewUpdate) {
        for (const effect of transactions.flatMap((each) => each.effects)) {
          if (effect.is(setContext)) this.asking.know(effect.value)
        }
        if (!docChanged) return
        this.asking.changed(changes)
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.asking.ask(), PAUSE_MS)
      }
      destroy() {
        clearTimeout(this.timer)
        this.worker.terminate()
      }
    },
  )
}

/** Tells the page which findings there are and where they stand, when that changed. */
function placing(onFindings: (placed: readonly PlacedFinding[]) => void): Extension {
  return ViewPlugin.fromClass(
    class {
      last: readonly PlacedFinding[] = []
      readonly measure = {
        key: onFindings,
        read: placedIn,
        write: (placed: readonly PlacedFinding[]) => {
          if (isSamePlaces(placed, this.last)) return
          this.last = placed
          onFindings(placed)
        },
      }
      update(update: ViewUpdate) {
        const isNew = update.state.field(found).findings !== update.startState.field(found).findings
        // A key within a line moves no line: only what lies behind it in the text, which is not what is drawn here.
        if (update.docChanged ? update.heightChanged : isNew || update.geometryChanged)
          update.view.requestMeasure(this.measure)
      }
    },
  )
}

function placedIn(view: EditorView): readonly PlacedFinding[] {
  const { findings } = view.state.field(found)
  const tops = lineTops(
    view,
    findings.map(({ from }) => from),
  )
  return findings.map((finding, index) => ({ finding, top: tops[index] ?? 0 }))
}

function isSamePlaces(some: readonly PlacedFinding[], others: readonly PlacedFinding[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ finding, top }, index) => {
      const other = others[index]
      return other?.top === top && other.finding.id === finding.id && other.finding.quote === finding.quote
    })
  )
}

/** Everything wording needs in an editor. `onFindings` hears every new set and every new place. */
export function wording(
  context: Context,
  onFindings: (placed: readonly PlacedFinding[]) => void,
): readonly Extension[] {
  return [found, checking(context), placing(onFindings), keys, hover, tap]
}
