import { operations } from '@secondstory/server/operations/index'
import { describe, expect, test } from 'vitest'
import { mayAs } from '../access.ts'
import { commandRows, commandsFor, withoutCommand } from './commands.ts'

const inCommands = new Set<string>(commandRows.flatMap((row) => row.operations))

test('every operation is part of a command, or has none for a reason', () => {
  const nowhere = operations
    .map(({ name }) => name)
    .filter((name) => !inCommands.has(name) && withoutCommand[name] === undefined)
  expect(nowhere).toEqual([])
})

test('no operation is both, and each reason is a sentence', () => {
  expect(Object.keys(withoutCommand).filter((name) => inCommands.has(name))).toEqual([])
  for (const reason of Object.values(withoutCommand)) expect(reason).toMatch(/^[A-Z].{20,}\.$/)
})

test('no two commands have the same words', () => {
  const labels = commandRows.map((row) => row.label)
  expect(new Set(labels).size).toBe(labels.length)
})

test('a command asks of a record what its operations ask', () => {
  const asked = new Map<string, string>(
    operations
      .filter(({ changes }) => changes)
      .map((each) => [each.name, ('needs' in each ? each.needs : undefined) ?? 'write']),
  )
  const rows = commandRows.filter(({ needs }) => needs !== undefined)
  expect(rows.length).toBeGreaterThan(14)
  for (const { label, needs, operations: names } of rows) {
    const found = names.flatMap((name) => asked.get(name) ?? [])
    expect([label, ...new Set(found)]).toEqual([label, needs])
  }
})

const everything = () => true

describe('who is offered what', () => {
  const labelsOf = (
    role: 'reader' | 'member' | 'keeper',
    incident: Parameters<typeof commandsFor>[0]['incident'] = null,
  ) => commandsFor({ may: mayAs({ role, isSteward: false }), incident }).map((row) => row.label)

  test('a reader: the library, a token, the theme and the way out', () => {
    expect(labelsOf('reader', { isSample: false, hasEdition: true, may: () => false })).toEqual([
      'Export the edition as Markdown',
      'Export the edition as JSON',
      'Report a near miss',
      'Open a receipt of a report',
      'Pulse',
      'Matters of conduct',
      'Library',
      'Patterns',
      'Try a text',
      'What is kept, and for how long',
      'Where you are signed in',
      'Your passkeys',
      'Change your password',
      'Add an API token',
      'When and how I hear from here',
      'Editions in a feed reader',
      'Teams and who sees what',
      'Settings',
      'Light theme',
      'Dark theme',
      'Theme of this machine',
      'Show the shortcuts',
      'Sign out',
    ])
  })
  test('a member invites nobody; a keeper does', () => {
    expect(labelsOf('member')).not.toContain('Invite a person')
    expect(labelsOf('keeper')).toContain('Invite a person')
  })
  test('what belongs to an incident stands on its pages only', () => {
    expect(labelsOf('member')).not.toContain('Name a factor')
    expect(labelsOf('member', { isSample: false, hasEdition: false, may: everything })).toContain(
      'Name a factor',
    )
  })
  test('whoever reads a record is offered nothing that would be refused on it', () => {
    const labels = labelsOf('member', {
      isSample: false,
      hasEdition: false,
      may: (need) => need === 'read' || need === 'tell',
    })
    expect(labels).toContain('Tell what you saw')
    for (const label of ['Name a factor', 'Import evidence', 'Edit the incident', 'Remove the incident'])
      expect(labels).not.toContain(label)
  })
  test('the sample is removed as the sample, and there is no export before an edition', () => {
    const labels = labelsOf('keeper', { isSample: true, hasEdition: false, may: everything })
    expect(labels).not.toContain('Remove the incident')
    expect(labels).toContain('Remove the sample incident')
    expect(labels.some((label) => label.startsWith('Export'))).toBe(false)
  })
})
