import type { Participant } from '@secondstory/review/model/people'
import { describe, expect, it } from 'vitest'
import { actorsKnown, kindOfActor, participantMeant } from './actor-offer.ts'

function participant(name: string, role: string, handles: readonly string[] = []): Participant {
  return { id: name, incidentId: 'i', name, handles, role, refs: [], version: 1 }
}

const register = [
  participant('Nadia Farrow', 'database on-call', ['nfarrow', '@nadia']),
  participant('Tomas Reyl', 'incident lead'),
  participant('Nadia Okonjo', 'support lead'),
]

describe('a name where a role belongs', () => {
  it.each([
    ['Nadia Farrow', 'database on-call'],
    ['  nadia   FARROW ', 'database on-call'],
    ['@nfarrow', 'database on-call'],
    ['Reyl', 'incident lead'],
    ['tomas', 'incident lead'],
  ])('%s is known as %s', (typed, role) => expect(participantMeant(typed, register)?.role).toBe(role))

  it.each(['database on-call', '', 'n', 'deploy pipeline', 'Farrow Nadia'])('%j is nobody', (typed) => {
    expect(participantMeant(typed, register)).toBeNull()
  })

  it('that two people share points at neither', () => {
    expect(
      participantMeant('Nadia', [participant('Nadia Farrow', 'a'), participant('Nadia Okonjo', 'b')]),
    ).toBeNull()
  })
})

it('actors to choose from are the roles and whatever acts on the timeline, each once', () => {
  const known = actorsKnown(register, [])
  expect(known.map((actor) => actor.name)).toEqual(['database on-call', 'incident lead', 'support lead'])
  expect(kindOfActor('Incident Lead', known)).toBe('role')
  expect(kindOfActor('  ', known)).toBe('unknown')
})
