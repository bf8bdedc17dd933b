import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { DialogProps } from './dialog-props.ts'

export type { DialogProps } from './dialog-props.ts'

const DialogPanel = lazy(() => import('./DialogPanel.tsx').then((panel) => ({ default: panel.DialogPanel })))
const SheetPanel = lazy(() => import('./DialogPanel.tsx').then((panel) => ({ default: panel.SheetPanel })))

/** Nothing is loaded before something was opened once; after that it may close with grace. */
function useWasOpen(isOpen: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)
  return wasOpen
}

/** A question that needs an answer before anything else goes on. On a phone it fills the lower part. */
export function Dialog(props: DialogProps & { readonly size?: 'medium' | 'large' }) {
  return (
    useWasOpen(props.isOpen) && (
      <Suspense fallback={null}>
        <DialogPanel {...props} />
      </Suspense>
    )
  )
}

/** A panel at the side (from below on a phone) for things read beside the page. */
export function Sheet(props: DialogProps) {
  return (
    useWasOpen(props.isOpen) && (
      <Suspense fallback={null}>
        <SheetPanel {...props} />
      </Suspense>
    )
  )
}

/** The row of buttons that ends a dialog or a form: what to do first, then the way out. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2 pt-1">{children}</div>
}
