/**
 * The words for contributing factors: eleven groups, sixty entries. Every entry names a condition of the
 * system, never an act of a person, and carries the question that opens it up. The groups are fixed so that
 * reviews stay comparable; a code alone is no finding, it needs a statement and a certainty.
 */

/** The eleven groups in the order they are offered, by the letters their codes begin with. */
export const factorGroups = {
  CHG: 'Change and delivery',
  GRD: 'Guardrails and margins',
  DET: 'Detection',
  INF: 'Information and mental models',
  TOOL: 'Interfaces and tools',
  TEAM: 'Structure and knowledge',
  COM: 'Coordination',
  REC: 'Recovery',
  ENV: 'Dependencies, capacity, environment',
  ORG: 'Goals and learning',
  AGT: 'Agents and automation',
} as const

/** Letters of a group: "GRD". */
export type FactorGroup = keyof typeof factorGroups

/** One entry: what the condition is called, what it means, and the question it asks of the system. */
export interface FactorEntry {
  /** "GRD-1"; stays the same for ever once published. */
  readonly code: string
  readonly group: FactorGroup
  readonly name: string
  readonly means: string
  /** About the arrangement, so that no answer to it is a person. */
  readonly ask: string
}

type Row = readonly [name: string, means: string, ask: string]

/** Rows by group; the code is the group's letters and the position from 1, so rows are only ever added at the end. */
const rows: Readonly<Record<FactorGroup, readonly Row[]>> = {
  CHG: [
    [
      'Change reached many at once',
      'This kind of change went everywhere in one step; nothing exposed it gradually.',
      'How far could this change travel before anything looked at its effect?',
    ],
    [
      'Undo path missing or slow',
      'Going back was impossible, partial, or took longer than the harm needed to grow.',
      'What would a one-step way back have looked like?',
    ],
    [
      'Tests did not represent reality',
      'Data, volume, order or environment in the tests differed from everyday use.',
      'Which fact about production was in none of our tests?',
    ],
    [
      'Review could not see the risk',
      'The size, the context or the moment of the change kept its risk out of sight.',
      'What would have had to be on the screen for a reviewer to notice?',
    ],
    [
      'Hidden coupling between changes',
      'Changes planned apart from each other met at a place nobody owned.',
      'Where could the two plans have become visible to each other?',
    ],
    [
      'Change outside the normal path',
      'A manual, urgent or data change went around the checks others pass through.',
      'What made the normal path unusable on that day?',
    ],
  ],
  GRD: [
    [
      'No guardrail',
      'Nothing stopped or questioned the dangerous step.',
      'What could refuse this without anyone having to remember it?',
    ],
    [
      'Guardrail off or easy to bypass',
      'A control was there, and it was switched off, optional, or exempted here.',
      'What made the exception reasonable, and who could see that the control was off?',
    ],
    [
      'Unlimited blast radius',
      'A single step could reach everything.',
      'What bounds the largest single effect?',
    ],
    [
      'Human vigilance as the last layer',
      'Safety came down to somebody noticing in time.',
      'What were we counting on a person to catch every time?',
    ],
    [
      'Unsafe way easier than the safe way',
      'Steps, waiting or cost made the risky path the convenient one.',
      'Side by side, how many steps and minutes does each path take?',
    ],
    [
      'Unsafe default',
      'Leaving the setting alone chose the dangerous value.',
      'What happens when nobody chooses?',
    ],
  ],
  DET: [
    [
      'No signal existed',
      'The harm left no trace in anything we watch.',
      'What would have made this visible within five minutes?',
    ],
    [
      'Signal present, hard to notice',
      'It was buried among others, shown in the wrong place, or sent to the wrong role.',
      'How many other signals was this one competing with?',
    ],
    [
      'Misleading signal',
      'The display looked healthy during the harm, or pointed somewhere else.',
      'What did the display claim that was not so?',
    ],
    [
      'Threshold or coverage off',
      'A fixed limit, a left-out segment or sampling kept the case outside what we watch.',
      'Which users or cases fall outside our view?',
    ],
    [
      'Silent failure',
      'An error was swallowed, retried or replaced with a default.',
      'Which part hid the error, and what good reason did it have?',
    ],
  ],
  INF: [
    [
      'Context did not reach the decision',
      'Somebody or something knew, and the knowledge was elsewhere.',
      'Where was this known, and what stood between it and the decision?',
    ],
    [
      'Documentation absent, wrong or hard to find',
      'The written source led the wrong way or did not turn up in time.',
      'What did a search return at that moment?',
    ],
    [
      'Undocumented assumption',
      'Everybody relied on a condition that was never written down.',
      'What had to be true for this to be safe?',
    ],
    [
      'Models of the system differ',
      'People or teams carried different pictures of how it works.',
      'Where did two pictures of the system part ways?',
    ],
    ['Two sources of truth', 'Copies of one fact disagreed.', 'Which copy wins, and how can anyone tell?'],
    [
      'Lost history',
      'The reason behind an earlier choice had been forgotten.',
      'What did we once know about this that was gone by then?',
    ],
  ],
  TOOL: [
    [
      'Look-alikes',
      'Environments, names or commands resembled each other closely.',
      'What made the two look the same at that moment?',
    ],
    [
      'Feedback missing or late',
      'The tool did not show what the step had done.',
      'When could the effect first be seen, and where?',
    ],
    [
      'Interface invites the slip',
      'Layout, focus, units or free text led towards the unintended step.',
      'Which part of the tool’s shape led there?',
    ],
    [
      'Tool slow or unreliable under load',
      'The safe tool stopped working well when it was needed.',
      'What was the way of working while the tool made everyone wait?',
    ],
    [
      'Access does not match the task',
      'The permission was too wide, too narrow, or shared.',
      'What could this identity reach that the task did not call for?',
    ],
  ],
  TEAM: [
    [
      'Human single point of failure',
      'A capability the system needs rests with one person.',
      'How many people could do this tonight, and how do we know?',
    ],
    [
      'Ownership unclear or missing',
      'No team owned it, or two did.',
      'Who would have been asked to approve a change to this?',
    ],
    [
      'Capability not built',
      'The role called for practice that the system had offered no way to gain.',
      'How would anyone in that role have learned this before it was needed?',
    ],
    [
      'Loss at a handoff',
      'Something was dropped between shifts, teams or time zones.',
      'What was carried across, and in which form?',
    ],
    [
      'Workload and fatigue',
      'Demand, hours or interruptions were more than the capacity there was.',
      'What else was being carried at that hour?',
    ],
    [
      'Staffing or rota design',
      'Cover, mix of experience or span did not fit the demand.',
      'How often does the rota assume this happens?',
    ],
  ],
  COM: [
    [
      'Help was hard to reach',
      'It was unclear whom to call, or they could not be reached.',
      'How did responders find out who could help?',
    ],
    [
      'Roles unclear in the response',
      'There were two leads, no lead, or one with too much to hold.',
      'Who was deciding at each stage, and did everyone know?',
    ],
    [
      'Parallel channels diverged',
      'The facts were spread over several places.',
      'Where would a latecomer have read the current state?',
    ],
    [
      'Speaking up was costly',
      'There was doubt, and it stayed unspoken.',
      'What would it have cost to say "stop" right then?',
    ],
    [
      'Gap in communication to the outside',
      'Users or partners heard nothing, or heard something that was not so.',
      'When did the people affected first hear from us?',
    ],
  ],
  REC: [
    [
      'Recovery path not exercised',
      'The backup, the failover or the runbook had not been tried.',
      'When did this last run for real, and in whose hands?',
    ],
    [
      'Recovery shares the failure',
      'The backup, tool or identity stood inside the same blast radius.',
      'What did the rescue depend on that had failed too?',
    ],
    [
      'Recovery brought new harm',
      'Coming back caused a retry storm, a stampede or a conflict in the data.',
      'What did the recovery do to the load and to the data?',
    ],
    ['No degraded mode', 'It was all or nothing.', 'Which part could have gone on working?'],
    [
      'State hard to know',
      'It could not be told what was affected or what was already repaired.',
      'What would prove that we are back?',
    ],
  ],
  ENV: [
    [
      'Dependency failed or changed',
      'A supplier or an upstream service behaved differently.',
      'What did we rely on that was never promised?',
    ],
    [
      'Capacity margin spent',
      'Growth, a spike, a quota or a limit used up the room there was.',
      'How much room was left, and who could watch it shrink?',
    ],
    [
      'Unusual but foreseeable condition',
      'A clock, an expiry, a leap day, a season or a rare input came due.',
      'Which date or limit was waiting for us?',
    ],
    ['Deliberate attack or misuse', 'An adversary was at work.', 'What did the system grant them?'],
    [
      'Dark interaction',
      'Parts behaved together in a way nobody could reasonably have expected.',
      'What do we know now that nobody knew before?',
    ],
  ],
  ORG: [
    [
      'Goals in conflict',
      'Aims of speed, cost or features weighed more than margins.',
      'Which goal won, and what set the prices?',
    ],
    [
      'Side effect of an incentive or a metric',
      'What we measure had steered the work.',
      'What did the work have to look like here to count as good?',
    ],
    [
      'Known issue deferred',
      'An earlier finding or action was still open.',
      'What took its place, each time it was moved back?',
    ],
    [
      'Lesson did not travel',
      'Another team had already learned this.',
      'Where was it written, and what kept it from arriving?',
    ],
    [
      'Policy or norm out of date',
      'The rule has stopped fitting the work.',
      'Which rule would we not write today?',
    ],
    [
      'Work as imagined differs from work as done',
      'Ordinary practice had moved away from the description, mostly for good reasons.',
      'How is this really done on an ordinary day?',
    ],
  ],
  AGT: [
    [
      'Missing context',
      'Instructions, limits, state or history were absent, stale or contradictory for the agent.',
      'What did the agent need that its window did not hold?',
    ],
    [
      'Missing guardrail for the agent',
      'The limit existed as an instruction only, or permission was wider than the task.',
      'What enforced the limit, apart from the prompt?',
    ],
    [
      'Verification assumed, not required',
      'A check was expected, and nothing made it run or made it block.',
      'Which check could have stopped this work, and did it run?',
    ],
    [
      'Untrusted input obeyed',
      'Content turned into instruction: an injection, poisoned memory, the output of a tool.',
      'What kept data and orders apart?',
    ],
    [
      'Delegation without oversight',
      'Autonomy outgrew supervision: approvals by habit, several agents without an owner, no rule to stop.',
      'Who could have seen it and stopped it, and how fast?',
    ],
  ],
}

