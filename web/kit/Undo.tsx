import { useSyncExternalStore } from 'react'
import { Button, IconButton } from './Button.tsx'

/** A removal that can still be taken back. */
interface Offer {
  readonly sentence: string
  readonly undo: () => void
}

let current: Offer | null = null
const listeners = new Set<() => void>()

function show(offer: Offer | null): void {
  current = offer
  for (const listener of listeners) listener()
}

/** Offers to take a removal back. The offer stays until it is used, closed, or replaced by the next: no clock runs. */
export function offerUndo(sentence: string, undo: () => void): void {
  show({ sentence, undo })
}

/** Takes the offer away, when what it spoke about is no longer on the page. */
export function withdrawUndo(): void {
  show(null)
}

/** Takes the offer, as its button does; nothing happens when there is none. */
export function takeBack(): void {
  const offer = current
  show(null)
  offer?.undo()
}

/** The bar itself; stands once in the frame. */
export function UndoBar() {
  const offer = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-30 flex justify-center px-4 md:bottom-6"
    >
      {offer !== null && (
        <div className="pointer-events-auto flex items-center gap-1 rounded-lg bg-raised py-1 ps-4 pe-1 shadow-float">
          <span className="pe-2">{offer.sentence}</span>
          <Button look="quiet" icon="undo" className="text-accent" onClick={takeBack}>
            Undo
          </Button>
          <IconButton label="Close this message" icon="close" onClick={withdrawUndo} />
        </div>
      )}
    </div>
  )
}
