/** Whom and what this incident knows by name, as the language engine takes it. */
import type { Roster } from '@secondstory/language'
import type { Person } from '@secondstory/review/model/people'
import type { WorkingRecord } from '@secondstory/review/model/reviews'

type Known = Pick<WorkingRecord, 'participants' | 'plainWords' | 'timeline' | 'incident'>

/** The register of this incident, and everyone with an account. Someone in both is known by the register's role. */
export function rosterOf(record: Known, people: readonly Person[]): Roster {
  const registered = new Set(record.participants.map((participant) => participant.name))
  const named = (kind: string) => [
    ...new Set(record.timeline.filter((event) => event.actor.kind === kind).map((event) => event.actor.name)),
  ]
  return {
    people: [
      ...record.participants.map(({ name, handles, role }) => ({ name, handles, role })),
      ...people.filter((person) => !registered.has(person.name)).map(({ name }) => ({ name })),
    ],
    teams: named('team'),
    services: [...new Set([...record.incident.components, ...record.plainWords, ...named('system')])],
    agents: named('agent'),
  }
}
