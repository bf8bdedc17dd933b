/** Finding an entry of the taxonomy by the words people use at work, which are not always the words it is written in. */
import { type FactorEntry, factorEntries, findFactors } from '@secondstory/review/model/taxonomy'

/** What people type, and the entries it is usually about, the likeliest first. Singular; a plural finds the same. */
const meant: Readonly<Record<string, readonly string[]>> = {
  alert: ['DET-1', 'DET-2', 'DET-3', 'DET-4'],
  alarm: ['DET-1', 'DET-2', 'DET-3', 'DET-4'],
  monitoring: ['DET-1', 'DET-2', 'DET-3', 'DET-4'],
  metric: ['DET-1', 'DET-3', 'DET-4', 'ORG-2'],
  dashboard: ['DET-2', 'DET-3', 'TOOL-2'],
  log: ['DET-1', 'DET-5', 'TOOL-2'],
  noise: ['DET-2'],
  page: ['DET-2', 'COM-1'],
  rollback: ['CHG-2', 'REC-1', 'REC-3'],
  revert: ['CHG-2', 'REC-1'],
  rollout: ['CHG-1', 'GRD-3'],
  canary: ['CHG-1', 'GRD-3'],
  deploy: ['CHG-1', 'CHG-2', 'CHG-6'],
  deployment: ['CHG-1', 'CHG-2', 'CHG-6'],
  release: ['CHG-1', 'CHG-2', 'CHG-3'],
  migration: ['CHG-2', 'CHG-3', 'CHG-6'],
  hotfix: ['CHG-6'],
  staging: ['CHG-3', 'TOOL-1'],
  ci: ['CHG-3', 'GRD-1', 'AGT-3'],
  handover: ['TEAM-4', 'INF-1', 'COM-2'],
  'hand-over': ['TEAM-4', 'INF-1'],
  handoff: ['TEAM-4', 'INF-1'],
  shift: ['TEAM-4', 'TEAM-6', 'TEAM-5'],
  runbook: ['REC-1', 'INF-2', 'ORG-6'],
  playbook: ['REC-1', 'INF-2'],
  wiki: ['INF-2', 'INF-6'],
  docs: ['INF-2', 'INF-3'],
  readme: ['INF-2'],
  agent: ['AGT-1', 'AGT-2', 'AGT-3', 'AGT-4', 'AGT-5'],
  ai: ['AGT-1', 'AGT-2', 'AGT-3', 'AGT-4', 'AGT-5'],
  llm: ['AGT-1', 'AGT-2', 'AGT-3', 'AGT-4', 'AGT-5'],
  prompt: ['AGT-1', 'AGT-4'],
  injection: ['AGT-4'],
  'on-call': ['COM-1', 'TEAM-6', 'TEAM-5', 'TEAM-3'],
  oncall: ['COM-1', 'TEAM-6', 'TEAM-5', 'TEAM-3'],
  pager: ['COM-1', 'TEAM-6'],
  escalation: ['COM-1', 'COM-2'],
  rotation: ['TEAM-6', 'TEAM-4'],
  owner: ['TEAM-2'],
  'bus-factor': ['TEAM-1'],
  silo: ['TEAM-1', 'INF-1'],
  training: ['TEAM-3'],
  tired: ['TEAM-5'],
  limit: ['GRD-3', 'ENV-2', 'AGT-2'],
  'rate-limit': ['GRD-3', 'ENV-2'],
  timeout: ['GRD-3', 'DET-5'],
  retry: ['DET-5', 'REC-3'],
  permission: ['TOOL-5', 'AGT-2', 'GRD-2'],
  credential: ['TOOL-5', 'ENV-3'],
  certificate: ['ENV-3'],
  confirmation: ['GRD-1', 'TOOL-3'],
  override: ['GRD-2'],
  force: ['GRD-2'],
  flag: ['GRD-2', 'GRD-6', 'CHG-1'],
  config: ['GRD-6', 'CHG-1', 'INF-5'],
  backup: ['REC-1', 'REC-2'],
  failover: ['REC-1', 'REC-2'],
  restore: ['REC-1', 'REC-5'],
  fallback: ['REC-4', 'DET-5'],
  vendor: ['ENV-1'],
  provider: ['ENV-1'],
  traffic: ['ENV-2'],
  load: ['ENV-2', 'TOOL-4'],
  scale: ['ENV-2'],
  quota: ['ENV-2'],
  security: ['ENV-4', 'TOOL-5'],
  pressure: ['ORG-1', 'TEAM-5'],
  deadline: ['ORG-1'],
  debt: ['ORG-3'],
  backlog: ['ORG-3'],
  'status-page': ['COM-5'],
  customer: ['COM-5'],
  channel: ['COM-3'],
  lock: ['GRD-3', 'CHG-3'],
}

const byCode: ReadonlyMap<string, FactorEntry> = new Map(factorEntries.map((entry) => [entry.code, entry]))

function codesFor(word: string): readonly string[] {
  return meant[word] ?? meant[word.replace(/s$/, '')] ?? []
}

/**
 * Entries for what was typed, likeliest first: those people usually mean by a word, then those that contain it. Several
 * words narrow: an entry stands for each of them. "on call" and "on-call" are one word, as is every pair of the list.
 */
export function searchFactors(text: string): readonly FactorEntry[] {
  const words = joined(
    text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
  )
  if (words.length === 0) return factorEntries
  const perWord = words.map((word) => [
    ...new Set([...codesFor(word), ...findFactors(word.replace(/-/g, ' ')).map((entry) => entry.code)]),
  ])
  const [first = [], ...others] = perWord
  return first
    .filter((code) => others.every((codes) => codes.includes(code)))
    .flatMap((code) => byCode.get(code) ?? [])
}

function joined(words: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (const word of words) {
    const pair = `${whole.at(-1) ?? ''}-${word}`
    if (whole.length > 0 && meant[pair] !== undefined) whole.splice(-1, 1, pair)
    else whole.push(word)
  }
  return whole
}

/** Every code the synonyms point at, for the test that holds them to the taxonomy. */
export const codesMeant: readonly string[] = [...new Set(Object.values(meant).flat())]
