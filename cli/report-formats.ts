import { relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Level } from '@secondstory/language'
import manifest from './package.json' with { type: 'json' }
import { type FileReport, type Placed, placed } from './report.ts'

// What other programs read: annotations of GitHub, JUnit and SARIF.

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', hint: 'notice' }

/** Workflow commands of GitHub, one a line; it shows them beside the lines of a pull request. */
export function asGithub(reports: readonly FileReport[]): string {
  return reports.flatMap((report) => placed(report).map((each) => commandOf(report.path, each))).join('')
}

function commandOf(path: string, { finding, start, end }: Placed): string {
  const properties = {
    file: fromHere(path),
    line: start.line,
    endLine: end.line,
    // Columns count only within one line; across lines GitHub leaves them out itself.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: `${finding.name} (${finding.rule})`,
  }
  const said = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`)
  const message = `“${finding.quote}”: ${finding.because} ${finding.ask}`
  return `::${COMMANDS[finding.level]} ${said.join(',')}::${escapedWords(message)}\n`
}

function escapedWords(text: string): string {
  return wellFormed(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedWords(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A path as it is seen from the folder the command runs in, with slashes. */
function fromHere(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join('/')
}

/** Half characters and control characters would make the output no text, or no XML, at all. */
function wellFormed(text: string): string {
  return (
    text
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  )
}

/** JUnit: a suite for each file, a case for each finding. Errors fail; the others are told and pass. */
export function asJunit(reports: readonly FileReport[]): string {
  const suites = reports.map((report) => {
    const cases = placed(report).map((each) => caseOf(report.path, each))
    if (cases.length === 0)
      cases.push(`    <testcase${attributes({ name: 'no findings', classname: report.path })}/>`)
    const failures = report.findings.filter(({ level }) => level === 'error').length
    const head = attributes({ name: report.path, tests: cases.length, failures, errors: 0 })
    return [`  <testsuite${head}>`, ...cases, '  </testsuite>'].join('\n')
  })
  const failures = reports.flatMap(({ findings }) => findings).filter(({ level }) => level === 'error').length
  const tests = reports.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'secondstory', tests, failures, errors: 0 })}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}

function caseOf(path: string, { finding, start }: Placed): string {
  const head = attributes({ name: `${finding.rule} ${start.line}:${start.column}`, classname: path })
  const words = `“${finding.quote}” at ${path}:${start.line}:${start.column}\n${finding.because}\n${finding.ask}`
  const inside =
    finding.level === 'error'
      ? `<failure${attributes({ message: finding.name, type: finding.rule })}>${escapedXml(words)}</failure>`
      : `<system-out>${escapedXml(`${finding.level}: ${finding.name}\n${words}`)}</system-out>`
  return `    <testcase${head}>${inside}</testcase>`
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapedXml(String(value)).replace(/[\t\n\r]/g, ' ')}"`)
    .join('')
}

function escapedXml(text: string): string {
  return wellFormed(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
}

const SARIF_LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', hint: 'note' }

/** SARIF 2.1.0: one run, every rule that found something described once, columns in code points. */
export function asSarif(reports: readonly FileReport[]): string {
  const rules = new Map<string, { readonly index: number; readonly rule: object }>()
  for (const { rule, name, because, ask, source } of reports.flatMap(({ findings }) => findings)) {
    if (rules.has(rule)) continue
    const described = {
      id: rule,
      shortDescription: { text: wellFormed(name) },
      fullDescription: { text: wellFormed(because) },
      help: { text: wellFormed(`${ask}\n\nSource: ${source}`) },
    }
    rules.set(rule, { index: rules.size, rule: described })
  }
  const results = reports.flatMap((report) =>
    placed(report).map((each) => resultOf(report, each, rules.get(each.finding.rule)?.index ?? -1)),
  )
  const driver = {
    name: 'Second Story',
    semanticVersion: manifest.version,
    rules: [...rules.values()].map(({ rule }) => rule),
  }
  const run = { tool: { driver }, columnKind: 'unicodeCodePoints', results }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultOf(report: FileReport, { finding, start, end }: Placed, ruleIndex: number): object {
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    snippet: { text: wellFormed(finding.quote) },
  }
  const artifactLocation = { uri: uriOf(report.path) }
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: SARIF_LEVELS[finding.level],
    message: { text: wellFormed(`“${finding.quote}”: ${finding.because} ${finding.ask}`) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
  }
}

/** Inside the folder the command runs in, a path from there; else an address of the file. */
function uriOf(path: string): string {
  const inside = fromHere(path)
  if (inside.startsWith('../') || inside === '..') return pathToFileURL(resolve(path)).href
  return inside.split('/').map(encodeURIComponent).join('/')
}
