import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

/** One provider around the app: after the first tooltip, neighbours open without delay. */
export const TooltipProvider = Base.Provider

/** A few words about a control, on hover and on focus. Never the only place where something is said. */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string
  readonly children: ReactElement<Record<string, unknown>>
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="float-in max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-sm text-paper">
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
