import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { gitLogFormat } from './git.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { fileOf } from './source.ts'

const now = '2026-11-01T00:00:00Z'
const sha = '0123456789abcdef'.repeat(3).slice(0, 40)

function readings(text: string, zone?: string): readonly Reading[] {
  const file = fileOf('quay.log', strToU8(text))
  return [...readEvidence(recognise(file), zone === undefined ? { now } : { now, zone })]
}

function first(text: string, zone?: string): EvidenceDraft | undefined {
  const [reading] = readings(text, zone)
  return reading?.outcome === 'read' ? reading.draft : undefined
}

function formed(...fields: readonly string[]): string {
  return `${[sha, '', 'Noor Khalil', 'noor@harbour.example', ...fields].join('\u001f')}\u001e\n`
}

const asked = formed(
  '2026-01-20T10:00:00+01:00',
  'Sam Oduya',
  'sam@harbour.example',
  '2026-02-03T22:00:00+01:00',
  'tag: v3.2.0',
  'Widen the pool',
  'Twice as many.',
)

function printed(date: string): string {
  return `commit ${sha}\nAuthor: Noor Khalil <noor@harbour.example>\nDate:   ${date}\n\n    Widen the pool\n`
}

describe('git log', () => {
  it('is placed by the clock of the committer, with that of the author kept', () => {
    const draft = first(asked)
    expect([draft?.happenedAt?.at, draft?.basis]).toEqual(['2026-02-03T21:00:00.000Z', 'recorded'])
    expect(draft?.marks).toEqual(['authored:2026-01-20T09:00:00.000Z', 'tag:v3.2.0'])
    expect(draft?.correlates).toEqual([`commit:${sha}`, 'version:v3.2.0'])
  })

  it('asks for what it reads: eleven fields, names as the mailmap has them', () => {
    expect(gitLogFormat.split('%x1f').length).toBe(11)
    expect(gitLogFormat).toContain('%aN%x1f%aE')
    expect(gitLogFormat.endsWith('%x1e')).toBe(true)
  })

  it('names a commit the same whichever log told it', () => {
    expect(first(printed('Tue Feb 3 22:00:00 2026 +0100'))?.key).toBe(first(asked)?.key)
    expect(readings(asked + asked).length).toBe(1)
  })

  it.each([
    'Tue Feb 3 22:00:00 2026 +0100',
    'Tue, 3 Feb 2026 22:00:00 +0100',
    '2026-02-03 22:00:00 +0100',
    '2026-02-03T22:00:00+01:00',
    '1770152400',
    '1770152400 +0100',
  ])('reads the date %s', (date) => {
    const draft = first(printed(date))
    expect([draft?.happenedAt?.at, draft?.basis]).toEqual(['2026-02-03T21:00:00.000Z', 'written'])
  })

  it.each([
    ['Tue Feb 3 22:00:00 2026', '2026-02-03T21:00:00.000Z', 'second'],
    ['2026-02-03', '2026-02-02T23:00:00.000Z', 'day'],
  ])('asks for the zone of %s', (date, at, precision) => {
    const text = printed(date)
    expect(inspectFile(fileOf('a.log', strToU8(text))).inspection.zoneNeeded).toBe(true)
    expect(first(text)?.happenedAt).toBeNull()
    const draft = first(text, 'Europe/Berlin')
    expect([draft?.happenedAt?.at, draft?.happenedAt?.precision]).toEqual([at, precision])
    expect(draft?.zoneAssumed).toBe('Europe/Berlin')
  })

  it('does not guess what "3 weeks ago" was', () => {
    expect(readings(printed('3 weeks ago'))).toMatchObject([
      { outcome: 'not-understood', because: expect.stringMatching(/--date=iso/) },
    ])
  })

  it('keeps nothing of diffs, and no commit that is quoted in one', () => {
    const diff = `\ndiff --git a/a b/a\n@@ -1 +1 @@\n-    old\n+    new\n     commit ${'f'.repeat(40)}\n+commit ${'e'.repeat(40)}\n`
    const all = readings(printed('1770152400') + diff)
    expect(all.length).toBe(1)
    expect(first(printed('1770152400') + diff)?.text).toBe('Widen the pool')
  })

  it('leaves out who signed and reviewed', () => {
    const text = `${printed('1770152400')}    \n    Signed-off-by: Sam Oduya <sam@harbour.example>\n`
    expect(first(text)?.text).toBe('Widen the pool')
  })

  it('keeps the commits before a cut, and tells the last', () => {
    expect(readings(asked + asked.slice(0, 90)).map((reading) => reading.outcome)).toEqual([
      'read',
      'not-understood',
    ])
    expect(
      readings(`${printed('1770152400')}commit ${'f'.repeat(40)}\nAuthor: No`).map((one) => one.outcome),
    ).toEqual(['read', 'not-understood'])
  })

  it('tells machines by their account', () => {
    const text = printed('1770152400').replace(
      'Noor Khalil <noor@',
      'dependabot[bot] <49699333+dependabot[bot]@',
    )
    expect(first(text)?.speaker?.kind).toBe('system')
    expect(first(asked)?.speaker).toMatchObject({ kind: 'person', name: 'Noor Khalil' })
    expect(JSON.stringify(first(asked))).not.toContain('harbour.example')
  })

  it('reads an endless message in bounds', () => {
    const draft = first(printed('1770152400') + '    and on\n'.repeat(100_000))
    expect(draft?.text.length).toBeLessThan(21_000)
  })
})
