/** A quiet mark under words that somebody commented on; a press opens the thread. */
import { type Extension, StateEffect, type StateEffectType, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** A stretch with an open thread. */
export interface MarkedStretch {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly isSuggestion: boolean
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

/** Everything an editor needs to show them. */
export function commentMarks(onOpen: (id: string) => void): Extension {
  return [
    marks,
    EditorView.domEventHandlers({
      click: (event) => {
        const mark = event.target instanceof HTMLElement ? event.target.closest('.cm-comment') : null
        const id = mark?.getAttribute('data-thread')
        if (id !== null && id !== undefined) onOpen(id)
        return false
      },
    }),
  ]
}
