import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from './commands/check.ts'
import { checkStructure } from './structure.ts'
import { openFolder, runCommand } from './testing.ts'

const folder = openFolder('check')

const WHOLE = `---
severity: SEV2
ended: 2026-03-12T14:05Z
reviewed: 2026-03-18
---

# Orders waited for a timeline of locks

## Summary
Orders waited for eleven minutes.

## Impact
About 300 orders were placed late.

## Timeline (UTC)

| Time | What happened |
|---|---|
| 13:54 | The migration took a lock. |
| 14:05 | The lock was released. |

## Contributing factors

- The migration tool holds its lock until the last table is done.
- Nothing shows a lock before it hurts.

## Lessons
- The rollback had been rehearsed.

## Actions

- [ ] Refuse a migration that locks for more than two seconds (Storage, 2026-04-01)
- [x] Show waiting locks on the first dashboard. Owner: Observability
`

function found(text: string, context = {}): readonly string[] {
  return checkStructure(text, context).map(({ rule, quote }) => `${rule}: ${quote}`)
}

const changed = (from: string | RegExp, to: string) => found(WHOLE.replace(from, to))

describe('secondstory check', () => {
  it('finds nothing in a post-mortem that is whole', () => {
    expect(found(WHOLE)).toEqual([])
    expect(found(WHOLE.replaceAll('\n', '\r\n'))).toEqual([])
    expect(found(WHOLE.replaceAll('## ', '### '))).toEqual([])
    expect(found(WHOLE.replace(/^## (.*)$/gm, '**$1**'))).toEqual([])
  })

  it.each([
    ['a part is missing', '## Impact\n', '', ['section-missing: # Orders waited for a timeline of locks']],
    ['no zone is named', ' (UTC)', '', ['time-without-zone: | 13:54 | The migration took a lock. |']],
    ['a zone is declared in the text', '## Timeline (UTC)\n', '## Timeline\n\nAll times are in CET.\n', []],
    ['the timeline has no times', /\| 1\d:\d\d/g, '| later', ['timeline-empty: ## Timeline (UTC)']],
    [
      'a person is a cause',
      'The migration tool holds',
      'Tomas Okafor let the tool hold',
      ['person-as-factor: Tomas Okafor'],
    ],
    [
      'a cause is human error',
      'Nothing shows a lock before it hurts.',
      'Human error.',
      ['person-as-factor: Human error'],
    ],
    [
      'an action has no owner',
      '(Storage, 2026-04-01)',
      '(2026-04-01)',
      ['action-without-owner: [ ] Refuse a migration that locks for more than two seconds (2026-04-01)'],
    ],
    [
      'an action has no date',
      '(Storage, 2026-04-01)',
      'owner: Storage',
      ['action-without-date: [ ] Refuse a migration that locks for more than two seconds owner: Storage'],
    ],
    [
      'an action changes nothing',
      'Refuse a migration that locks for more than two seconds',
      'Be more careful',
      ['null-action: [ ] Be more careful (Storage, 2026-04-01)'],
    ],
    ['a SEV2 is reviewed after a week', '2026-03-18', '2026-03-21', ['review-late: reviewed: 2026-03-21']],
    ['a SEV1 is reviewed after 48 hours', 'SEV2', 'SEV1', ['review-late: reviewed: 2026-03-18']],
    ['a SEV3 has no deadline', 'SEV2', 'SEV3', []],
    ['the front matter cannot be read', 'severity: SEV2', 'severity: {a', ['header-not-read: severity: {a']],
    ['the front matter is never closed', '\n---\n\n#', '\n\n#', ['header-not-read: ---']],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toEqual(expected)
  })

  it('wants one concrete change', () => {
    const nothing = WHOLE.slice(0, WHOLE.indexOf('- [ ] Refuse'))
    expect(found(nothing)).toEqual(['no-concrete-change: ## Actions'])
    expect(found(`${nothing}- Be more careful.\n`)).toEqual([
      'no-concrete-change: ## Actions',
      'null-action: Be more careful.',
    ])
  })

  it('reads actions in a table, and owner and date set in below an item', () => {
    const head = WHOLE.slice(0, WHOLE.indexOf('- [ ] Refuse'))
    const table =
      '| Action | Owner | Due | Status |\n|---|---|---|---|\n| Limit locks | | 2026-04-01 | open |\n| Show locks | Storage | TBD | open |\n| Count locks | Storage | | done |\n'
    expect(found(head + table)).toEqual([
      'action-without-owner: | Limit locks | | 2026-04-01 | open |',
      'action-without-date: | Show locks | Storage | TBD | open |',
    ])
    expect(
      found(
        `${head}- Limit locks\n  - Owner: Storage\n  - Due: 1 April 2026\n- Show locks @storage by 4/1/2026\n`,
      ),
    ).toEqual([])
  })

  it('reads severity and dates from the lines at the top as well', () => {
    const header = '**Severity:** SEV1\n**Resolved:** 2026-03-12T14:05Z\n**Published:** 2026-03-15\n'
    const text = WHOLE.replace(/^---[\s\S]*?---\n/, '').replace('## Summary', `${header}\n## Summary`)
    expect(found(text)).toEqual(['review-late: **Published:** 2026-03-15'])
  })

  it('follows the weights of a configuration', () => {
    const text = WHOLE.replace(' (UTC)', '')
    expect(found(text, { levels: { 'time-without-zone': 'off' } })).toEqual([])
    expect(checkStructure(text, { levels: { 'time-without-zone': 'error' } })[0]?.level).toBe('error')
  })

  it('never throws, and every finding stands where it says', () => {
    const part = fc.constantFrom(
      '## Timeline\n',
      '14:05 x\n',
      '| a | b |\n|---|---|\n| c | |\n',
      '- x\n  - y\n',
      '```\n',
      '---\n',
      '# T\n',
      '\r\n',
      '🙃 ',
      '**Actions**\n',
      '## Root cause\n',
      'Priya broke it. ',
      'severity: SEV1\n',
      '\ufeff',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, fc.string({ unit: 'binary', maxLength: 9 })), { maxLength: 25 }),
        (parts) => {
          const text = parts.join('')
          for (const { from, to, quote } of checkStructure(text, {})) {
            expect(to).toBeGreaterThan(from)
            expect(text.slice(from, to)).toBe(quote)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('prints one list with the wording when that is asked for', async () => {
    const path = folder.file(
      'a.md',
      WHOLE.replace('Orders waited for eleven', 'By human error orders waited for eleven').replace(
        ', 2026-04-01',
        '',
      ),
    )
    const alone = await runCommand(check, [path])
    expect(alone).toMatchObject({ code: 1, err: '' })
    expect(alone.out).toContain('1 file read: 2 errors.')
    const { out } = await runCommand(check, ['--wording', path])
    const order = [...out.matchAll(/:(\d+):\d+ \w+ .* (human-error|action-without-\w+)$/gm)].map(
      (match) => match[2],
    )
    expect(order).toEqual(['human-error', 'action-without-owner', 'action-without-date'])
    expect((await runCommand(check, ['--help'])).out).toContain('Usage: secondstory check')
    expect((await runCommand(check, ['--fix', path])).err).toContain("Unknown option '--fix'.")
  })
})
