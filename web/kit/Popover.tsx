import { lazy, type ReactElement, type ReactNode } from 'react'
import { Opener } from './Opener.tsx'

const PopoverPanel = lazy(() =>
  import('./PopoverPanel.tsx').then(({ PopoverPanel: panel }) => ({ default: panel })),
)

/** A small panel beside what opened it. Give `isOpen` and `onOpenChange` only when the page decides. */
export function Popover({
  trigger,
  title,
  children,
  isOpen,
  onOpenChange,
  side = 'bottom',
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly title?: string
  readonly children: ReactNode
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly side?: 'bottom' | 'top' | 'left' | 'right'
}) {
  return (
    <Opener trigger={trigger} opens="dialog" isOpen={isOpen} onOpenChange={onOpenChange}>
      {(opened) => (
        <PopoverPanel {...opened} title={title} side={side}>
          {children}
        </PopoverPanel>
      )}
    </Opener>
  )
}
