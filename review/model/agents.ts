/** What an agent and a token may do, whatever role they have: one answer for every door. */
import type { AskerKind, PersonRole, Token } from './people.ts'

/** Somebody here who is no person: it has tokens and no password, and what it may never do is written below. */
export interface Agent {
  readonly id: string
  readonly name: string
  readonly role: 'member' | 'reader'
  readonly isActive: boolean
}

/** What people decide alone: whether others read it, whether a risk is lived with, and who may come in. */
const decidedByPeople: readonly { readonly operations: RegExp; readonly because: string }[] = [
  {
    operations: /^(?:publish|release|revise)/,
    because: 'publishing and releasing are decided by people; an agent prepares and a person looks',
  },
  {
    operations: /Acceptance$/,
    because: 'living with a risk is decided by people, because it closes what a review refused',
  },
  {
    operations: /^(?:addToken|removeToken|correctPassword|invitePerson|(?:start|add|name|remove)Passkey)$/,
    because: 'who may come in is decided by people',
  },
]

/** Why an agent does not call an operation; null when its role decides. */
export function objectionToAgent(operation: string): string | null {
  const rule = decidedByPeople.find(({ operations }) => operations.test(operation))
  return rule === undefined ? null : `${operation} is not for an agent: ${rule.because}.`
}

/** What tokens are made for, each with the operations that takes. */
export const tokenPurposes = [
  {
    name: 'bring-evidence',
    says: 'Bring in evidence',
    about: 'Opens incidents and imports files and histories.',
    operations: [
      'openIncident',
      'readIncident',
      'listIncidents',
      'checkUpload',
      'importEvidence',
      'importHistory',
      'readImport',
      'listImports',
      'findEvidence',
    ],
  },
  {
    name: 'read-editions',
    says: 'Read what is published',
    about: 'Finds, reads and exports editions, and nothing of the working record.',
    operations: ['listEditions', 'readEdition', 'exportEdition'],
  },
  {
    name: 'follow-actions',
    says: 'Follow actions',
    about: 'Reads actions and changes where they stand.',
    operations: ['listActions', 'correctAction', 'closeAction'],
  },
  {
    name: 'check-wording',
    says: 'Check wording',
    about: 'Sends a text and reads what was found in it.',
    operations: ['checkWording'],
  },
  {
    name: 'keep-people',
    says: 'Keep people in step with a directory',
    about:
      'SCIM: makes, changes and closes accounts and fills teams. For that alone, of an agent or a keeper.',
    operations: [
      'listDirectoryPeople',
      'readDirectoryPerson',
      'addDirectoryPerson',
      'correctDirectoryPerson',
      'removeDirectoryPerson',
      'listDirectoryGroups',
      'readDirectoryGroup',
      'addDirectoryGroup',
      'correctDirectoryGroup',
      'removeDirectoryGroup',
    ],
  },
] as const

/** One purpose. */
export type TokenPurpose = (typeof tokenPurposes)[number]['name']

/** The operations these purposes take, each once. */
export function operationsFor(purposes: readonly TokenPurpose[]): readonly string[] {
  return [
    ...new Set(
      tokenPurposes.filter(({ name }) => purposes.includes(name)).flatMap(({ operations }) => operations),
    ),
  ]
}

/** Why a token is not made for these purposes; null when it may be. What lets people in and out is for that alone. */
export function objectionToPurposes(
  purposes: readonly TokenPurpose[],
  owner: { readonly kind: AskerKind; readonly role: PersonRole; readonly scope: Token['scope'] },
): string | null {
  if (!purposes.includes('keep-people')) return null
  if (purposes.length > 1) return 'A token for a directory is for that alone; make another one for the rest.'
  if (owner.scope === 'read')
    return 'A token for a directory changes people, so it has to be one that may write.'
  if (owner.kind === 'agent' || owner.role === 'keeper') return null
  return 'A token for a directory is made by a keeper, for themselves or for an agent.'
}

/** Why a token does not call an operation; null when it may. `operations` null: the token is not limited. */
export function objectionToToken(operations: readonly string[] | null, operation: string): string | null {
  if (operations === null || operations.includes(operation)) return null
  return `This token was made for ${operations.join(', ')} and ${operation} is not among them; use another token, or make one.`
}

/** Why whoever asks does not call this, whatever their role: their token is for something else, or they are an agent. */
export function objectionTo(
  {
    kind,
    operations,
  }: { readonly kind: AskerKind; readonly operations?: readonly string[] | null | undefined },
  operation: string,
): string | null {
  return (
    objectionToToken(operations ?? null, operation) ?? (kind === 'agent' ? objectionToAgent(operation) : null)
  )
}
