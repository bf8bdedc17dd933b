import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Icon } from '../kit/Icon.tsx'
import { Menu } from '../kit/Menu.tsx'
import { chooseTheme, type Theme, useTheme } from '../kit/theme.ts'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { selfQuery, useChange } from '../queries.ts'
import { ON_PHONES, useRooms } from './rooms.ts'

const themes: readonly {
  readonly theme: Theme
  readonly label: string
  readonly icon: 'screen' | 'sun' | 'moon'
}[] = [
  { theme: 'system', label: 'Theme of this machine', icon: 'screen' },
  { theme: 'light', label: 'Light', icon: 'sun' },
  { theme: 'dark', label: 'Dark', icon: 'moon' },
]

/** Who is signed in, the theme, and the way out; on a phone also the rooms its bar has no place for. */
export function PersonMenu({ look }: { readonly look: 'rail' | 'bar' }) {
  const self = useQuery(selfQuery)
  const { rooms, may } = useRooms()
  const theme = useTheme()
  const go = useGo()
  const client = useQueryClient()
  const leave = useChange('closeSession', {
    touches: () => [],
    onDone: () => {
      client.clear()
      go(paths.signIn())
    },
  })
  const name = self.data?.person?.name ?? 'You'
  const trigger =
    look === 'rail' ? (
      <button
        type="button"
        className="target flex items-center gap-3 rounded-md px-3 text-start text-soft transition-colors hover:bg-paper hover:text-ink data-popup-open:bg-paper"
      >
        <Icon name="person" size={18} />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <Icon name="more" size={18} />
      </button>
    ) : (
      <button
        type="button"
        aria-label={`${name}, more rooms and settings`}
        className="target inline-flex aspect-square items-center justify-center rounded-md text-soft"
      >
        <Icon name="more" />
      </button>
    )
  return (
    <Menu
      trigger={trigger}
      items={[
        ...(look === 'bar'
          ? [
              ...rooms
                .slice(ON_PHONES)
                .map(({ label, icon, to }) => ({ label, icon, onSelect: () => go(to) })),
              ...(may('openIncident')
                ? [{ label: 'Report a near miss', icon: 'plus' as const, onSelect: () => go(paths.report()) }]
                : []),
              { label: 'Settings', icon: 'settings' as const, onSelect: () => go(paths.settings()) },
            ]
          : []),
        ...themes.map((each, index) => ({
          label: each.theme === theme ? `${each.label} (chosen)` : each.label,
          icon: each.icon,
          startsGroup: look === 'bar' && index === 0,
          onSelect: () => chooseTheme(each.theme),
        })),
        { label: 'Sign out', icon: 'left', startsGroup: true, onSelect: () => leave.mutate({}) },
      ]}
    />
  )
}
