// Scores labelled sentences and counts findings in documents:
//   npx tsx language/eval.ts [FILE.jsonl|FOLDER …] [--mistakes N] [--draw N] [--table]
// Each line has `sentence`, `labels`, and may have `heading`, `borderline`, `unsure`, `genre`. Without arguments: our own
// two sets, the second without its sentences, so that it stays unread. `--draw` prints that many findings of a folder's documents, the same ones each time, for a person to read.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { check } from './check.ts'
import type { Level } from './finding.ts'
import { sectionOf, sectionUnder } from './text/sections.ts'

/**
 * The labels a rule speaks to, the one it mostly means first. A finding is right when the row bears one of them; when it
 * bears none, the first counts as a false one. Rules without labels (vague verbs, one root cause …) are not scored.
 */
const LABELS_OF: Readonly<Record<string, readonly string[]>> = {
  'named-person-harm': ['blames-individual', 'human-error-cause', 'judgemental'],
  'agent-as-culprit': ['blames-individual', 'judgemental'],
  'self-blame': ['blames-individual', 'counterfactual', 'human-error-cause', 'judgemental'],
  'who-approved': ['who-question'],
  'who-question': ['who-question', 'blames-individual'],
  'why-didnt-you': ['who-question', 'blames-individual', 'judgemental', 'counterfactual'],
  'discipline-a-person': ['blames-individual', 'null-action'],
  'fault-and-blame': ['blames-individual', 'who-question'],
  'character-words': ['judgemental', 'blames-individual', 'human-error-cause', 'counterfactual'],
  'human-error': ['human-error-cause', 'blames-individual'],
  'role-as-cause': ['blames-individual', 'human-error-cause', 'judgemental'],
  'should-have': ['counterfactual', 'blames-individual', 'human-error-cause'],
  'failed-to': ['counterfactual', 'blames-individual', 'human-error-cause'],
  // "Forgot the second certificate" is a slip as well.
  'could-have': ['counterfactual', 'blames-individual', 'human-error-cause'],
  'be-careful': ['null-action'],
  'remember-to': ['null-action'],
  'follow-the-process': ['null-action'],
  'never-again': ['null-action'],
  hero: ['hero'],
  'hindsight-adverbs': ['counterfactual', 'judgemental', 'blames-individual'],
  // Its passives ("the check was skipped") are omissions as much as slips.
  'slip-as-cause': ['human-error-cause', 'blames-individual', 'counterfactual'],
  'effort-as-remedy': ['null-action'],
  'warning-signs': ['counterfactual', 'judgemental', 'blames-individual'],
  'courtroom-verbs': ['blames-individual', 'judgemental'],
  'you-as-doer': ['blames-individual', 'counterfactual', 'judgemental'],
  'coy-reference': ['blames-individual', 'who-question'],
  'status-as-cause': ['blames-individual', 'judgemental', 'human-error-cause'],
  'everyone-knew': ['judgemental', 'counterfactual'],
  'wrong-call': ['judgemental', 'blames-individual'],
  'incident-with-a-name': ['blames-individual'],
  'take-a-person-off': ['blames-individual', 'null-action'],
  'team-as-trait': ['judgemental', 'who-question'],
  'violation-as-cause': ['blames-individual', 'counterfactual', 'human-error-cause'],
  'just-had-to': ['counterfactual', 'judgemental'],
  sarcasm: ['judgemental'],
  'name-among-causes': ['blames-individual'],
  'unsaid-doer': ['counterfactual', 'blames-individual', 'judgemental'],
}

interface Row {
  readonly sentence: string
  readonly heading: string
  readonly labels: readonly string[]
  readonly unsure: readonly string[]
  readonly isBorderline: boolean
  readonly genre: string
}

