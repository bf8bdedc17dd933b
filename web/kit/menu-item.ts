import type { IconName } from './Icon.tsx'

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
