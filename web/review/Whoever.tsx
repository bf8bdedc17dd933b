import type { RecordNeed } from '@secondstory/review/model/permission'
import type { ReactNode } from 'react'
import { useMayHere } from '../record.ts'

/**
 * Shows a control to those who may use it on this record, by the function the server asks. Whoever may not sees nothing
 * here: `RecordStanding` says above the tabs who does. Until it is known, everybody is taken for one who writes.
 */
export function Whoever({ may, children }: { readonly may: RecordNeed; readonly children: ReactNode }) {
  return useMayHere()(may) ? children : null
}
