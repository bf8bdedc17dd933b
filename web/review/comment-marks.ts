/** A quiet mark under words that somebody commented on; a press opens the thread, and the page hears where it stands. */
import { type Extension, StateEffect, type StateEffectType, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { lineTops } from './line-tops.ts'

/** A stretch with an open thread. */
export interface MarkedStretch {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly isSuggestion: boolean
}

/** A marked stretch, and where its words stand in pixels from the top of the text. */
export interface PlacedMark {
  readonly id: string
  readonly top: number
}

/** Where the open threads are. */
export const setMarks: StateEffectType<readonly MarkedStretch[]> = StateEffect.define()

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) next = decorated(effect.value, transaction.newDoc.length)
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

function decorated(stretches: readonly MarkedStretch[], length: number): DecorationSet {
  const fitting = stretches.filter(({ from, to }) => from < to && to <= length)
  return Decoration.set(
    fitting.map(({ id, from, to, isSuggestion }) =>
      Decoration.mark({
        class: isSuggestion ? 'cm-comment cm-suggestion' : 'cm-comment',
        attributes: { 'data-thread': id },
      }).range(from, to),
    ),
    true,
  )
}

function placedIn(view: EditorView): readonly PlacedMark[] {
  const begun: { readonly id: string; readonly at: number }[] = []
  view.state.field(marks).between(0, view.state.doc.length, (...[at, , { spec }]) => {
    begun.push({ id: String(spec.attributes['data-thread']), at })
  })
  const tops = lineTops(
    view,
    begun.map(({ at }) => at),
  )
  return begun.map(({ id }, index) => ({ id, top: tops[index] ?? 0 }))
}

/** Tells the page where the marks stand, when that changed. */
function placing(onPlaces: (places: readonly PlacedMark[]) => void): Extension {
  return ViewPlugin.fromClass(
    class {
      last = ''
      readonly measure = {
        key: onPlaces,
        read: placedIn,
        write: (places: readonly PlacedMark[]) => {
          const next = places.map(({ id, top }) => `${id} ${top}`).join()
          if (next === this.last) return
          this.last = next
          onPlaces(places)
        },
      }
      update({ startState, state, view, docChanged, heightChanged, geometryChanged }: ViewUpdate) {
        const isNew = state.field(marks) !== startState.field(marks)
        if (docChanged ? heightChanged : isNew || geometryChanged) view.requestMeasure(this.measure)
      }
    },
  )
}

/** What the page hears of marks. */
export interface MarkHearing {
  readonly opened: (id: string) => void
  readonly placed: (places: readonly PlacedMark[]) => void
}

/** Everything an editor needs to show them. */
export function commentMarks({ opened, placed }: MarkHearing): Extension {
  return [
    marks,
    placing(placed),
    EditorView.domEventHandlers({
      click: (event) => {
        const mark = event.target instanceof HTMLElement ? event.target.closest('.cm-comment') : null
        const id = mark?.getAttribute('data-thread')
        if (id !== null && id !== undefined) opened(id)
        return false
      },
    }),
  ]
}
