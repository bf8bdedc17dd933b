/** A name typed where a role belongs: the role from the register is offered, before the server would refuse the name. */
import type { Actor } from '@secondstory/review/model/evidence'
import type { Participant } from '@secondstory/review/model/people'
import type { TimelineEvent } from '@secondstory/review/model/timeline'

/** The participant meant by what was typed: a whole name, its first or last word, or a handle. Null when nobody is. */
export function participantMeant(typed: string, participants: readonly Participant[]): Participant | null {
  const words = plain(typed)
  if (words.length < 2) return null
  if (participants.some((participant) => plain(participant.role) === words)) return null
  const whole = participants.find(
    (each) => plain(each.name) === words || each.handles.some((handle) => plain(handle) === words),
  )
  if (whole !== undefined) return whole
  const parts = participants.filter((each) => plain(each.name).split(' ').includes(words))
  // A first name two people share points at neither.
  return parts.length === 1 ? (parts[0] ?? null) : null
}

function plain(text: string): string {
  return text.trim().replace(/^@/, '').replace(/\s+/g, ' ').toLowerCase()
}

/** Actors to choose from: the roles of the register, then whatever already acts on the timeline, each once. */
export function actorsKnown(
  participants: readonly Participant[],
  events: readonly TimelineEvent[],
): readonly Actor[] {
  const known = new Map<string, Actor>()
  for (const { role } of participants) known.set(role, { kind: 'role', name: role })
  for (const { actor } of events)
    if (actor.name !== '' && !known.has(actor.name)) known.set(actor.name, actor)
  return [...known.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The kind an actor most likely has, from what was typed before; people correct it. */
export function kindOfActor(name: string, known: readonly Actor[]): Actor['kind'] {
  if (name.trim() === '') return 'unknown'
  return known.find((actor) => actor.name.toLowerCase() === name.trim().toLowerCase())?.kind ?? 'role'
}
