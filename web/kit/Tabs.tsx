import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

/** One tab and what it shows. */
export interface Tab {
  readonly value: string
  readonly label: string
  readonly panel: ReactNode
}

/** The look of a tab, for tabs that are links. Chosen: `aria-current` or `data-active`. */
export const tabClass =
  'target relative inline-flex items-center px-0.5 text-base whitespace-nowrap text-soft transition-colors hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink data-active:font-medium data-active:text-ink after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 aria-[current=page]:after:bg-accent data-active:after:bg-accent'

/** Tabs inside a page. Arrow keys move between them. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
}: {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))}>
      <Base.List aria-label={label} className="flex gap-6 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-6 outline-none">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
