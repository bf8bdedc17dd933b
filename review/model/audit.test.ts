import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuditEntry, type AuditLine, auditText, beforeTheFirst, checkLines } from './audit.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

function chained(entries: readonly AuditEntry[]): readonly AuditLine[] {
  const lines: AuditLine[] = []
  for (const entry of entries) {
    lines.push({ ...entry, hash: hash(auditText(entry, lines.at(-1)?.hash ?? beforeTheFirst)) })
  }
  return lines
}

const log = chained(
  Array.from({ length: 8 }, (_, index) => ({
    number: index + 1,
    at: `2026-03-12T12:00:0${index}.000Z`,
    personId: index % 2 === 0 ? 'a' : null,
    operation: 'addTeam',
    noun: 'team' as const,
    rowId: `row ${index}`,
    wasRefused: index === 4,
  })),
)

test('a log nobody touched is whole', () => {
  expect(checkLines(log, hash)).toEqual({
    isWhole: true,
    lines: 8,
    brokenAt: null,
    lastHash: log.at(-1)?.hash,
    holdsKept: null,
  })
  expect(checkLines([], hash)).toMatchObject({ isWhole: true, lines: 0 })
})

test('a line that was changed, taken out, added or moved is found where it stands', () => {
  fc.assert(
    fc.property(fc.nat({ max: 6 }), fc.constantFrom('changed', 'taken', 'twice', 'moved'), (place, how) => {
      const [line, next] = [log[place], log[place + 1]]
      if (line === undefined || next === undefined) return
      const rest = log.slice(place + 1)
      const told = {
        changed: [...log.slice(0, place), { ...line, personId: 'b' }, ...rest],
        taken: [...log.slice(0, place), ...rest],
        twice: [...log.slice(0, place), line, line, ...rest],
        moved: [...log.slice(0, place), next, line, ...log.slice(place + 2)],
      }[how]
      const { isWhole, brokenAt } = checkLines(told, hash)
      expect([isWhole, brokenAt]).toEqual([false, how === 'twice' ? place + 2 : place + 1])
    }),
  )
})

test('lines cut off at the end show against a hash that was kept', () => {
  const kept = checkLines(log, hash).lastHash
  expect(checkLines(log.slice(0, 5), hash).lastHash).not.toBe(kept)
  expect(checkLines(log.slice(0, 5), hash, kept)).toMatchObject({ isWhole: true, holdsKept: false })
  expect(checkLines(log, hash, log[2]?.hash)).toMatchObject({ isWhole: true, holdsKept: true })
  expect(checkLines([], hash, beforeTheFirst).holdsKept).toBe(true)
})
