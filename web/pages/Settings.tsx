import { Suspense } from 'react'
import { useMay } from '../access.ts'
import { classes } from '../kit/classes.ts'
import { Select } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink, useGo } from '../PathLink.tsx'
import { paths, settingsSections } from '../paths.ts'
import { Page } from './Page.tsx'
import { type SettingsGroup, settingsFor } from './settings-sections.ts'
import { oneOf, useFilters } from './use-filters.ts'

interface ListProps {
  readonly groups: readonly SettingsGroup[]
}

/** You, how we review, what is connected, who is here and what is kept: a list beside the part that is open. */
export function Settings() {
  const [search] = useFilters(() => paths.settings())
  const groups = settingsFor(useMay())
  const parts = groups.flatMap((group) => group.parts)
  const wanted = oneOf(settingsSections, search.section)
  const part = parts.find(({ section }) => section === wanted) ?? parts[0]
  if (part === undefined) return null
  return (
    <Page title="Settings">
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[10rem_minmax(0,1fr)]">
        <SettingsList groups={groups} />
        <SettingsChoice groups={groups} value={part.section} />
        <section aria-label={part.label} className="min-w-0">
          <Suspense fallback={<Skeleton lines={4} label="Opening the settings" />}>
            <part.Panel />
          </Suspense>
        </section>
      </div>
    </Page>
  )
}

function SettingsList({ groups }: ListProps) {
  return (
    <nav aria-label="Parts of the settings" className="hidden flex-col gap-6 lg:flex">
      {groups.map(({ label, parts }) => (
        <div key={label}>
          <p className="pb-1 text-xs text-faint">{label}</p>
          <ul>
            {parts.map(({ section, label: words }) => (
              <li key={section}>
                <PathLink
                  to={paths.settings(section)}
                  withFilters
                  className={classes(
                    'target relative -mx-3 flex items-center rounded-md px-3 text-base text-soft transition-colors',
                    'hover:text-ink aria-[current=page]:bg-sunk aria-[current=page]:font-medium aria-[current=page]:text-ink',
                  )}
                >
                  {words}
                </PathLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** The same list where there is no room beside the part. */
function SettingsChoice({ groups, value }: ListProps & { readonly value: string }) {
  const go = useGo()
  const options = groups.flatMap(({ parts }) =>
    parts.map(({ section, label }) => ({ value: section, label })),
  )
  return (
    <Select
      label="Part of the settings"
      isLabelHidden
      className="lg:hidden"
      value={value}
      options={options}
      onChange={(event) => go(paths.settings(oneOf(settingsSections, event.target.value)))}
    />
  )
}
