import { Accounts } from '../review/Accounts.tsx'
import { Room } from '../review/Room.tsx'

/** The tab with the accounts of those who were there. */
export function ReviewAccounts() {
  return (
    <Room>
      <Accounts />
    </Room>
  )
}
