/** Under the line of a block, what it shows: the rows of the record as they are now. */
import {
  type EditorState,
  type Extension,
  StateEffect,
  type StateEffectType,
  StateField,
  type Text,
  type Transaction,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import { type Block, blocksIn } from '@secondstory/review/documents/record-blocks'

/** Makes what a block shows: HTML of ours. */
export type ShowBlock = (block: Block) => Promise<string>

/** The record changed; what blocks show is made anew by this. */
export const setShown: StateEffectType<ShowBlock> = StateEffect.define()

class Shown extends WidgetType {
  readonly block: Block
  readonly show: ShowBlock

  constructor(block: Block, show: ShowBlock) {
    super()
    this.block = block
    this.show = show
  }

  override eq(other: Shown): boolean {
    return JSON.stringify(other.block) === JSON.stringify(this.block) && other.show === this.show
  }

  override toDOM(view: EditorView): HTMLElement {
    const place = document.createElement('div')
    place.className = 'shown-block'
    place.contentEditable = 'false'
    // It is read here and worked on elsewhere.
    place.inert = true
    void this.show(this.block).then((html) => {
      place.innerHTML = html
      view.requestMeasure()
    })
    return place
  }

  override get estimatedHeight(): number {
    return 120
  }
}

interface Blocks {
  readonly show: ShowBlock
  readonly shown: DecorationSet
}

/** Shows the record under every line that asks for it. */
export function recordBlocks(show: ShowBlock): Extension {
  return StateField.define<Blocks>({
    create: (state) => ({ show, shown: drawn(state, show) }),
    update(value, transaction) {
      const given = transaction.effects.findLast((effect) => effect.is(setShown))
      if (given !== undefined) return { show: given.value, shown: drawn(transaction.state, given.value) }
      if (!transaction.docChanged) return value
      // Most keys are far from any block: then what is drawn moves along.
      const isNear = touchesBlock(transaction) || value.shown.size > 0
      return isNear ? { ...value, shown: drawn(transaction.state, value.show) } : value
    },
    provide: (field) => EditorView.decorations.from(field, ({ shown }) => shown),
  })
}

function touchesBlock({ startState, state, changes }: Transaction): boolean {
  let touches = false
  // Where it stood before (the first two) and where it stands now.
  changes.iterChangedRanges((...[fromBefore, toBefore, from, to]) => {
    touches ||= linesAt(startState.doc, fromBefore, toBefore).includes('::')
    touches ||= linesAt(state.doc, from, to).includes('::')
  })
  return touches
}

function linesAt(doc: Text, from: number, to: number): string {
  return doc.sliceString(doc.lineAt(from).from, doc.lineAt(to).to)
}

/** The line itself steps back: what it shows stands below it. */
const line = Decoration.line({ class: 'block-line' })

function drawn({ doc }: EditorState, show: ShowBlock): DecorationSet {
  return Decoration.set(
    blocksIn(doc.toString()).flatMap(({ block, from, to }) => [
      line.range(from),
      Decoration.widget({ widget: new Shown(block, show), side: 1, block: true }).range(to),
    ]),
  )
}