const groupCodes: readonly FactorGroup[] = [
  'CHG',
  'GRD',
  'DET',
  'INF',
  'TOOL',
  'TEAM',
  'COM',
  'REC',
  'ENV',
  'ORG',
  'AGT',
]

/** All sixty entries, group by group, in the order they are offered. */
export const factorEntries: readonly FactorEntry[] = groupCodes.flatMap((group) =>
  rows[group].map(([name, means, ask], index) => ({
    code: `${group}-${index + 1}`,
    group,
    name,
    means,
    ask,
  })),
)

const byCode: ReadonlyMap<string, FactorEntry> = new Map(factorEntries.map((entry) => [entry.code, entry]))

/** The entry for a code, or null when the taxonomy has none: old editions may carry codes we do not know. */
export function factorEntry(code: string): FactorEntry | null {
  return byCode.get(code) ?? null
}

/** Name of an entry, or the code itself when unknown, so that nothing is shown empty. */
export function factorName(code: string): string {
  return byCode.get(code)?.name ?? code
}

/** The groups with their entries, for a list to choose from. */
export function factorsByGroup(): readonly {
  readonly group: FactorGroup
  readonly name: string
  readonly entries: readonly FactorEntry[]
}[] {
  return groupCodes.map((group) => ({
    group,
    name: factorGroups[group],
    entries: factorEntries.filter((entry) => entry.group === group),
  }))
}

/** Entries in which every word of `text` occurs (code, name, meaning or question); all of them for an empty text. */
export function findFactors(text: string): readonly FactorEntry[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return factorEntries.filter((entry) => {
    const haystack =
      `${entry.code} ${factorGroups[entry.group]} ${entry.name} ${entry.means} ${entry.ask}`.toLowerCase()
    return words.every((word) => haystack.includes(word))
  })
}
