import type { ReactNode } from 'react'
import { NamesOnEntry } from './NamesOnEntry.tsx'
import { RowCommentsProvider } from './RowComments.tsx'
import { WorkingProvider } from './working.tsx'

/** Around every tab people write on: the record and the one way to change it, and names on their way in. */
export function Room({ children }: { readonly children: ReactNode }) {
  return (
    <WorkingProvider>
      <RowCommentsProvider>{children}</RowCommentsProvider>
      <NamesOnEntry />
    </WorkingProvider>
  )
}
