/** Names as people type them into one line, and the roster made of them. Pure. */
import type { Roster } from '@secondstory/language'

/** Three lines of names, parted by commas. */
export interface RosterEntry {
  readonly people: string
  readonly teams: string
  readonly services: string
}

/** The names of one line, each once. */
export function namesIn(line: string): readonly string[] {
  const names = line.split(/[,;\n]/).map((name) => name.trim().replace(/\s+/g, ' '))
  return [...new Set(names.filter((name) => name !== ''))]
}

/** What the engine is told. A name that begins with @ is a handle too. */
export function rosterFrom({ people, teams, services }: RosterEntry): Roster {
  return {
    people: namesIn(people).map((name) =>
      name.startsWith('@') ? { name: name.slice(1), handles: [name] } : { name },
    ),
    teams: namesIn(teams),
    services: namesIn(services),
  }
}
