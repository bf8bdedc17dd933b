import type { ReactNode } from 'react'

/** What a dialog and a sheet share. Focus goes in, stays in, and returns to where it came from. */
export interface DialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  /** One sentence below the title. */
  readonly about?: ReactNode
  readonly children: ReactNode
  readonly isTitleHidden?: boolean
}
