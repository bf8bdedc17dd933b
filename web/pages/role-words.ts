/** What somebody can be here, in words. */
import type { PersonRole } from '@secondstory/review/model/people'

export const roles: readonly {
  readonly value: PersonRole
  readonly label: string
  readonly about: string
}[] = [
  { value: 'member', label: 'Member', about: 'Opens incidents and works on reviews.' },
  { value: 'reader', label: 'Reader', about: 'Reads what is published.' },
  { value: 'keeper', label: 'Keeper', about: 'A member who also invites people and keeps the installation.' },
]
