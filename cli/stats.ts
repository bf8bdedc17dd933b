import type { FileReport } from './report.ts'

// Counts of rules and of kinds of file. People are not counted: nothing here knows who wrote what.

/** What a run added up to. */
export interface Stats {
  readonly files: number
  readonly words: number
  readonly findings: number
  /** Findings in 1,500 words, a usual post-mortem; null when nothing was read. */
  readonly per1500Words: number | null
  readonly byRule: Readonly<Record<string, number>>
  readonly byKind: Readonly<Record<string, KindStats>>
}

/** The same for one kind of file. */
export interface KindStats {
  readonly files: number
  readonly words: number
  readonly findings: number
  readonly per1500Words: number | null
}

/** How many words a text has: runs of letters and digits between spaces. */
export function wordsIn(text: string): number {
  let count = 0
  let isInside = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c <= 32 || c === 0xa0) isInside = false
    else if (!isInside && isWordy(c)) {
      isInside = true
      count++
    }
  }
  return count
}

function isWordy(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c >= 0xc0
}

/** Adds up the reports of a run. */
export function statsOf(reports: readonly FileReport[]): Stats {
  const byRule = new Map<string, number>()
  for (const { findings } of reports)
    for (const { rule } of findings) byRule.set(rule, (byRule.get(rule) ?? 0) + 1)
  const kinds = [...new Set(reports.map(({ path }) => kindOf(path)))].sort()
  return {
    ...summed(reports),
    byRule: Object.fromEntries([...byRule].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))),
    byKind: Object.fromEntries(
      kinds.map((kind) => [kind, summed(reports.filter(({ path }) => kindOf(path) === kind))]),
    ),
  }
}

function summed(reports: readonly FileReport[]): KindStats {
  const words = reports.reduce((sum, report) => sum + (report.words ?? 0), 0)
  const findings = reports.reduce((sum, report) => sum + report.findings.length, 0)
  const per1500Words = words === 0 ? null : Math.round((findings / words) * 1500 * 100) / 100
  return { files: reports.length, words, findings, per1500Words }
}

function kindOf(path: string): string {
  return /\.[^./\\]+$/.exec(path)?.[0].toLowerCase() ?? 'no ending'
}

/** The counts for a person to read. */
export function statsText(stats: Stats): string {
  const rows = [
    ...Object.entries(stats.byRule).map(([rule, count]) => [rule, String(count)] as const),
    ...Object.entries(stats.byKind).map(
      ([kind, each]) =>
        [
          `files ${kind}`,
          `${each.files} (${each.words} words, ${each.findings} findings${rate(each)})`,
        ] as const,
    ),
    ['words read', String(stats.words)] as const,
    ['findings per 1,500 words', stats.per1500Words === null ? '–' : String(stats.per1500Words)] as const,
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return `${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n`
}

function rate({ per1500Words }: KindStats): string {
  return per1500Words === null ? '' : `, ${per1500Words} per 1,500 words`
}
