import { Accounts } from '../review/Accounts.tsx'
import { WorkingProvider } from '../review/working.tsx'

/** The tab with the accounts of those who were there. */
export function ReviewAccounts() {
  return (
    <WorkingProvider>
      <Accounts />
    </WorkingProvider>
  )
}
