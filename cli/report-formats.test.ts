import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Draft4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import type { FileReport } from './report.ts'
import { asGithub, asJunit, asSarif } from './report-formats.ts'

const quote = 'a <b> & "c", 100 %: d'

function report(path: string, text: string, level: 'error' | 'warning' | 'hint' = 'error'): FileReport {
  const from = text.indexOf(quote)
  const finding = {
    rule: 'human-error',
    name: 'An error named, as: a cause',
    level,
    from,
    to: from + quote.length,
    quote,
    because: 'First line.\nSecond ]]> line.',
    ask: 'What else?',
    source: 'Ours',
    rewrites: [],
  }
  return { path, text, findings: [finding] }
}

const emoji = report('notes/a b.md', `One.\r\n🙃 ${quote}\r\n`)

describe('GitHub', () => {
  it('has one line for each finding, with everything escaped that would end it', () => {
    expect(asGithub([emoji])).toBe(
      '::error file=notes/a b.md,line=2,endLine=2,col=3,endColumn=24,title=An error named%2C as%3A a cause (human-error)' +
        '::“a <b> & "c", 100 %25: d”: First line.%0ASecond ]]> line. What else?\n',
    )
  })

  it('calls a hint a notice, and escapes a path', () => {
    expect(asGithub([report('a,b:c%.md', quote, 'hint')])).toMatch(/^::notice file=a%2Cb%3Ac%25\.md,line=1,/)
    expect(asGithub([report('a.md', quote, 'warning')])).toMatch(/^::warning /)
  })
})

describe('JUnit', () => {
  it('fails for an error, tells the others and passes, and names files without findings', () => {
    const xml = asJunit([
      emoji,
      report('w.md', quote, 'warning'),
      { path: 'well.md', text: '', findings: [] },
    ])
    expect(xml).toContain('<testsuites name="secondstory" tests="3" failures="1" errors="0">')
    expect(xml).toContain(
      '<testcase name="human-error 2:3" classname="notes/a b.md"><failure message="An error named, as: a cause" type="human-error">“a &lt;b&gt; &amp; &quot;c&quot;, 100 %: d” at notes/a b.md:2:3\nFirst line.\nSecond ]]&gt; line.\nWhat else?</failure></testcase>',
    )
    expect(xml).toContain('<system-out>warning: An error named')
    expect(xml).toContain(
      '<testsuite name="well.md" tests="1" failures="0" errors="0">\n    <testcase name="no findings" classname="well.md"/>',
    )
  })

  it('holds no character that XML cannot hold', () => {
    const path = 'x\u0000\u001b\ud800"<.md'
    expect(asJunit([{ path, text: '', findings: [] }])).toContain('name="x\ufffd&quot;&lt;.md"')
  })
})

describe('SARIF', () => {
  const reports = [emoji, report('/elsewhere/ä#.md', quote, 'warning'), report('h.md', `x\n${quote}`, 'hint')]
  const log: unknown = JSON.parse(asSarif(reports))

  it('is what the schema of SARIF 2.1.0 asks for', () => {
    // The schema as its committee published it, from the package that carries it; an older draft of JSON Schema.
    const path = createRequire(import.meta.url).resolve(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    )
    const judge = new Draft4({ strict: false, allErrors: true, unicodeRegExp: false })
    addFormats(judge)
    const isSarif = judge.compile(JSON.parse(readFileSync(path, 'utf8')))
    isSarif(log)
    expect(isSarif.errors ?? []).toEqual([])
    const spoilt: unknown = JSON.parse(asSarif(reports).replaceAll('"startLine": 2', '"startLine": 0'))
    expect(isSarif(spoilt)).toBe(false)
    expect(isSarif({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false)
  })

  it('describes each rule once, and counts columns in code points', () => {
    expect(log).toMatchObject({
      runs: [
        {
          columnKind: 'unicodeCodePoints',
          tool: { driver: { name: 'Second Story', rules: [{ id: 'human-error' }] } },
          results: [
            {
              ruleIndex: 0,
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'notes/a%20b.md' },
                    region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 24 },
                  },
                },
              ],
            },
            {
              level: 'warning',
              locations: [
                { physicalLocation: { artifactLocation: { uri: 'file:///elsewhere/%C3%A4%23.md' } } },
              ],
            },
            { level: 'note' },
          ],
        },
      ],
    })
  })
})
