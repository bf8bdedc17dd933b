import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, openChecker } from './check.ts'
import type { Finding } from './finding.ts'

function found(text: string, context = {}): readonly string[] {
  return check(text, context).map((finding) => `${finding.rule}: ${finding.quote}`)
}

describe('whose words are looked at', () => {
  it.each([
    ['code', 'The script prints `Priya broke checkout` and stops.'],
    ['a fenced block', 'Before.\n\n```\nPriya broke checkout\n```\n'],
    ['an unclosed fence', '```\nPriya broke checkout'],
    ['a quotation', 'The report said "Priya broke checkout" that day.'],
    ['a curly quotation', 'The report said “Priya broke checkout” that day.'],
    ['a block quote', '> Priya broke checkout\n'],
    ['an address', 'See https://example.com/priya-broke-checkout?by=human error.'.replace(' error', '')],
    ['a link’s address', 'See [the notes](https://example.com/human-error "human").'],
    ['an HTML comment', 'Before. <!-- Priya broke checkout --> After.'],
    ['front matter', '---\ntitle: human error\nby: Priya broke checkout\n---\nAll was well.\n'],
    ['a log line', '2026-03-01 14:05:00 ERROR Priya broke checkout\n'],
    ['an account', '## Accounts\n\nI should have known, it was human error.\n'],
  ])('leaves %s', (_, text) => {
    expect(found(text)).toEqual([])
  })

  it.each([
    ['emphasis', 'The cause was **human error**.'],
    ['the words of a link', 'See [human error](https://example.com) as the cause.'],
    ['a list item', '- The cause was human error.'],
    ['a task', '- [ ] The cause was human error.'],
    ['a table cell', '| What | Cause |\n|---|---|\n| outage | human error |\n'],
    ['a heading', '# Outage by human error'],
    ['Windows line ends', 'One.\r\n\r\nThe cause was human error.\r\n'],
    ['a quote that is never closed', 'He said "well, the cause was human error.'],
    ['words after emoji', '🙃 🙃 the cause was human error'],
    ['words after right-to-left text', 'שלום עולם. The cause was human error.'],
  ])('looks into %s, with the right place', (_, text) => {
    const [finding] = check(text)
    expect(finding?.rule).toBe('human-error')
    expect(text.slice(finding?.from, finding?.to)).toBe('human error')
  })
})

describe('sections', () => {
  it('weighs the same words by the section they stand in', () => {
    const text = '## Timeline\n\nPriya broke checkout.\n\n## Root cause\n\nPriya broke checkout.\n'
    expect(check(text).map((finding) => finding.level)).toEqual(['warning', 'error'])
  })

  it('takes the section of a table column from its head', () => {
    const text = '| Action | Owner |\n|---|---|\n| Improve alerting | ops |\n'
    expect(found(text)).toEqual(['vague-action-verb: Improve'])
  })

  it('keeps columns in place when a cell is empty', () => {
    const text = '| Owner | Action |\n|---|---|\n| | Improve alerting |\n'
    expect(found(text)).toEqual(['vague-action-verb: Improve'])
  })

  it('uses the section it is told where no heading decides', () => {
    expect(found('Improve alerting.', { section: 'actions' })).toEqual(['vague-action-verb: Improve'])
    expect(found('Improve alerting.')).toEqual([])
  })
})

describe('who did it decides', () => {
  const roster = {
    people: [{ name: 'Zyx Qwerty', handles: ['zq'] }],
    services: ['Ada'],
    agents: ['Fixbot'],
    teams: ['Harbour'],
  }

  it.each([
    ['Zyx broke checkout.', 'named-person-harm'],
    ['@zq broke checkout.', 'named-person-harm'],
    ['Fixbot wiped the disk.', 'agent-as-culprit'],
    ['Harbour failed to escalate.', 'failed-to'],
  ])('by the roster, “%s” is found', (text, rule) => {
    expect(check(text, { roster }).map((finding) => finding.rule)).toEqual([rule])
  })

  it.each(['Ada broke checkout.', 'Ada failed to start.'])(
    'by the roster, “%s” is about a service',
    (text) => {
      expect(found(text, { roster })).toEqual([])
    },
  )
})

describe('keeps', () => {
  it('leaves a finding that is kept with a reason, in its paragraph or the next', () => {
    const keep = '<!-- secondstory-keep human-error: because the vendor’s report has this title -->'
    expect(found(`${keep}\n\nThe cause was human error.`)).toEqual([])
    expect(found(`The cause was human error. ${keep}`)).toEqual([])
  })

  it('reports a keep without a reason, and the finding stays', () => {
    const rules = check('<!-- secondstory-keep human-error -->\n\nThe cause was human error.').map(
      (f) => f.rule,
    )
    expect(rules).toEqual(['keep-without-reason', 'human-error'])
  })

  it('reports a keep that matches nothing, and offers to take it out', () => {
    const [finding] = check('<!-- secondstory-keep hero: because of the song -->\n\nAll was well.')
    expect(finding?.rule).toBe('keep-unused')
    expect(finding?.rewrites[0]?.text).toBe('')
  })

  it('reports a keep for no rule, and names the nearest', () => {
    const [finding] = check('<!-- secondstory-keep human-eror: because of it -->\n\nAll was well.')
    expect(finding?.rule).toBe('keep-unknown-rule')
    expect(finding?.because).toContain('“human-error”')
  })
})

