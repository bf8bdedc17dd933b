import type { Finding, Level } from './finding.ts'
import { nearest } from './nearest.ts'
import type { Block } from './text/blocks.ts'

// `<!-- secondstory-keep rule-id: because … -->` leaves a finding standing on purpose. Inside a block it speaks for that
// block; on a line of its own for the next one. A keep without a reason, for no known rule, or for nothing, is reported.

/** One keep comment: the rule it names, its reason ('' when missing), and where it stands. */
export interface Keep {
  readonly rule: string
  readonly reason: string
  readonly from: number
  readonly to: number
}

const KEEP = /<!--[ \t]*secondstory-keep\b([^>]{0,500}?)-->/g
const PARTS = /^\s*([a-z0-9-]*)\s*:?\s*(.*?)\s*$/s
const SOURCE = 'Second Story, how to keep wording on purpose'

/** Reads the keep comments of a text, in order. */
export function readKeeps(text: string): readonly Keep[] {
  const keeps: Keep[] = []
  for (const found of text.matchAll(KEEP)) {
    const [, rule = '', rest = ''] = PARTS.exec(found[1] ?? '') ?? []
    const reason = rest.replace(/^because\b/i, '').replace(/^[\s:.…-]+/, '')
    keeps.push({ rule, reason, from: found.index, to: found.index + found[0].length })
  }
  return keeps
}

/** Writes a keep comment that `readKeeps` reads back; what would end the comment early is taken out of the reason. */
export function writeKeep(rule: string, reason: string): string {
  const words = reason.replace(/[<>]/g, '').replace(/-{2,}/g, '-').replace(/\s+/g, ' ').trim()
  return `<!-- secondstory-keep ${rule}: because ${words.slice(0, 400)} -->`
}

/** Takes away the findings that are kept with a reason, and adds one for each keep that lacks a reason, a rule or a match. */
export function applyKeeps(
  findings: readonly Finding[],
  keeps: readonly Keep[],
  place: { readonly text: string; readonly blocks: readonly Block[]; readonly ruleIds: readonly string[] },
): readonly Finding[] {
  if (keeps.length === 0) return findings
  const found = byPlace(findings, place.blocks)
  const blockOf = blocksInOrder(place.blocks)
  const kept = new Set<Finding>()
  const about: Finding[] = []
  for (const keep of keeps) {
    const matches = found.get(keyOf(keep.rule, blockOf(keep.to))) ?? []
    const problem = problemOf(keep, matches.length, place)
    if (problem) about.push(problem)
    const isNew = keep.reason !== '' && matches[0] !== undefined && !kept.has(matches[0])
    if (isNew) for (const match of matches) kept.add(match)
  }
  return [...findings.filter((f) => !kept.has(f)), ...about].sort((a, b) => a.from - b.from || a.to - b.to)
}

// Findings by rule and block, so that a hundred thousand keeps do not each walk over all of them.
function byPlace(
  findings: readonly Finding[],
  blocks: readonly Block[],
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>()
  const blockOf = blocksInOrder(blocks)
  for (const finding of findings) {
    const key = keyOf(finding.rule, blockOf(finding.to))
    const others = found.get(key)
    if (others) others.push(finding)
    else found.set(key, [finding])
  }
  return found
}

function keyOf(rule: string, block: number): string {
  return `${block} ${rule}`
}

// Blocks are in order, so the first that ends after a place is the one it stands in, or the next one. Places are mostly
// asked for in order too: most are in the block of the one before, or in the next.
function blocksInOrder(blocks: readonly Block[]): (to: number) => number {
  let last = 0
  return (to) => {
    const isAhead = last === 0 || (blocks[last - 1]?.to ?? 0) < to
    if (isAhead && (blocks[last]?.to ?? to) >= to) return last
    if (isAhead && (blocks[last + 1]?.to ?? to) >= to) last++
    else last = blockAt(to, blocks)
    return last
  }
}

function blockAt(to: number, blocks: readonly Block[]): number {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((blocks[middle]?.to ?? 0) < to) low = middle + 1
    else high = middle
  }
  return low
}

function problemOf(
  keep: Keep,
  matches: number,
  place: { readonly text: string; readonly ruleIds: readonly string[] },
): Finding | null {
  const { ruleIds } = place
  const quote = () => place.text.slice(keep.from, keep.to)
  if (!ruleIds.includes(keep.rule)) {
    const near = nearest(keep.rule, ruleIds)
    const hint = near ? ` The nearest rule is “${near}”.` : ''
    const because = `This keep names “${keep.rule}”, which is no rule.${hint}`
    return about(keep, {
      rule: 'keep-unknown-rule',
      name: 'A keep for no rule',
      level: 'warning',
      because,
      quote: quote(),
    })
  }
  if (keep.reason === '') {
    const because = 'A keep says why the words stay, so that the next reader need not wonder.'
    return about(keep, {
      rule: 'keep-without-reason',
      name: 'A keep without a reason',
      level: 'warning',
      because,
      quote: quote(),
    })
  }
  if (matches > 0) return null
  const because = `Rule “${keep.rule}” finds nothing here any more, so this keep has done its work.`
  return about(keep, {
    rule: 'keep-unused',
    name: 'A keep that matches nothing',
    level: 'hint',
    because,
    quote: quote(),
  })
}

const QUESTIONS: Readonly<Record<string, string>> = {
  'keep-unknown-rule': 'Which rule is meant?',
  'keep-without-reason': 'Why do these words stay?',
  'keep-unused': 'Can the comment go?',
}

function about(
  keep: Keep,
  what: { rule: string; name: string; level: Level; because: string; quote: string },
): Finding {
  const { rule, name, level, because, quote } = what
  const { from, to } = keep
  const rewrites = rule === 'keep-unused' ? [{ from, to, text: '' }] : []
  return { rule, name, level, from, to, quote, because, ask: QUESTIONS[rule] ?? '', source: SOURCE, rewrites }
}
