import { lazy, type ReactElement } from 'react'
import type { MenuItem } from './menu-item.ts'
import { Opener } from './Opener.tsx'

export type { MenuItem } from './menu-item.ts'

const MenuList = lazy(() => import('./MenuList.tsx').then(({ MenuList: list }) => ({ default: list })))

/** A list of things to do with what opened it. */
export function Menu({
  trigger,
  items,
}: {
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly items: readonly MenuItem[]
}) {
  return (
    <Opener trigger={trigger} opens="menu">
      {(opened) => <MenuList {...opened} items={items} />}
    </Opener>
  )
}