interface Tally {
  right: number
  wrong: number
  doubtful: number
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function words(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function readRow(line: string): Row | null {
  const value: unknown = JSON.parse(line)
  if (!isObject(value) || typeof value.sentence !== 'string') return null
  return {
    sentence: value.sentence,
    heading: typeof value.heading === 'string' ? value.heading : '',
    labels: words(value.labels),
    unsure: words(value.unsure),
    isBorderline: value.borderline === true,
    genre: typeof value.genre === 'string' ? value.genre : 'written',
  }
}

function sectionOfRow(row: Row) {
  return sectionUnder(row.heading.split(' > ').map(sectionOf), 'other')
}

interface Score {
  readonly rules: Map<string, Tally>
  readonly levels: Map<string, Tally>
  /** Each rule where it speaks at error level. */
  readonly errors: Map<string, Tally>
  readonly found: Map<string, number>
  readonly there: Map<string, number>
  readonly falsely: Map<string, number>
  /** What was wrong with its level, so that the worst can be shown first. */
  readonly mistakes: { readonly level: Level; readonly told: string }[]
  readonly missed: string[]
}

function count(map: Map<string, Tally>, key: string, what: keyof Tally): void {
  const tally = map.get(key) ?? { right: 0, wrong: 0, doubtful: 0 }
  tally[what]++
  map.set(key, tally)
}

function bump(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}

function scoreRow(row: Row, score: Score): void {
  const findings = check(row.sentence, { section: sectionOfRow(row), format: 'plain' })
  const seen = new Set<string>()
  for (const finding of findings) {
    const labels = LABELS_OF[finding.rule]
    if (!labels) continue
    const isRight = labels.some((label) => row.labels.includes(label))
    const isDoubtful = row.isBorderline && !isRight
    const what = isRight ? 'right' : isDoubtful ? 'doubtful' : 'wrong'
    count(score.rules, finding.rule, what)
    count(score.levels, finding.level, what)
    if (finding.level === 'error') count(score.errors, finding.rule, what)
    if (what === 'wrong')
      score.mistakes.push({
        level: finding.level,
        told: `${finding.level} ${finding.rule} (${finding.quote}) ${row.labels.join()} | ${row.sentence}`,
      })
    if (what === 'wrong') bump(score.falsely, labels[0] ?? '')
    for (const label of labels) seen.add(label)
  }
  for (const label of row.labels) {
    if (label === 'clean' || (row.isBorderline && (row.unsure.length === 0 || row.unsure.includes(label))))
      continue
    bump(score.there, label)
    if (seen.has(label)) bump(score.found, label)
    else score.missed.push(`${label} | ${row.sentence}`)
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '    –' : `${((100 * part) / whole).toFixed(1).padStart(5)}`
}

function labelLines(score: Score): readonly string[] {
  const lines = ['  label                    firm found false precision recall    F1']
  const sum = { there: 0, found: 0, falsely: 0 }
  const line = (name: string, n: { there: number; found: number; falsely: number }) =>
    `  ${name.padEnd(24)}${String(n.there).padStart(5)} ${String(n.found).padStart(5)} ${String(n.falsely).padStart(5)}     ${percent(n.found, n.found + n.falsely)}  ${percent(n.found, n.there)} ${percent(2 * n.found, n.found + n.falsely + n.there)}`
  for (const [label, there] of [...score.there].sort()) {
    const n = { there, found: score.found.get(label) ?? 0, falsely: score.falsely.get(label) ?? 0 }
    sum.there += n.there
    sum.found += n.found
    sum.falsely += n.falsely
    lines.push(line(label, n))
  }
  return [...lines, line('all labels', sum)]
}

function worst(score: Score): readonly string[] {
  const order: readonly Level[] = ['error', 'warning', 'hint']
  return score.mistakes
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map(({ told }) => `    ${told}`)
}

/** What a set is held to: over all labels together, or each label's F1. */
interface Aims {
  readonly precision?: number
  readonly recall?: number
  readonly f1?: number
}

const AIMS: Readonly<Record<string, Aims>> = {
  people: { precision: 0.9, recall: 0.8 },
  'agent write-ups': { precision: 0.9, recall: 0.75 },
  written: { f1: 0.95 },
}
const ERROR_PRECISION = 0.95

function aimLines(score: Score, aims: Aims): readonly string[] {
  const labels = [...score.there].sort().map(([label, there]) => {
    const found = score.found.get(label) ?? 0
    return { label, there, found, falsely: score.falsely.get(label) ?? 0 }
  })
  const total = (part: 'there' | 'found' | 'falsely') => labels.reduce((sum, one) => sum + one[part], 0)
  const found = total('found')
  const lines: string[] = []
  const hold = (what: string, value: number, aim: number) =>
    lines.push(`  aim: ${what} ${aim.toFixed(2)}: ${value.toFixed(3)} ${value >= aim ? 'met' : 'MISSED'}`)
  if (aims.precision !== undefined)
    hold('precision over all labels', found / Math.max(1, found + total('falsely')), aims.precision)
  if (aims.recall !== undefined)
    hold('recall over all labels', found / Math.max(1, total('there')), aims.recall)
  if (aims.f1 !== undefined)
    for (const one of labels)
      hold(`F1 of ${one.label}`, (2 * one.found) / (one.found + one.falsely + one.there), aims.f1)
  for (const rule of [...score.errors.keys()].sort()) {
    const { right, wrong } = score.errors.get(rule) ?? { right: 0, wrong: 0 }
    const precision = right / Math.max(1, right + wrong)
    if (right + wrong > 0 && precision < ERROR_PRECISION)
      hold(`precision of ${rule} at error level`, precision, ERROR_PRECISION)
  }
  return lines
}

function print(score: Score, title: string, { mistakes, aimsOf }: { mistakes: number; aimsOf: Aims }): void {
  const lines = [`\n${title}`, '  rule / level            right wrong doubtful  precision']
  const rows = [...[...score.rules].sort(), ...score.levels]
  const all = { right: 0, wrong: 0, doubtful: 0 }
  for (const tally of score.rules.values()) {
    all.right += tally.right
    all.wrong += tally.wrong
    all.doubtful += tally.doubtful
  }
  for (const [name, t] of [...rows, ['all', all] as const]) {
    lines.push(
      `  ${name.padEnd(24)}${String(t.right).padStart(5)} ${String(t.wrong).padStart(5)} ${String(t.doubtful).padStart(8)}  ${percent(t.right, t.right + t.wrong)}`,
    )
  }
  lines.push(...labelLines(score), ...aimLines(score, aimsOf))
  if (mistakes > 0)
    lines.push(
      '  wrong:',
      ...worst(score).slice(0, mistakes),
      '  missed:',
      ...score.missed.slice(0, mistakes).map((m) => `    ${m}`),
    )
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The sentences of a file by what they are held to. */
function partsOf(file: string): readonly (readonly [string, readonly Row[]])[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(readRow)
    .filter((row) => row !== null)
  const parts = [
    ['people', rows.filter((row) => row.genre !== 'agent' && row.genre !== 'written')],
    ['written', rows.filter((row) => row.genre === 'written')],
    ['agent write-ups', rows.filter((row) => row.genre === 'agent')],
  ] as const
  return parts.filter(([, part]) => part.length > 0)
}

function scoreOf(rows: readonly Row[]): Score {
  const score: Score = {
    rules: new Map(),
    levels: new Map(),
    errors: new Map(),
    found: new Map(),
    there: new Map(),
    falsely: new Map(),
    mistakes: [],
    missed: [],
  }
  for (const row of rows) scoreRow(row, score)
  return score
}

// Right and wrong of each rule in each part, as a table for the report.
function printTable(files: readonly string[]): void {
  const columns = files.flatMap((file) =>
    partsOf(file).map(([title, rows]) => ({
      title: `${basename(file, '.jsonl')}, ${title}`,
      score: scoreOf(rows),
    })),
  )
  const ids = [...new Set(columns.flatMap(({ score }) => [...score.rules.keys()]))].sort()
  const cell = (tally: Tally | undefined) => (tally === undefined ? '' : `${tally.right} / ${tally.wrong}`)
  const lines = [
    `| rule | ${columns.map(({ title }) => title).join(' | ')} |`,
    `|---|${columns.map(() => '---').join('|')}|`,
    ...ids.map((id) => `| ${id} | ${columns.map(({ score }) => cell(score.rules.get(id))).join(' | ')} |`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function scoreFile(file: string, mistakes: number): void {
  for (const [title, part] of partsOf(file)) {
    const score = scoreOf(part)
    print(score, `${file}: ${title}, ${part.length} sentences`, { mistakes, aimsOf: AIMS[title] ?? {} })
  }
}

// Documents carry no labels: what can be said is how often each rule speaks, per 1,500 words.
function countFolder(folder: string, draw: number): void {
  const counts = new Map<string, number>()
  const told: string[] = []
  let words = 0
  let loud = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:md|mdx|markdown|txt)$/.test(name)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    words += text.split(/\s+/).length
    for (const finding of check(text)) {
      bump(counts, `${finding.rule} (${finding.level})`)
      if (finding.level === 'hint') continue
      loud++
      told.push(
        `${place(name, text, finding.from)} ${finding.level} ${finding.rule}\n    ${around(text, finding)}`,
      )
    }
  }
  const per = (count: number) => ((1500 * count) / Math.max(1, words)).toFixed(2)
  const lines = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([rule, n]) => `  ${rule.padEnd(36)}${String(n).padStart(5)}`)
  process.stdout.write(
    `\n${folder}: ${words} words, ${loud} findings at warning or above, ${per(loud)} per 1,500 words\n${lines.join('\n')}\n`,
  )
  for (const one of drawn(told, draw)) process.stdout.write(`${one}\n`)
}

function place(name: string, text: string, offset: number): string {
  return `${name}:${text.slice(0, offset).split('\n').length}`
}

function around(text: string, { from, to }: { from: number; to: number }): string {
  const before = text.slice(Math.max(0, from - 120), from)
  return `${before}[[${text.slice(from, to)}]]${text.slice(to, to + 140)}`.replaceAll(/\s+/g, ' ')
}

// The same draw from the same findings each time, so that a reading can be repeated: a small generator, fixed seed.
function drawn(all: readonly string[], n: number): readonly string[] {
  let state = 20_261
  const keyed = all.map((told) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return { told, key: state }
  })
  return keyed
    .toSorted((a, b) => a.key - b.key)
    .slice(0, n)
    .map(({ told }) => told)
    .sort()
}

function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      mistakes: { type: 'string', default: '20' },
      draw: { type: 'string', default: '0' },
      table: { type: 'boolean', default: false },
    },
  })
  const own = ['own', 'unread'].map((name) =>
    fileURLToPath(new URL(`./evaluation/${name}.jsonl`, import.meta.url)),
  )
  if (values.table) {
    printTable(positionals.length > 0 ? positionals : own)
    return
  }
  for (const path of positionals.length > 0 ? positionals : own) {
    if (statSync(path).isDirectory()) countFolder(path, Number(values.draw))
    else scoreFile(path, path === own[1] ? 0 : Number(values.mistakes))
  }
}

main(process.argv.slice(2))