describe('laws', () => {
  const words = fc.constantFrom(
    'Priya',
    'broke',
    'human',
    'error',
    'the',
    'should',
    'have',
    'noticed',
    '.',
    '\n',
    '\n\n',
    '- ',
    '| ',
    '# ',
    '`',
    '"',
    '“',
    '”',
    '<!--',
    '-->',
    '[x](',
    ')',
    '> ',
    '🙃',
    '\r\n',
    'who',
    '?',
    "n't",
    'did',
    'be',
    'careful',
    '\ud800',
    '---\n',
    '<b>',
    'https://e.org',
    '@sam',
    'I',
    'failed',
    'to',
    'only',
    'one',
    'person',
    ',',
    ':',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 200 }),
    fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
    fc.array(words, { maxLength: 60 }).map((list) => list.join('')),
  )

  function isSound(text: string, finding: Finding): boolean {
    const isInside = finding.from >= 0 && finding.from < finding.to && finding.to <= text.length
    const rewritesInside = finding.rewrites.every((r) => r.from >= 0 && r.from <= r.to && r.to <= text.length)
    return isInside && rewritesInside && text.slice(finding.from, finding.to) === finding.quote
  }

  it('never throws, and every place lies inside the text, in order, without overlap', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('markdown' as const, 'plain' as const), (text, format) => {
        const findings = check(text, { format }).filter((finding) => !finding.rule.startsWith('keep'))
        expect(findings.every((finding) => isSound(text, finding))).toBe(true)
        findings.forEach((finding, i) => {
          expect(finding.from).toBeGreaterThanOrEqual(findings[i - 1]?.to ?? 0)
        })
      }),
      { numRuns: 600 },
    )
  })

  it('gives the same findings for the same text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(check(text)).toEqual(check(text))
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same findings when it remembers the blocks of the text before', () => {
    const before = openChecker()
    fc.assert(
      fc.property(texts, (text) => {
        expect(before(text)).toEqual(check(text))
      }),
      { numRuns: 200 },
    )
  })

  it('moves findings by what is put before them, and no further', () => {
    const text = 'The cause was human error. Priya broke checkout.'
    const before = fc.constantFrom(
      'Fine.\n\n',
      '`x`\n\n',
      '> quoted "\n\n',
      '🙃\n\n',
      '```\ncode\n```\n\n',
      'an "open quote\n\n',
      '<!-- note -->\n\n',
    )
    fc.assert(
      fc.property(fc.array(before, { maxLength: 8 }), (parts) => {
        const lead = parts.join('')
        const moved = check(lead + text).map((f) => [f.rule, f.from - lead.length, f.quote])
        expect(moved).toEqual(check(text).map((f) => [f.rule, f.from, f.quote]))
      }),
      { numRuns: 100 },
    )
  })

  it('leaves the findings of a paragraph alone when another is added far away', () => {
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 30 }).map((list) => list.join(' ').replace(/[`<>\-|#\n\r]/g, ' ')),
        fc.constantFrom('Fine.', 'The cause was human error.', 'He said "well.', '- one\n- two', 'a ` b'),
        (own, added) => {
          const text = `One.\n\n${own}\n\nThe cause was human error.\n`
          const places = check(text).map((f) => [f.rule, f.from, f.to, f.quote])
          const after = check(`${text}\n${added}\n`).filter((f) => f.from < text.length)
          expect(after.map((f) => [f.rule, f.from, f.to, f.quote])).toEqual(places)
          const lead = `${added}\n\n`
          const before = check(lead + text).filter((f) => f.from >= lead.length)
          expect(before.map((f) => [f.rule, f.from - lead.length, f.to - lead.length, f.quote])).toEqual(
            places,
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  it.each([
    ['lone surrogates', '\ud83d The cause was human error \udc00.'],
    ['words from right to left', 'מה קרה? The cause was human error. שלום'],
    ['marks that turn the direction', '\u202eThe cause was human error\u202c.'],
    ['emoji of several parts', '👩‍💻🏽 The cause was human error 👨‍👩‍👧.'],
    ['Windows line ends', 'One\r\n\r\nThe cause was human error\r\nhere.\r\n'],
    ['old Mac line ends', 'One.\r\rThe cause was human error.\r'],
    ['NUL', 'One.\u0000 The cause was human error.\u0000'],
    ['front matter that is no YAML', '---\n: [a\n\t- {b: "\n---\nThe cause was human error.'],
    ['front matter that is never closed', '---\ntitle: [a\n\nThe cause was human error.'],
    ['a byte order mark', '\ufeffThe cause was human error.'],
  ])('finds the place among %s', (_, text) => {
    const found = check(text).filter((finding) => finding.rule === 'human-error')
    expect(found.map((finding) => text.slice(finding.from, finding.to))).toEqual(['human error'])
  })

  it.each([
    ['words without a full stop', 'the reviewer should have seen it, and '],
    ['unclosed quotes', '"a '],
    ['nested brackets', '['],
    ['open links', ']('],
    ['back-ticks of two lengths', '`a ``b '],
    ['open tags', '<a '],
    ['list markers on one line', '- '],
    ['quote markers on one line', '> '],
  ])('comes to an end on 400 kB of %s', (_, unit) => {
    const text = unit.repeat(Math.ceil(400_000 / unit.length))
    expect(check(text).every((finding) => isSound(text, finding))).toBe(true)
  })
})
