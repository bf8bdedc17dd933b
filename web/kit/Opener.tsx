import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react'

/** What opened something: where it stands and whether it is open still. */
export interface Opened {
  readonly anchor: HTMLElement
  readonly isOpen: boolean
  readonly onClose: () => void
}

/**
 * A control that opens something beside it. The control is there at once; what it opens is loaded when it is
 * first wanted, so that pages stay light. The control keeps its element, and with it the focus.
 */
export function Opener({
  trigger,
  opens,
  isOpen: isOpenGiven,
  onOpenChange,
  children,
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly opens: 'menu' | 'dialog'
  readonly isOpen?: boolean | undefined
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined
  readonly children: (opened: Opened) => ReactNode
}) {
  const [place, setPlace] = useState<HTMLSpanElement | null>(null)
  const [isOpenHere, setOpenHere] = useState(false)
  const [wasWanted, setWanted] = useState(false)
  const isOpen = isOpenGiven ?? isOpenHere
  const change = (open: boolean) => {
    setOpenHere(open)
    onOpenChange?.(open)
  }
  if (isOpen && !wasWanted) setWanted(true)
  const anchor = place?.firstElementChild
  return (
    <>
      <span ref={setPlace} className="contents">
        {cloneElement(trigger, {
          'aria-haspopup': opens,
          'aria-expanded': isOpen,
          'data-popup-open': isOpen ? '' : undefined,
          onClick: () => change(!isOpen),
        })}
      </span>
      {wasWanted && anchor instanceof HTMLElement && (
        <Suspense fallback={null}>{children({ anchor, isOpen, onClose: () => change(false) })}</Suspense>
      )}
    </>
  )
}
