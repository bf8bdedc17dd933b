/** The tables of migrations 0210 to 0212 as TypeScript sees them: links by mail, passkeys, and who people are in a directory. */
import type { Generated } from 'kysely'

export interface WayInTables {
  sign_in_links: SignInLinksTable
  passkeys: PasskeysTable
  passkey_challenges: PasskeyChallengesTable
  directory_people: DirectoryPeopleTable
}

interface SignInLinksTable {
  secret_hash: Buffer
  browser_hash: Buffer
  person_id: string
  expires_at: string
}

interface PasskeysTable {
  id: string
  person_id: string
  credential_id: string
  public_key: Buffer
  counter: number
  transports: string[]
  name: string
  made_at: string
  used_at: string | null
}

interface PasskeyChallengesTable {
  challenge_hash: Buffer
  person_id: string | null
  expires_at: string
}

interface DirectoryPeopleTable {
  person_id: string
  user_name: string
  external_id: string | null
  is_gone: Generated<boolean>
}
