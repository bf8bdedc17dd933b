import { describe, expect, it } from 'vitest'
import { correctionOf, enteredFrom, givenWay, givenWayInWords, isEntering, unknownNames } from './entered.ts'

const namesIn = (text: string) => text.match(/Anouk|Dana|@tfalk/g) ?? []
const row = { id: 'e1', incidentId: 'i', version: 2, text: 'The database on-call asked Dana.' }

describe('what became of names', () => {
  const entered = enteredFrom('addTimelineEvent', { text: 'Anouk asked Dana.' }, row)

  it('tells those that gave way from those nobody knows', () => {
    if (entered === null) throw new Error('The row has words.')
    expect(givenWay(entered, namesIn)).toEqual(['Anouk'])
    expect(unknownNames(entered, namesIn)).toEqual(['Dana'])
    expect(entered).toMatchObject({ id: 'e1', version: 2, sent: { text: 'Anouk asked Dana.' } })
  })

  it('has nothing to tell of a row without words of its own', () => {
    expect(enteredFrom('correctTimelineEvent', { kind: 'note' }, row)).toBeNull()
    expect(enteredFrom('correctTimelineEvent', { text: 'x' }, null)).toBeNull()
  })
})

it('every operation that writes words has one that corrects them, which is such an operation itself', () => {
  for (const corrects of Object.values(correctionOf)) expect(isEntering(corrects)).toBe(true)
  expect(isEntering('markTimelineEvents')).toBe(false)
})

it('says it in one sentence', () => {
  expect(givenWayInWords(['Anouk'])).toBe('“Anouk” became a role.')
  expect(givenWayInWords(['Anouk', 'Dana', '@tfalk'])).toBe('“Anouk”, “Dana” and “@tfalk” became roles.')
})
