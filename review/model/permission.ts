/**
 * Who may do what: one answer for the page and the server. What somebody is here decides what they may do with the
 * installation; what they are to a record decides what they may do with it. Rank opens no record: a keeper who is not
 * of its team and not named for its review does not see it.
 */
import { objectionTo } from './agents.ts'
import type { AskerKind, PersonRole } from './people.ts'
import type { ReviewRole } from './review-people.ts'
import type { Stage } from './reviews.ts'

/**
 * What an operation asks of whoever calls it, as far as the installation goes. What a directory asks for is for a token
 * that was made for it, and for nothing else.
 */
export type Access = 'anyone' | 'reader' | 'member' | 'keeper' | 'steward' | 'directory'

/** Who may see working records: their teams and their people, or every member. */
export type RecordVisibility = 'team' | 'everyone'

/** Something one does with a working record. */
export type RecordNeed =
  /** See it. */
  | 'read'
  /** Say what one saw, oneself. */
  | 'tell'
  /** Set its facts right. */
  | 'correct'
  /** Write what is made of it: factors, actions, text. */
  | 'write'
  /** Follow an action through: by those who write, and by its owner. */
  | 'act'
  /** Say whose it is and who takes part. */
  | 'name'
  /** Know who is behind a role. */
  | 'register'
  /** Let an edition out. */
  | 'publish'
  /** Give it to a team, without seeing it. */
  | 'entrust'
  /** Hold it, or let its raw evidence go, without seeing it. */
  | 'keep'

/** What somebody is to a record: named for its review, of the team it belongs to, or the owner of the action at hand. */
export type Relation = ReviewRole | 'team' | 'owner'

/** Whoever calls, as far as permission goes. */
export interface Caller {
  readonly kind: AskerKind
  readonly role: PersonRole
  readonly isSteward: boolean
  /** What they came with: a session may write, a token may be for reading only. */
  readonly scope: 'read' | 'write'
  /** What the token was made for; null or absent: everything its person may do. */
  readonly operations?: readonly string[] | null | undefined
}

/** How somebody stands to one record. */
export interface RecordStanding {
  /** Every member is of its team: the installation says so, there is no team yet, or it is the sample. */
  readonly isOpen: boolean
  readonly isOfTeam: boolean
  readonly reviewRoles: readonly ReviewRole[]
  /** Owns the action that is touched. */
  readonly isOwner: boolean
  /** Whether somebody was named to guide the review. */
  readonly hasFacilitator: boolean
  readonly stage: Stage
}

/** What is asked, as an operation declares it. */
export interface Asked {
  readonly access: Access
  readonly changes: boolean
  /** What it does with a record; null: it touches none. */
  readonly need: RecordNeed | null
}

/** What each relation opens. Whoever is several things has all of it. */
const opens: Readonly<Record<Relation, readonly RecordNeed[]>> = {
  facilitator: ['read', 'tell', 'correct', 'write', 'act', 'name', 'entrust', 'publish', 'register'],
  author: ['read', 'tell', 'correct', 'write', 'act', 'name', 'entrust', 'publish'],
  team: ['read', 'tell', 'correct', 'write', 'act', 'name', 'entrust', 'publish'],
  participant: ['read', 'tell', 'correct'],
  reader: ['read'],
  // Whoever promised to change something follows it through, and sees nothing else for that.
  owner: ['act'],
}

/** What the office of a keeper opens on any record; none of it shows what is in it. */
const opensToKeepers: readonly RecordNeed[] = ['entrust', 'keep']

/** What software never does, whatever it is named: people speak for themselves, decide who takes part and publish. */
const forPeople: readonly RecordNeed[] = ['tell', 'name', 'entrust', 'publish', 'register', 'keep']

const ranks: Readonly<Record<PersonRole, number>> = { reader: 1, member: 2, keeper: 3 }

/** Whether somebody in this role (null: signed out) may do what asks for this access. Who keeps reports is no rank. */
export function mayDo(role: PersonRole | null, access: Exclude<Access, 'steward' | 'directory'>): boolean {
  return access === 'anyone' || (role !== null && ranks[role] >= ranks[access])
}

/** Whether somebody, or nobody, may do what asks for this access. Agents keep neither installations nor reports. */
export function mayCall(caller: Omit<Caller, 'scope'> | null, access: Access): boolean {
  if (access === 'directory') return caller !== null && mayKeepPeople(caller)
  if (caller?.kind === 'agent' && (access === 'keeper' || access === 'steward')) return false
  return access === 'steward' ? caller?.isSteward === true : mayDo(caller?.role ?? null, access)
}

/** Whether somebody came with a token made for something (which, `objectionTo` asks), of an agent or a keeper. */
function mayKeepPeople(caller: Omit<Caller, 'scope'>): boolean {
  return caller.operations != null && (caller.kind === 'agent' || mayDo(caller.role, 'keeper'))
}

