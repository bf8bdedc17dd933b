// Scores labelled sentences and counts findings in documents: npx tsx language/eval.ts [FILE.jsonl|FOLDER …] [--mistakes N]
// Each line has `sentence`, `labels`, and may have `heading`, `borderline`, `unsure`, `genre`. Without arguments: our own set.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { check } from './check.ts'
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
  'could-have': ['counterfactual', 'blames-individual'],
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
  readonly found: Map<string, number>
  readonly there: Map<string, number>
  readonly falsely: Map<string, number>
  readonly mistakes: string[]
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
    if (what === 'wrong')
      score.mistakes.push(`${finding.rule} (${finding.quote}) ${row.labels.join()} | ${row.sentence}`)
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

function print(score: Score, title: string, mistakes: number): void {
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
  lines.push(...labelLines(score))
  if (mistakes > 0)
    lines.push(
      '  wrong:',
      ...score.mistakes.slice(0, mistakes).map((m) => `    ${m}`),
      '  missed:',
      ...score.missed.slice(0, mistakes).map((m) => `    ${m}`),
    )
  process.stdout.write(`${lines.join('\n')}\n`)
}

function scoreFile(file: string, mistakes: number): void {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(readRow)
    .filter((row) => row !== null)
  const parts = [
    ['people', rows.filter((row) => row.genre !== 'agent')],
    ['agent write-ups', rows.filter((row) => row.genre === 'agent')],
  ] as const
  for (const [title, part] of parts) {
    if (part.length === 0) continue
    const score: Score = {
      rules: new Map(),
      levels: new Map(),
      found: new Map(),
      there: new Map(),
      falsely: new Map(),
      mistakes: [],
      missed: [],
    }
    for (const row of part) scoreRow(row, score)
    print(score, `${file}: ${title}, ${part.length} sentences`, mistakes)
  }
}

// Documents carry no labels: what can be said is how often each rule speaks, per 1,500 words.
function countFolder(folder: string): void {
  const counts = new Map<string, number>()
  let words = 0
  let loud = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:md|mdx|markdown|txt)$/.test(name)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    words += text.split(/\s+/).length
    for (const finding of check(text)) {
      bump(counts, `${finding.rule} (${finding.level})`)
      if (finding.level !== 'hint') loud++
    }
  }
  const per = (count: number) => ((1500 * count) / Math.max(1, words)).toFixed(2)
  const lines = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([rule, n]) => `  ${rule.padEnd(36)}${String(n).padStart(5)}`)
  process.stdout.write(
    `\n${folder}: ${words} words, ${loud} findings at warning or above, ${per(loud)} per 1,500 words\n${lines.join('\n')}\n`,
  )
}

function main(args: readonly string[]): void {
  const at = args.indexOf('--mistakes')
  const mistakes = at < 0 ? 20 : Number(args[at + 1] ?? 20)
  const named = args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1))
  const own = fileURLToPath(new URL('./evaluation/own.jsonl', import.meta.url))
  for (const path of named.length > 0 ? named : [own]) {
    if (statSync(path).isDirectory()) countFolder(path)
    else scoreFile(path, mistakes)
  }
}

main(process.argv.slice(2))
