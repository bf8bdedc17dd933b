import { expect, it } from 'vitest'
import { namesIn, rosterFrom } from './roster-entry.ts'

it('names are parted by commas, and each counts once', () => {
  expect(namesIn(' Runa  Eide, Tobias Falk;;Runa Eide ,')).toEqual(['Runa Eide', 'Tobias Falk'])
  expect(namesIn('')).toEqual([])
})

it('a handle is a name with a handle', () => {
  expect(rosterFrom({ people: 'Runa Eide, @tfalk', teams: 'fares', services: '' })).toEqual({
    people: [{ name: 'Runa Eide' }, { name: 'tfalk', handles: ['@tfalk'] }],
    teams: ['fares'],
    services: [],
  })
})
