import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { Sheet } from './Dialog.tsx'
import { useMedia } from './wide.ts'

/** Where the frame keeps its right margin, and how a page says that it wants one. */
interface MarginPlace {
  readonly element: HTMLElement | null
  readonly claim: () => () => void
}

const Place = createContext<MarginPlace>({ element: null, claim: () => () => undefined })

/** Stands in the frame: gives the margin to the page only while something speaks in it. */
export function MarginHost({
  children,
}: {
  readonly children: (isClaimed: boolean, setElement: (element: HTMLElement | null) => void) => ReactNode
}) {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [claims, setClaims] = useState(0)
  const [claim] = useState(() => () => {
    setClaims((count) => count + 1)
    return () => setClaims((count) => count - 1)
  })
  return <Place.Provider value={{ element, claim }}>{children(claims > 0, setElement)}</Place.Provider>
}

/** Keeps the margin free from the first paint, before anything speaks in it, so that the page does not move later. */
export function useMarginClaim(): void {
  const { claim } = useContext(Place)
  useLayoutEffect(claim, [claim])
}

/**
 * What thinks beside the page: questions, findings, evidence. On a wide screen it stands in the right
 * margin; on a narrow one a button opens it as a sheet. The button stands where `Margin` is written.
 */
export function Margin({
  label,
  sheet,
  children,
}: {
  readonly label: string
  /** Whether the sheet is open, where the page opens it too. */
  readonly sheet?: { readonly isOpen: boolean; readonly setOpen: (isOpen: boolean) => void }
  readonly children: ReactNode
}) {
  const { element } = useContext(Place)
  const isWide = useMedia('(min-width: 72rem)')
  const own = useState(false)
  const [isOpen, setOpen] = sheet === undefined ? own : [sheet.isOpen, sheet.setOpen]
  useMarginClaim()
  if (isWide) return element === null ? null : createPortal(children, element)
  return (
    <>
      <Button look="quiet" icon="margin" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={label}>
        {children}
      </Sheet>
    </>
  )
}
