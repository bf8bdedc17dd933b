import type { SectionKind } from '../finding.ts'

// Words of headings, most telling first: "Action items from the timeline" is about actions, so actions win.
// Accounts come before analysis, because an account under "What happened" is still somebody's own words; but service
// accounts and compliance statements are nobody's words, so the plain words count only where people are meant.
// Most kinds are told by runs of words, with or without an "s" where it says "(s)". They are looked for as they are: one
// pattern of them all takes longer to make ready than a small text to check.
interface Kind {
  readonly section: SectionKind
  readonly runs: readonly string[]
  /** What no run of words can say, asked only of headings that hold one of the words. */
  readonly pattern?: { readonly holding: readonly string[]; readonly finds: RegExp }
}

const KINDS: readonly Kind[] = [
  {
    section: 'actions',
    runs: runsOf(
      `action(s), follow up(s), followup(s), next step(s), remediation(s), remedial, corrective(s), preventive, preventative(s), prevention, countermeasure(s), improvement(s),
recommendation(s), moving forward, going forward, looking forward, path forward, way forward, looking ahead, what s next, whats next, what is next, commitment(s), proposal(s), tasks, future work,
future measure(s), future plan(s), mitigation plan(s), mitigation steps, mitigation items, things to do, things to change, things to improve`,
    ),
    pattern: {
      holding: ['to-do', 'todo', 'prevent', 'what we', 'term', 'immediate'],
      finds:
        /\bto-?dos?\b|\b(?:how|what)\b.{1,40}\bprevent(?:ing)?\b|\bwhat we(?:['\u2019]re| are| will) (?:doing?|chang\w+)\b|^\W*(?:short|near|mid|medium|long)(?:er)?[- ]term(?: (?:fix(?:es)?|plans?|work))?\W*$|^\W*immediate(?: fix(?:es)?)?\W*(?:\(|$)/,
    },
  },
  {
    section: 'accounts',
    runs: runsOf(
      'testimony, testimonies, verbatim, in their words, in their own words, interview(s), quote(s)',
    ),
    pattern: {
      holding: ['account', 'statement'],
      finds:
        /^[^a-z]*(?:accounts?|statements?)(?:\W*$| (?:of|from|by|in)\b)|\b(?:first[- ]?hand|personal|individual|own|written|(?:eye[- ]?)?witness|(?:responder|participant|operator|engineer|people)['\u2019]?s?['\u2019]?) (?:accounts?|statements?)\b/,
    },
  },
  {
    section: 'timeline',
    runs: runsOf(
      'timeline(s), time line(s), chronology, sequence of events, course of events, order of events, log of events, event log, incident log, decision point(s), what happened when',
    ),
    pattern: { holding: ['sequence', 'events'], finds: /^\W*(?:the )?(?:sequence|events)\W*$/ },
  },
  {
    section: 'analysis',
    runs: runsOf(
      `cause(s), root, trigger, factor(s), analysis, summary, overview, what happened, what went well, what went wrong, what went poorly, what went badly, what went right, things went well,
things went wrong, things went poorly, things went badly, things went right, things that went, what didn t, what didnt, what did not, what could, what worked, how it happen, how it happened,
how did it happen, how did this happen, how did that happen, lesson(s), learned, learnt, learning(s), luck, lucky, why(s), contributing, weakness, weaknesses, mechanism, background, lead up,
leadup, problem, fault, detection, discovery, diagnosis, investigation, response, mitigation(s), resolution, recovery, impact(s), conclusion(s), finding(s), takeaway(s), reflection(s), postmortem, retrospective, incident, outage`,
    ),
    pattern: { holding: ['post-mortem'], finds: /\bpost-mortem\b/ },
  },
]

function runsOf(list: string): readonly string[] {
  return list
    .split(/,\s+/)
    .flatMap((run) => (run.endsWith('(s)') ? [run.slice(0, -3), `${run.slice(0, -3)}s`] : [run]))
}

interface Run {
  /** Between spaces, as the words of a heading are set. */
  readonly words: string
  /** The place of its kind. */
  readonly rank: number
}

const runsByFirstWord = byFirstWord()

function byFirstWord(): ReadonlyMap<string, readonly Run[]> {
  const made = new Map<string, Run[]>()
  KINDS.forEach(({ runs }, rank) => {
    for (const run of runs) {
      const first = run.split(' ', 1)[0] ?? ''
      const before = made.get(first)
      if (before) before.push({ words: ` ${run} `, rank })
      else made.set(first, [{ words: ` ${run} `, rank }])
    }
  })
  return made
}

// The place of the first kind that has a run in the heading; past the last when none has.
function rankByRuns(words: string): number {
  const parts = words.split(/\W+/)
  const all = ` ${parts.join(' ')} `
  let least = KINDS.length
  // Each word once, or a long heading of one word would be searched for all of them.
  for (const part of new Set(parts))
    for (const run of runsByFirstWord.get(part) ?? NO_RUNS)
      if (run.rank < least && all.includes(run.words)) least = run.rank
  return least
}

const NO_RUNS: readonly Run[] = []

// "21:14", "2021-03-06 22:59", "March 22, around 19:30": an entry of a timeline, whatever it says after the time.
const CLOCK =
  /^[^\w]*(?:\d{4}-\d\d-\d\d[t,]?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?,?)?(?: (?:around|about|ca\.?|~))?[ ~]*\d{1,2}:\d\d/

/** The section a heading opens, from its words; null when the heading says nothing about it (the outer heading then decides). */
export function sectionOf(heading: string): SectionKind | null {
  const words = heading.toLowerCase()
  if (CLOCK.test(words)) return 'timeline'
  const byRuns = rankByRuns(words)
  for (const { pattern, section } of KINDS.slice(0, byRuns))
    if (pattern?.holding.some((word) => words.includes(word)) && pattern.finds.test(words)) return section
  return KINDS[byRuns]?.section ?? null
}

/** The section a table column stands for ("Action", "Time", "Event"), from its head cell; null keeps the section around the table. */
export function sectionOfColumn(head: string): SectionKind | null {
  const words = head.toLowerCase().trim()
  if (/^(?:actions?|action items?|tasks?|to-?dos?|follow[- ]?ups?|next steps?|remediations?)$/.test(words))
    return 'actions'
  if (/^(?:events?|what happened|time(?: \(?utc\)?)?|timestamp|when)$/.test(words)) return 'timeline'
  return null
}

/** Whether a heading or the head of a column announces factors or causes. */
export function isOfCauses(heading: string): boolean {
  // In lower case, since a pattern that looks past case costs a small text more than all its rules.
  return /\b(?:causes?|contributing|factors?|triggers?)\b/.test(heading.toLowerCase())
}

/** The section in force under a path of headings, outermost first: the innermost heading that says something decides. */
export function sectionUnder(path: readonly (SectionKind | null)[], fallback: SectionKind): SectionKind {
  for (let i = path.length - 1; i >= 0; i--) {
    const kind = path[i]
    if (kind) return kind
  }
  return fallback
}
