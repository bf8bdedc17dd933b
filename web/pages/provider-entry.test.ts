import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainsIn, groupTeamsIn, groupTeamsText } from './provider-entry.ts'

test('domains are read as people write them', () => {
  expect(domainsIn(' @Harbour.example, ships.example\n harbour.example;')).toEqual([
    'harbour.example',
    'ships.example',
  ])
  expect(domainsIn('  ')).toEqual([])
})

test('a group of a directory may hold signs of equality itself', () => {
  expect(groupTeamsIn('cn=crew,ou=harbour = Payments\n\nno team\n = nobody\ncrew =')).toEqual([
    { group: 'cn=crew,ou=harbour', team: 'Payments' },
  ])
})

test('what is shown is read back as it was', () => {
  const word = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/)
  fc.assert(
    fc.property(fc.array(fc.record({ group: word, team: word })), (rows) => {
      expect(groupTeamsIn(groupTeamsText(rows))).toEqual(rows)
    }),
  )
})
