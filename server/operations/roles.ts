/** Roles in place of names: what readers of an edition see where the working record names someone. */
import { findNames, type NameFound, type Person, type Roster } from '@secondstory/language'
import type { NameReplacement, ReplaceNames } from '@secondstory/review/documents/edition'
import type { Register } from './names.ts'

/** Someone whose name must not be read in an edition, with the role readers see; null when the register has none. */
interface Known {
  readonly person: Person
  readonly role: string | null
}

/** Puts roles in place of names, and tells which names it could not replace. */
export interface RoleBook {
  readonly replace: ReplaceNames
  /** Names that can be read in a text, known ones and those that merely look like a person's. */
  namesIn(text: string): readonly string[]
}

/**
 * The role book of one incident for these texts. Only people who could be meant in them are looked for: a chat
 * export may have brought thousands, and every one of them costs a search through every text.
 *
 * `services` are names of things (components, systems of the timeline) that no reader should take for a person's.
 */
export function openRoleBook(
  register: Register,
  about: { readonly texts: readonly string[]; readonly services: readonly string[] },
): RoleBook {
  const known = relevant(knownPeople(register), about.texts)
  const roster: Roster = { people: known.map(({ person }) => person), services: about.services }
  const roleOf = (found: NameFound): string | null =>
    found.person === undefined || isShared(found.name, known) ? null : (known[found.person]?.role ?? null)
  return {
    replace(text) {
      const replacements: NameReplacement[] = []
      let written = ''
      let from = 0
      for (const found of findNames(text, roster)) {
        const role = roleOf(found)
        if (role === null) continue
        const shown = inSentence(text, found, role)
        written += text.slice(from, found.from) + shown
        from = found.to
        replacements.push({ before: found.name, after: shown, name: nameOf(found, known), role })
      }
      return { text: written + text.slice(from), replacements }
    },
    namesIn: (text) => [...new Set(findNames(text, roster).map((found) => found.name))],
  }
}

function nameOf(found: NameFound, known: readonly Known[]): string {
  return known[found.person ?? -1]?.person.name ?? found.name
}

/** People with an account come last: whoever is in the register as well is shown by the role they have there. */
function knownPeople(register: Register): readonly Known[] {
  const met = register.participants.map(({ name, handles, refs, role }) => ({
    // A source's own id of someone ("U024BE7LH") leads back to them as well as a handle does.
    person: { name, handles: [...handles, ...refs.map(afterColon).filter((ref) => /\d/.test(ref))], role },
    role,
  }))
  const names = new Set(met.map(({ person }) => person.name.toLowerCase()))
  const others = register.people
    .filter((person) => !names.has(person.name.toLowerCase()))
    .map(({ name, email }) => ({ person: { name, handles: [email] }, role: null }))
  return [...met, ...others]
}

function afterColon(ref: string): string {
  return ref.slice(ref.lastIndexOf(':') + 1)
}

function relevant(known: readonly Known[], texts: readonly string[]): readonly Known[] {
  const whole = texts.join('\n').toLowerCase()
  return known.filter(({ person }) =>
    [...person.name.split(/\s+/), ...(person.handles ?? [])].some((word) => {
      const bare = word.replace(/^@/, '').toLowerCase()
      return bare.length > 1 && whole.includes(bare)
    }),
  )
}

/** "Ana" alone, when two people are called Ana: nobody can tell who is meant, so no role is the right one. */
function isShared(name: string, known: readonly Known[]): boolean {
  if (/[\s@]/.test(name.trim())) return false
  const bare = name.toLowerCase()
  const meant = known.filter(({ person }) => person.name.toLowerCase().split(/\s+/).includes(bare))
  const isWhole = known.some(({ person }) =>
    [person.name, ...(person.handles ?? [])].some((each) => each.replace(/^@/, '').toLowerCase() === bare),
  )
  return meant.length > 1 && !isWhole
}

/** The role as it reads in this place: "the" in running text, a capital at the start of a sentence. */
function inSentence(text: string, { from, to }: NameFound, role: string): string {
  const before = text.slice(Math.max(0, from - 200), from)
  const isAfterWord = /[\p{L}\p{N},;)"”]\s+$/u.test(before)
  const isBeforeWord = /^(?:['’]s)?\s+\p{Ll}/u.test(text.slice(to, to + 40))
  const hasArticle = /\b(?:the|an?|our|their|this|that|each|every|another|as|role)\s+$/i.test(before)
  const isNumbered = /\d$/.test(role) || /^(?:the|an?|our)\s/i.test(role)
  const shown = (isAfterWord || isBeforeWord) && !hasArticle && !isNumbered ? `the ${role}` : role
  const isStart = /(?:^|[.!?:]\s+|\n\s*(?:[-*+]\s+|\d+[.)]\s+|#+\s+|>\s*)?)$/.test(before) && isBeforeWord
  return isStart ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown
}
