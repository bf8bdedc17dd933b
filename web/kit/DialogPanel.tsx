import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef } from 'react'
import { classes } from './classes.ts'
import type { DialogProps } from './dialog-props.ts'
import { Icon } from './Icon.tsx'

const backdrop =
  'fixed inset-0 z-40 bg-[oklch(0.2_0.02_258/0.35)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'

function Head({ title, about, isTitleHidden = false }: Omit<DialogProps, 'children' | 'isOpen' | 'onClose'>) {
  return (
    <header className={classes('flex items-start justify-between gap-4', isTitleHidden && 'sr-only')}>
      <div>
        <Base.Title className="title text-lg">{title}</Base.Title>
        {about !== undefined && (
          <Base.Description className="mt-1 text-base text-soft">{about}</Base.Description>
        )}
      </div>
      <Base.Close
        aria-label="Close"
        className="target -me-2 -mt-1.5 inline-flex aspect-square items-center justify-center rounded-md text-soft hover:bg-sunk hover:text-ink"
      >
        <Icon name="close" />
      </Base.Close>
    </header>
  )
}

/** Focus goes to the first thing to fill in or press, not to the cross that stands before it. */
function useFirstFocus() {
  const content = useRef<HTMLDivElement>(null)
  const initialFocus = () =>
    content.current?.querySelector<HTMLElement>('input, textarea, select, button, a[href]') ?? true
  return { content, initialFocus }
}

/** A question that needs an answer before anything else goes on. On a phone it fills the lower part. */
export function DialogPanel({
  isOpen,
  onClose,
  children,
  size = 'medium',
  ...head
}: DialogProps & {
  readonly size?: 'medium' | 'large'
}) {
  const { content, initialFocus } = useFirstFocus()
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          initialFocus={initialFocus}
          className={classes(
            'fixed z-50 flex max-h-[92dvh] flex-col gap-5 overflow-y-auto overscroll-contain bg-raised p-5 shadow-float sm:p-6',
            'inset-x-0 bottom-0 rounded-t-lg sm:top-[12vh] sm:bottom-auto sm:mx-auto sm:max-h-[80vh] sm:w-[calc(100%-3rem)] sm:rounded-lg',
            'transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
            size === 'medium' ? 'sm:max-w-[34rem]' : 'sm:max-w-[46rem]',
          )}
        >
          <Head {...head} />
          <div ref={content} className="contents">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** A panel at the side (from below on a phone) for things read beside the page. */
export function SheetPanel({ isOpen, onClose, children, ...head }: DialogProps) {
  const { content, initialFocus } = useFirstFocus()
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          initialFocus={initialFocus}
          className={classes(
            'fixed z-50 flex flex-col gap-4 overflow-y-auto overscroll-contain bg-raised p-5 shadow-float',
            'inset-x-0 bottom-0 max-h-[85dvh] rounded-t-lg sm:inset-y-0 sm:start-auto sm:end-0 sm:max-h-none sm:w-[26rem] sm:rounded-none sm:p-6',
            'transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
          )}
        >
          <Head {...head} />
          <div ref={content} className="contents">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
