/** Keeping names out of the places where a role belongs. */
import { findNames, type Roster } from '@secondstory/language'
import type { Named } from '@secondstory/review/documents/traces'
import type { Blocker, Place } from '@secondstory/review/model/blocker'
import type { Actor } from '@secondstory/review/model/evidence'
import type { Participant, Person } from '@secondstory/review/model/people'
import { nameSentence } from '@secondstory/review/model/policy'
import type { Queries } from '../store/database.ts'
import { listParticipants } from '../store/participants.ts'
import { listPeople } from '../store/people.ts'
import { listPlainWords } from '../store/plain-words.ts'

/** Names an incident knows: those met in its evidence, and those with an account. */
export interface Register {
  readonly participants: readonly Participant[]
  readonly people: readonly Person[]
  /** Words that read like a name and are none in this incident. */
  readonly plainWords: readonly string[]
}

/** Reads the register of one incident. */
export async function readRegister(queries: Queries, incidentId: string): Promise<Register> {
  return {
    participants: await listParticipants(queries, incidentId),
    people: await listPeople(queries),
    plainWords: await listPlainWords(queries, incidentId),
  }
}

/** The register as the language engine wants it. */
export function rosterOf(register: Register): Roster {
  return {
    people: [
      ...register.participants.map(({ name, handles, role }) => ({ name, handles, role })),
      ...register.people.map(({ name }) => ({ name })),
    ],
    services: register.plainWords,
  }
}

/** Everyone the register knows, with the marks that are theirs alone; words that are none here are left out. */
export function namedIn(register: Register): readonly Named[] {
  const isPlain = new Set(register.plainWords.map(plain))
  const met = register.participants.map(({ name, handles, refs }) => ({
    name,
    marks: [
      ...handles,
      ...refs.map((ref) => ref.slice(ref.lastIndexOf(':') + 1)).filter((ref) => /\d/.test(ref)),
    ],
  }))
  const others = register.people.map(({ name, email }) => ({ name, marks: [email] }))
  return [...met, ...others]
    .filter(({ name }) => !isPlain.has(plain(name)))
    .map(({ name, marks }) => ({ name, marks: marks.filter((mark) => !isPlain.has(plain(mark))) }))
}

/** Why this actor cannot stand in the timeline: it is a name. The role to use is offered. */
export function actorBlockers(actor: Actor, register: Register, place: Place): readonly Blocker[] {
  const isWords = actor.kind === 'role' || actor.kind === 'team' || actor.kind === 'unknown'
  return nameBlockers({ text: actor.name, isWords }, register, place)
}

/** Why these words cannot be a role: they are a name. */
export function roleBlockers(role: string, register: Register, place: Place): readonly Blocker[] {
  return nameBlockers({ text: role, isWords: true }, register, place)
}

/** Names that can be read in a sentence readers will see. */
export function nameBlockersIn(text: string, register: Register, place: Place): readonly Blocker[] {
  return findNames(text, rosterOf(register)).map(({ name }) => ({
    rule: 'name-left',
    sentence: `"${name}" can still be read here. Which role should readers see in its place?`,
    place,
  }))
}

/** `isWords` is false for systems and agents, which may be called anything that is nobody's name here. */
function nameBlockers(
  said: { readonly text: string; readonly isWords: boolean },
  register: Register,
  place: Place,
): readonly Blocker[] {
  const text = plain(said.text)
  if (text === '') return []
  if (register.participants.some((each) => plain(each.role) === text)) return []
  const known = register.participants.find((each) =>
    [each.name, ...each.handles].some((name) => plain(name) === text),
  )
  if (known !== undefined) {
    const sentence = `"${said.text}" is a name, and the timeline says who acted by role; "${known.role}" is the role we have for it.`
    return [{ rule: 'name-in-place-of-role', sentence, place: { tab: place.tab, id: known.id } }]
  }
  const isPerson =
    register.people.some((person) => plain(person.name) === text) ||
    (said.isWords && findNames(said.text, rosterOf(register)).length > 0)
  if (!isPerson) return []
  return [{ rule: 'name-in-place-of-role', sentence: nameSentence(said.text), place }]
}

function plain(text: string): string {
  return text.trim().replace(/^@/, '').toLowerCase()
}
