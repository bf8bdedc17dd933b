/** Where letters to somebody described in an incident go, as far as the register and the accounts here say. */
import type { Participant, Person } from '@secondstory/review/model/people'
import { email } from './fields.ts'
import { isRowOf } from './register.ts'

/** The account of somebody described; null when nobody's fits, or that of more than one. */
export function accountOf(
  participant: Pick<Participant, 'name' | 'handles'>,
  people: readonly Person[],
): Person | null {
  const [account, another] = people.filter((person) => person.isActive && isRowOf(participant, person))
  return another === undefined ? (account ?? null) : null
}

/** The one address for them: of their account, or one the evidence itself names them by; null when there is none. */
export function addressOf(
  participant: Pick<Participant, 'name' | 'handles'>,
  people: readonly Person[],
): string | null {
  const account = accountOf(participant, people)
  if (account !== null) return account.email
  if (people.some((person) => isRowOf(participant, person))) return null
  const handle = participant.handles.find((each) => email.safeParse(each).success)
  return handle?.toLowerCase() ?? null
}