/** Everything somebody is to a record. Readers of the installation are of no team; being named counts for everyone. */
export function relationsOf(caller: Pick<Caller, 'role'>, standing: RecordStanding): readonly Relation[] {
  const isMember = mayDo(caller.role, 'member')
  const isOfTeam = isMember && (standing.isOpen || standing.isOfTeam)
  return [
    ...(isOfTeam ? (['team'] as const) : []),
    ...standing.reviewRoles,
    ...(standing.isOwner ? (['owner'] as const) : []),
  ]
}

/** Whether a relation opens this, at this stage. */
function doesOpen(relation: Relation, need: RecordNeed, { stage, hasFacilitator }: RecordStanding): boolean {
  // Until the people described have had their turn, a record is for those who work on it.
  if (relation === 'reader' && (stage === 'gathering' || stage === 'drafting')) return false
  // What is published is set right by another edition, which those who write make.
  if (relation === 'participant' && need === 'correct' && isOut(stage)) return false
  // Somebody has to know who is behind a role; once a facilitator is named, only they do.
  if (need === 'register' && !hasFacilitator) return opens[relation].includes('write')
  return opens[relation].includes(need)
}

function isOut(stage: Stage): boolean {
  return stage === 'published' || stage === 'followed-up'
}

/** Whether somebody may do this with a record. */
export function mayOnRecord(
  caller: Omit<Caller, 'scope'>,
  need: RecordNeed,
  standing: RecordStanding,
): boolean {
  if (caller.kind === 'agent' && forPeople.includes(need)) return false
  if (opensToKeepers.includes(need) && mayDo(caller.role, 'keeper')) return true
  return relationsOf(caller, standing).some((relation) => doesOpen(relation, need, standing))
}

/** Why something may not be done. */
export interface PermissionRefusal {
  readonly kind: 'signed-out' | 'not-allowed'
  readonly sentence: string
}

/**
 * The one answer: why this caller may not do this, or null when they may. `standing` is theirs to the record that is
 * touched; null when there is no such record, which reads like one that is not theirs to see.
 */
export function permissionRefusal(
  asked: Asked & { readonly name: string },
  caller: Caller | null,
  standing: RecordStanding | null,
): PermissionRefusal | null {
  const { access, need, changes, name } = asked
  if (access === 'anyone') return null
  if (caller === null) return signedOut
  const objection = objectionTo(caller, name)
  if (objection !== null) return refused(objection)
  if (changes && caller.scope === 'read') return refused(readOnlySentence(name))
  if (need === null) return mayCall(caller, access) ? null : refused(accessSentence(name, access, caller))
  if (standing !== null && mayOnRecord(caller, need, standing)) return null
  // A keeper learns that there is nothing to keep.
  if (standing === null && opensToKeepers.includes(need) && mayCall(caller, 'keeper')) return null
  if (caller.kind === 'agent' && forPeople.includes(need)) return refused(agentSentence(name))
  if (need === 'keep') return refused(accessSentence(name, 'keeper', caller))
  if (standing === null || !mayOnRecord(caller, 'read', standing)) return refused(hiddenSentence)
  return refused(needSentences[need])
}

const signedOut: PermissionRefusal = {
  kind: 'signed-out',
  sentence: 'Nobody is signed in here; sign in, or send a token that still works.',
}

/** The same for a record that is there and for one that is not. */
export const hiddenSentence =
  'A working record is seen by its team and by the people named for its review. Its team or its facilitator can name you.'

/** Whose it is to do something with a record: what a refusal says, and what a page says before anybody tries. */
export const needSentences: Readonly<Record<RecordNeed, string>> = {
  read: hiddenSentence,
  tell: 'Accounts and comments come from participants, authors and the team; whoever guides this review can name you.',
  correct:
    'The facts of this record are set right by its team and its authors, and by participants until it is published.',
  write:
    'This record is written by its team, its facilitator and its authors; any of them can name you as an author.',
  act: 'An action is followed through by its owner, and by the team, the facilitator and the authors of its record.',
  name: 'Who takes part in a review is said by its team, its facilitator and its authors.',
  register:
    'The register is open to the facilitator of this review, and to each person for the row that is theirs.',
  publish: 'An edition is let out by the team of this record, its facilitator or its authors.',
  entrust: 'A record is given to a team by whoever works on it, or by a keeper.',
  keep: 'Holding a record and letting its evidence go is for a keeper.',
}

function refused(sentence: string): PermissionRefusal {
  return { kind: 'not-allowed', sentence }
}

function readOnlySentence(name: string): string {
  return `${name} changes something and this token may only read; use one that may write.`
}

function agentSentence(name: string): string {
  return `${name} is for people: an agent reads and drafts, and a person decides.`
}

function accessSentence(name: string, access: Access, caller: Caller): string {
  if (access === 'directory') {
    return `${name} is for a token made to keep people in step with a directory, of an agent or a keeper.`
  }
  if (caller.kind === 'agent' && mayDo(caller.role, 'reader')) return agentSentence(name)
  const whom = access === 'steward' ? 'a steward, who keeps confidential reports' : `a ${access}`
  return `${name} is for ${whom} and this account is a ${caller.role}; a keeper can change that.`
}
