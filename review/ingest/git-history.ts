/**
 * Who changed which file, from `git log`, as numbers without names. Renames are followed. Bots and mass changes teach
 * nobody anything and are left out; so are files that no person writes by hand (lock files, vendored and built ones).
 *
 * The form to ask for is {@link historyArguments}: fields end at NUL, so a path may hold anything. A record is
 *
 *     \x01 hash \x02 author \x02 address \x02 seconds \x02 co-authors (\x03 between them)
 *     status (A M D T, or R087 and C100 with two paths), path …
 *
 * where the first status of a commit has a newline before it.
 */
import type { FileHistory, KnowledgeRecord } from '../model/knowledge.ts'

/** Arguments of `git log`: oldest first, so that a file exists before it is changed. Names pass through the mailmap. */
export const historyArguments: readonly string[] = [
  'log',
  '--topo-order',
  '--reverse',
  '--no-merges',
  '--name-status',
  '-M',
  '-z',
  '--no-ext-diff',
  '--no-textconv',
  '--format=%x01%H%x02%aN%x02%aE%x02%at%x02%(trailers:key=Co-authored-by,valueonly,separator=%x03)',
]

/** A commit that touches more files than this is a move, a format or an import; it shows no knowledge of each. */
export const MASS_CHANGE = 100

/** What was left out, and how much there was. */
export interface HistoryCounts {
  readonly commits: number
  readonly byBots: number
  readonly massChanges: number
}

/** How to read. */
export interface HistoryOptions {
  /** Counts a commit that a person made with an agent as co-author for the person; by default it counts for the agent. */
  readonly countsAssisted: boolean
  /** A commit that touches more files than this is a mass change; {@link MASS_CHANGE} unless told. */
  readonly massChange?: number
}

/** Takes fields one by one; what it holds is bounded by the files that exist and their authors. */
export interface HistoryReader {
  take(field: string): void
  /** The record of the files `standing` names (the tree as it is now). */
  finish(standing: ReadonlySet<string>): KnowledgeRecord & { readonly counts: HistoryCounts }
}

interface Commit {
  /** Null: a bot's, which teaches nobody. */
  readonly author: number | null
  readonly isAgent: boolean
  readonly at: string
  readonly changes: Change[]
}

interface Change {
  readonly status: string
  readonly from: string
  readonly to: string
}

interface Known {
  createdBy: number | null
  readonly commitsBy: Map<number, number>
  personChangedAt: string | null
}

/** Starts reading a history. */
export function historyReader(options: HistoryOptions): HistoryReader {
  const known = new Map<string, Known>()
  const people = authorNumbers()
  const counts = { commits: 0, byBots: 0, massChanges: 0 }
  let commit: Commit | null = null
  let status = ''
  let from: string | null = null

  const settle = (): void => {
    if (commit === null) return
    counts.commits += 1
    const isMass = commit.changes.length > (options.massChange ?? MASS_CHANGE)
    if (isMass) counts.massChanges += 1
    else if (commit.author === null) counts.byBots += 1
    applyAll(known, commit, isMass)
    commit = null
  }

  return {
    take(field) {
      if (status === '') {
        const found = /^\n?([AMDT]|[RC]\d{1,3})$/.exec(field)?.[1]
        if (found !== undefined && commit !== null) status = found
        else if (field.startsWith('\x01')) {
          settle()
          commit = commitOf(field, people, options)
        }
        return
      }
      if (/^[RC]/.test(status) && from === null) {
        from = field
        return
      }
      commit?.changes.push({ status: status.charAt(0), from: from ?? field, to: field })
      status = ''
      from = null
    },
    finish(standing) {
      settle()
      const files = [...known].filter(([path]) => standing.has(path) && isWrittenByHand(path))
      return {
        files: files.map(([path, file]): FileHistory => ({ path, ...file })),
        agents: people.agents,
        counts,
      }
    },
  }
}

function applyAll(known: Map<string, Known>, commit: Commit, isMass: boolean): void {
  for (const { status, from, to } of commit.changes) {
    if (status === 'D') {
      known.delete(from)
      continue
    }
    const before = status === 'A' ? undefined : known.get(from)
    const file = status === 'C' ? copyOf(before) : (before ?? empty())
    if (status === 'R') known.delete(from)
    known.set(to, file)
    if (commit.author === null || isMass) continue
    if (status === 'A') file.createdBy = commit.author
    file.commitsBy.set(commit.author, (file.commitsBy.get(commit.author) ?? 0) + 1)
    if (!commit.isAgent) file.personChangedAt = commit.at
  }
}

