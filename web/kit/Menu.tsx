import { Menu as Base } from '@base-ui/react/menu'
import { Fragment, type ReactElement } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { Keys } from './Keys.tsx'

/** One line of a menu. */
export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly keys?: string
  readonly isDisabled?: boolean
  /** Draws a line above. */
  readonly startsGroup?: boolean
  readonly onSelect: () => void
}

/** A list of things to do with what opened it. */
export function Menu({
  trigger,
  items,
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly items: readonly MenuItem[]
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} collisionPadding={12} className="z-50">
          <Base.Popup className="float-in min-w-48 rounded-lg bg-raised p-1 shadow-float outline-none">
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
