import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode } from 'react'
import type { Opened } from './Opener.tsx'

/** The open panel; a chunk of its own. */
export function PopoverPanel({
  anchor,
  isOpen,
  onClose,
  title,
  side,
  children,
}: Opened & {
  readonly title: string | undefined
  readonly side: 'bottom' | 'top' | 'left' | 'right'
  readonly children: ReactNode
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="z-50"
        >
          <Base.Popup
            finalFocus={() => anchor}
            className="float-in max-w-[min(24rem,calc(100vw-1.5rem))] rounded-lg bg-raised p-4 text-base shadow-float"
          >
            {title !== undefined && <Base.Title className="mb-2 font-medium">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
