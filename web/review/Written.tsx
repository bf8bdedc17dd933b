import type { ReactNode } from 'react'
import { useMayHere } from '../record.ts'

/**
 * What is written where it is read: fields for those who write this record. Whoever does not finds the words and no
 * field: everything in it is off, and what would only change something is not shown (`reads-only` in styles.css).
 */
export function Written({ children }: { readonly children: ReactNode }) {
  const mayWrite = useMayHere()('write')
  // The same element for both, so that nothing inside begins anew when it becomes known who looks.
  return (
    <fieldset disabled={!mayWrite} className={mayWrite ? 'contents' : 'reads-only contents'}>
      {children}
    </fieldset>
  )
}
