/** How the page of the rules is ordered: by what kind of sentence a rule looks for. A rule that is in no group stands at the end. */
import type { Level, Rule, SectionKind } from '@secondstory/language'

interface Group {
  readonly title: string
  readonly slug: string
  readonly about: string
  readonly ids: readonly string[]
}

/** The groups, in the order of the page. */
export const groups: readonly Group[] = [
  {
    title: 'A person in place of a cause',
    slug: 'people',
    about: 'The sentence stops at somebody. What made their step possible stays unsaid.',
    ids: [
      'named-person-harm',
      'you-as-doer',
      'incident-with-a-name',
      'role-as-cause',
      'name-among-causes',
      'unsaid-doer',
      'agent-as-culprit',
      'self-blame',
      'fault-and-blame',
      'discipline-a-person',
      'take-a-person-off',
      'slip-as-cause',
      'status-as-cause',
      'coy-reference',
      'courtroom-verbs',
    ],
  },
  {
    title: 'Known only afterwards',
    slug: 'hindsight',
    about: 'The sentence measures a moment against what was learned later.',
    ids: [
      'should-have',
      'could-have',
      'failed-to',
      'missed-date',
      'hindsight-adverbs',
      'warning-signs',
      'everyone-knew',
      'wrong-call',
      'just-had-to',
    ],
  },
  {
    title: 'Judgement in place of events',
    slug: 'judgement',
    about: 'A word that rates, where a word that describes could be checked.',
    ids: [
      'character-words',
      'team-as-trait',
      'rating-without-measure',
      'sarcasm',
      'hero',
      'animated-words',
      'system-failed',
    ],
  },
  {
    title: 'A cause that ends the search',
    slug: 'causes',
    about: 'One label, one cause, or a decision nobody took.',
    ids: ['human-error', 'violation-as-cause', 'single-root-cause', 'hidden-decision'],
  },
  {
    title: 'Questions that look for somebody',
    slug: 'questions',
    about: 'Asked this way, people answer with reasons that protect them.',
    ids: ['who-question', 'who-approved', 'why-didnt-you'],
  },
  {
    title: 'Actions that change nothing',
    slug: 'actions',
    about: 'Whoever stands there next time meets the same screen.',
    ids: [
      'be-careful',
      'follow-the-process',
      'remember-to',
      'never-again',
      'effort-as-remedy',
      'vague-action-verb',
    ],
  },
]

/** A group with the rules there are of it. */
export interface RuleGroup extends Group {
  readonly members: readonly Rule[]
}

/** All rules, each in one group. */
export function ruleGroups(rules: readonly Rule[]): readonly RuleGroup[] {
  const grouped = new Set(groups.flatMap(({ ids }) => ids))
  const rest: RuleGroup = {
    title: 'And also',
    slug: 'others',
    about: 'Rules that stand by themselves.',
    ids: [],
    members: rules.filter(({ id }) => !grouped.has(id)),
  }
  const known = groups.map((group) => ({
    ...group,
    members: rules.filter(({ id }) => group.ids.includes(id)),
  }))
  return [...known, rest].filter(({ members }) => members.length > 0)
}

const places: Readonly<Record<Exclude<SectionKind, 'accounts'>, string>> = {
  analysis: 'the analysis',
  timeline: 'the timeline',
  actions: 'the actions',
  other: 'other parts',
}

const weights: readonly { readonly level: Level; readonly words: string }[] = [
  { level: 'error', words: 'Stands in the way of publishing in' },
  { level: 'warning', words: 'Asks for a second look in' },
  { level: 'hint', words: 'Only suggests in' },
]

/** "Stands in the way of publishing in the analysis. Only suggests in the timeline." */
export function levelsInWords(levels: Rule['levels']): string {
  return weights
    .map(({ level, words }) => ({
      words,
      where: (['analysis', 'timeline', 'actions', 'other'] as const)
        .filter((kind) => levels[kind] === level)
        .map((kind) => places[kind]),
    }))
    .filter(({ where }) => where.length > 0)
    .map(({ words, where }) => `${words} ${where.length === 4 ? 'all parts' : listed(where)}.`)
    .join(' ')
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
