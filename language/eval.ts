// Scores labelled sentences: npx tsx language/eval.ts FILE.jsonl [--mistakes N]
// Each line has `sentence`, `labels`, and may have `heading`, `borderline`, `unsure`, `genre`.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { check } from './check.ts'
import { sectionOf, sectionUnder } from './text/sections.ts'

/** The labels a rule speaks to; a finding counts as right when the row bears one of them. Rules without labels are counted apart. */
const LABELS_OF: Readonly<Record<string, readonly string[]>> = {
  'named-person-harm': ['blames-individual', 'human-error-cause'],
  'agent-as-culprit': ['blames-individual', 'judgemental'],
  'self-blame': ['blames-individual', 'counterfactual', 'human-error-cause', 'judgemental'],
  'who-approved': ['who-question'],
  'who-question': ['who-question'],
  'why-didnt-you': ['who-question'],
  'discipline-a-person': ['blames-individual', 'null-action'],
  'fault-and-blame': ['blames-individual', 'who-question'],
  'character-words': ['judgemental'],
  'human-error': ['human-error-cause'],
  'role-as-cause': ['blames-individual', 'human-error-cause'],
  'should-have': ['counterfactual'],
  'failed-to': ['counterfactual', 'blames-individual'],
  'could-have': ['counterfactual'],
  'be-careful': ['null-action'],
  'remember-to': ['null-action'],
  'follow-the-process': ['null-action'],
  'never-again': ['null-action'],
  hero: ['hero'],
  'hindsight-adverbs': ['counterfactual', 'judgemental', 'blames-individual'],
  'slip-as-cause': ['human-error-cause'],
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
  readonly mistakes: string[]
  readonly missed: string[]
}

function count(map: Map<string, Tally>, key: string, what: keyof Tally): void {
  const tally = map.get(key) ?? { right: 0, wrong: 0, doubtful: 0 }
  tally[what]++
  map.set(key, tally)
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
    for (const label of labels) seen.add(label)
  }
  for (const label of row.labels) {
    if (label === 'clean' || (row.isBorderline && (row.unsure.length === 0 || row.unsure.includes(label))))
      continue
    score.there.set(label, (score.there.get(label) ?? 0) + 1)
    if (seen.has(label)) score.found.set(label, (score.found.get(label) ?? 0) + 1)
    else score.missed.push(`${label} | ${row.sentence}`)
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '    –' : `${((100 * part) / whole).toFixed(1).padStart(5)}`
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
  lines.push('  label                   firm found  recall')
  for (const [label, there] of [...score.there].sort()) {
    const found = score.found.get(label) ?? 0
    lines.push(
      `  ${label.padEnd(24)}${String(there).padStart(4)} ${String(found).padStart(5)}  ${percent(found, there)}`,
    )
  }
  if (mistakes > 0)
    lines.push(
      '  wrong:',
      ...score.mistakes.slice(0, mistakes).map((m) => `    ${m}`),
      '  missed:',
      ...score.missed.slice(0, mistakes).map((m) => `    ${m}`),
    )
  process.stdout.write(`${lines.join('\n')}\n`)
}

function main(args: readonly string[]): void {
  const at = args.indexOf('--mistakes')
  const mistakes = at < 0 ? 0 : Number(args[at + 1] ?? 20)
  for (const file of args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1))) {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(readRow)
      .filter((row) => row !== null)
    for (const [title, part] of [
      ['people', rows.filter((row) => row.genre !== 'agent')],
      ['agent write-ups', rows.filter((row) => row.genre === 'agent')],
    ] as const) {
      if (part.length === 0) continue
      const score: Score = {
        rules: new Map(),
        levels: new Map(),
        found: new Map(),
        there: new Map(),
        mistakes: [],
        missed: [],
      }
      for (const row of part) scoreRow(row, score)
      print(score, `${file}: ${title}, ${part.length} sentences`, mistakes)
    }
  }
}

main(process.argv.slice(2))