function empty(): Known {
  return { createdBy: null, commitsBy: new Map(), personChangedAt: null }
}

/** Whoever knew the original knows its copy. */
function copyOf(file: Known | undefined): Known {
  return file === undefined ? empty() : { ...file, commitsBy: new Map(file.commitsBy) }
}

function commitOf(field: string, people: AuthorNumbers, options: HistoryOptions): Commit {
  const [, name = '', address = '', seconds = '', helpers = ''] = field.slice(1).split('\x02')
  const isAgent = isAgentName(name, address)
  const assisted = helpers.split('\x03').find((helper) => isAgentName(helper, helper))
  const at = instantOf(seconds)
  if (isAgent) return { author: people.numberOf(name, address, true), isAgent: true, at, changes: [] }
  if (isBot(name, address)) return { author: null, isAgent: false, at, changes: [] }
  if (assisted === undefined || options.countsAssisted)
    return { author: people.numberOf(name, address, false), isAgent: false, at, changes: [] }
  return { author: people.numberOf('a coding agent', assisted, true), isAgent: true, at, changes: [] }
}

/** A commit may claim any second; one outside the years a date can hold is told as the first. */
function instantOf(seconds: string): string {
  const at_ms = Number(seconds) * 1000
  return new Date(at_ms > 0 && at_ms < 253_402_300_800_000 ? at_ms : 0).toISOString()
}

interface AuthorNumbers {
  readonly agents: ReadonlySet<number>
  numberOf(name: string, address: string, isAgent: boolean): number
}

/** One person with two addresses under one full name is one person; a single word is too common to join by. */
function authorNumbers(): AuthorNumbers {
  const byAddress = new Map<string, number>()
  const byName = new Map<string, number>()
  const agents = new Set<number>()
  let next = 0
  return {
    agents,
    numberOf(name, address, isAgent) {
      const plainName = name.trim().toLowerCase()
      const plainAddress = address.trim().toLowerCase()
      const isFullName = plainName.includes(' ')
      const known = byAddress.get(plainAddress) ?? (isFullName ? byName.get(plainName) : undefined)
      const author = known ?? next++
      byAddress.set(plainAddress, author)
      if (isFullName && !byName.has(plainName)) byName.set(plainName, author)
      if (isAgent) agents.add(author)
      return author
    },
  }
}

function isBot(name: string, address: string): boolean {
  return (
    /\[bot\]/i.test(name) ||
    /\[bot\]@/i.test(address) ||
    /^(?:dependabot|renovate(?: bot)?|greenkeeper|snyk-bot|github-actions|semantic-release-bot|pre-commit-ci|jenkins|ci)$/i.test(
      name.trim(),
    ) ||
    /(?:^|[-_. ])bot$/i.test(name.trim())
  )
}

/** Coding agents sign as authors or as co-authors; `(aider)` is put behind a person's name by that tool. */
function isAgentName(name: string, address: string): boolean {
  return (
    /\(aider\)\s*$/i.test(name) ||
    /^\s*(?:claude(?: code)?|codex|copilot|github copilot|copilot-swe-agent(?:\[bot\])?|cursor(?: agent)?|cursoragent|devin(?: ai)?|devin-ai-integration(?:\[bot\])?|gemini(?: cli)?|openhands|swe-agent|aider|jules|google-labs-jules(?:\[bot\])?|amp)\s*(?:<|\(|$)/i.test(
      name,
    ) ||
    /(?:noreply@anthropic\.com|cursoragent@cursor\.com|openhands@all-hands\.dev|codex@openai\.com|aider@aider\.chat)/i.test(
      address,
    )
  )
}

/** Files that tools write; whoever commits them shows no knowledge of them. */
export function isWrittenByHand(path: string): boolean {
  return !(
    /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|target|__snapshots__|\.yarn)\//.test(path) ||
    /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|Cargo\.lock|poetry\.lock|Gemfile\.lock|composer\.lock|go\.sum|uv\.lock)$/.test(
      path,
    ) ||
    /\.(?:png|jpe?g|gif|ico|webp|avif|svg|pdf|woff2?|ttf|otf|eot|mp[34]|mov|zip|gz|jar|class|o|so|dll|exe|wasm|min\.js|min\.css|map|snap|lock)$/i.test(
      path,
    )
  )
}
