import { Menu as Base } from '@base-ui/react/menu'
import { Fragment } from 'react'
import { Icon } from './Icon.tsx'
import { Keys } from './Keys.tsx'
import type { MenuItem } from './menu-item.ts'

/** The open menu. A chunk of its own: most pages are read without opening one. */
export function MenuList({
  anchor,
  isOpen,
  onClose,
  items,
}: {
  readonly anchor: HTMLElement
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly items: readonly MenuItem[]
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} align="end" sideOffset={4} collisionPadding={12} className="z-50">
          <Base.Popup
            finalFocus={() => anchor}
            className="float-in min-w-48 rounded-lg bg-raised p-1 shadow-float outline-none"
          >
            {items.map((item) => (
              <Fragment key={item.label}>
                {item.startsGroup === true && <Base.Separator className="mx-2 my-1 h-px bg-line" />}
                <Base.Item
                  disabled={item.isDisabled === true}
                  onClick={item.onSelect}
                  className="target flex items-center gap-2.5 rounded-md px-2.5 outline-none data-disabled:opacity-50 data-highlighted:bg-sunk"
                >
                  {item.icon !== undefined && <Icon name={item.icon} size={18} />}
                  <span className="flex-1">{item.label}</span>
                  {item.keys !== undefined && <Keys keys={item.keys} />}
                </Base.Item>
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
