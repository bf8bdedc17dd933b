import type { Roster } from '../finding.ts'

/** The roster made ready for looking up: every key is lower case, handles without `@`. */
export interface Vocabulary {
  /** Full names, given names, surnames and handles of listed people, each with the person's place in the roster. */
  readonly people: ReadonlyMap<string, number>
  /** Of those, the words that are only a part of somebody's name (or a name of one word), and no handle. */
  readonly parts: ReadonlySet<string>
  readonly teams: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly agents: ReadonlySet<string>
}

const EMPTY: Vocabulary = {
  people: new Map(),
  parts: new Set(),
  teams: new Set(),
  services: new Set(),
  agents: new Set(),
}

/** Makes a roster ready. A given name shared by two people belongs to neither alone, yet still counts as a person's (the first one's). */
export function vocabularyOf(roster: Roster | undefined): Vocabulary {
  if (!roster) return EMPTY
  const people = new Map<string, number>()
  const add = (word: string, person: number) => {
    const key = bare(word)
    if (key.length > 1 && !people.has(key)) people.set(key, person)
  }
  const listed = roster.people ?? []
  listed.forEach((person, index) => {
    add(person.name, index)
    for (const handle of person.handles ?? []) add(handle, index)
  })
  listed.forEach((person, index) => {
    for (const part of person.name.split(/\s+/)) if (part.length > 2) add(part, index)
  })
  const handles = keys(listed.flatMap((person) => person.handles ?? []))
  const ofNames = keys(listed.flatMap(({ name }) => name.split(/\s+/)))
  const parts = new Set([...ofNames].filter((part) => !handles.has(part)))
  return {
    people,
    parts,
    teams: keys(roster.teams),
    services: keys(roster.services),
    agents: keys(roster.agents),
  }
}

function keys(words: readonly string[] | undefined): ReadonlySet<string> {
  return new Set((words ?? []).map(bare))
}

function bare(word: string): string {
  return word.trim().toLowerCase().replace(/^@/, '')
}
