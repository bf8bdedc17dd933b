/**
 * Where a system rests on one human being, read from the review itself and asked as questions. Counts stop at two and
 * more; roles are named where the timeline names them, and nobody else is.
 */
import { epochMs, lengthInWords } from './instants.ts'
import type { MapNode } from './map.ts'
import type { WorkingRecord } from './reviews.ts'
import { inOrder, type TimelineEvent } from './timeline.ts'

/** How many are known to be able to: none, one, or more than that. It counts no further. */
export type FewKnown = '0' | '1' | '2+'

/** One sign, with the question it asks. */
export interface SinglePoint {
  readonly rule:
    | 'one-role-recovers'
    | 'wait-for-one'
    | 'runbook-of-one'
    | 'one-holder'
    | 'named-as-weakness'
    | 'drill-not-passed'
    | 'rescue-praised'
  readonly sentence: string
  readonly ask: string
  readonly count: FewKnown
}

/** Said as few as it may be said. */
export function fewKnown(count: number): FewKnown {
  return count <= 0 ? '0' : count === 1 ? '1' : '2+'
}

/** Waits shorter than this are the time it takes to come. */
const LONG_WAIT_MS = 10 * 60_000

/**
 * What is read of a review. `rescues`: words of the text in which somebody saved the day, found by the language check.
 * `exercised`: ids of actions that were seen to hold, in a drill, a test or for real.
 */
export interface ReviewRead {
  readonly record: Pick<WorkingRecord, 'timeline' | 'factors' | 'decisions' | 'actions' | 'map'>
  readonly rescues: readonly string[]
  readonly exercised: ReadonlySet<string>
}

/** Every sign in a review, in the order of the incident. */
export function singlePoints({ record, rescues, exercised }: ReviewRead): readonly SinglePoint[] {
  const told = inOrder(record.timeline.filter(({ state }) => state === 'accepted'))
  const mapped = procedures(told, record)
  return [
    ...waits(told),
    ...recoveries(told, record),
    ...(mapped.length > 0 ? mapped : runbooks(told, record)),
    ...holders(told, record),
    ...record.factors
      .filter(({ code }) => code === 'TEAM-1')
      .map(
        ({ statement }): SinglePoint => ({
          rule: 'named-as-weakness',
          sentence: `“${statement}”`,
          ask: 'How many people can do this tonight, and how do we know?',
          count: '1',
        }),
      ),
    ...undrilled(record, exercised),
    ...rescues.map(
      (quote): SinglePoint => ({
        rule: 'rescue-praised',
        sentence: `The text praises a rescue: “${quote}”.`,
        ask: 'What should have made it unnecessary, and who else could have done it?',
        count: '1',
      }),
    ),
  ]
}

/** Roles that stand behind events, as the timeline names them. */
function rolesOf(events: readonly TimelineEvent[]): readonly string[] {
  const named = events.filter(({ actor }) => actor.kind === 'role' && actor.name !== '')
  return [...new Set(named.map(({ actor }) => actor.name))]
}

function shownBy(told: readonly TimelineEvent[], { eventIds }: Pick<MapNode, 'eventIds'>) {
  return told.filter(({ id }) => eventIds.includes(id))
}

/** Everything that limited or ended the harm was done by one role: steps of the timeline, and what shows a mitigator. */
function recoveries(told: readonly TimelineEvent[], { map }: ReviewRead['record']): readonly SinglePoint[] {
  const mitigating = new Set(
    map.nodes
      .filter(({ kind, origin }) => kind === 'mitigator' && origin !== 'design')
      .flatMap(({ eventIds }) => eventIds),
  )
  const acts = told.filter(
    ({ id, kind, actor }) =>
      (kind === 'mitigation' || kind === 'recovery' || mitigating.has(id)) &&
      actor.kind === 'role' &&
      actor.name !== '',
  )
  const roles = rolesOf(acts)
  const [role] = roles
  if (role === undefined || acts.length < 2 || roles.length > 1) return []
  return [
    {
      rule: 'one-role-recovers',
      sentence: `Every step that ended the harm was taken by the ${role}: recovery is known to be possible by 1 role.`,
      ask: 'Which of these steps has somebody else done for real, and when?',
      count: fewKnown(roles.length),
    },
  ]
}

/** A procedure on the map that one role exercises, as far as the map and the events that show it tell. */
function procedures(told: readonly TimelineEvent[], { map }: ReviewRead['record']): readonly SinglePoint[] {
  return map.nodes.flatMap((node): readonly SinglePoint[] => {
    const { control, statement } = node
    if (control === null || control.type !== 'procedural') return []
    if (control.state === 'absent' || control.state === 'off') return []
    // What controls may be a tool or a team as well; only what the timeline knows as a role is one.
    const exercised = rolesOf(told).filter((role) => role === control.controller)
    const roles = new Set([...exercised, ...rolesOf(shownBy(told, node))])
    const [role] = roles
    if (role === undefined || roles.size > 1) return []
    return [
      {
        rule: 'runbook-of-one',
        sentence: `On the map one role exercises this, the ${role}: “${statement}”`,
        ask: 'Which other role has done it within the last 180 days, and could it from what is written down?',
        count: '1',
      },
    ]
  })
}

/** A role was called and the next thing that happened was its own first act, a long time later. */
function waits(told: readonly TimelineEvent[]): readonly SinglePoint[] {
  return told.flatMap((page, position): readonly SinglePoint[] => {
    const next = told[position + 1]
    const earlier = told.slice(0, position).some(({ actor }) => actor.name === next?.actor.name)
    if (page.kind !== 'page' || next === undefined || next.actor.kind !== 'role' || earlier) return []
    if (page.happenedAt === null || next.happenedAt === null) return []
    const waited_ms = epochMs(next.happenedAt.at) - epochMs(page.happenedAt.at)
    if (waited_ms < LONG_WAIT_MS) return []
    return [
      {
        rule: 'wait-for-one',
        sentence: `Nothing happened for ${lengthInWords(waited_ms)} until the ${next.actor.name} was there.`,
        ask: 'Who else could have taken that step, and what would they have needed?',
        count: '1',
      },
    ]
  })
}

/** Words that stand beside the timeline and say what there was: factors, and what a decision had around it. */
function saidAround({ factors, decisions }: ReviewRead['record']): readonly string[] {
  return [
    ...factors.filter(({ code }) => code !== 'TEAM-1').map(({ statement }) => statement),
    ...decisions.flatMap(({ friction, safePath, notReached }) => [
      friction,
      safePath,
      ...notReached.map(({ what, where }) => `${what} (${where})`),
    ]),
  ]
}

const RUNBOOK = /\b(?:runbook|playbook|run book)s?\b/i

/** Where the map says nothing of it: a runbook is spoken of, and one role alone is seen with it, or none. */
function runbooks(told: readonly TimelineEvent[], record: ReviewRead['record']): readonly SinglePoint[] {
  const seen = told.filter(({ text }) => RUNBOOK.test(text))
  const roles = new Set(seen.filter(({ actor }) => actor.kind === 'role').map(({ actor }) => actor.name))
  const words = seen[0]?.text ?? saidAround(record).find((text) => RUNBOOK.test(text))
  if (words === undefined || roles.size > 1) return []
  const [role] = roles
  return [
    {
      rule: 'runbook-of-one',
      sentence:
        role === undefined
          ? `A runbook is spoken of, and no step of the timeline shows it in anybody’s hands: “${words}”`
          : `On the timeline the runbook is in the hands of the ${role} alone: “${words}”`,
      ask: 'Which other role has run it within the last 180 days, and has anybody but its author changed it?',
      count: fewKnown(roles.size),
    },
  ]
}

const ONE = '(?:only|sole|single|alone|nobody else|no one else|one (?:role|team|account|approver|holder))'
const HELD =
  '(?:approv(?:e|es|al|als|er|ers)|credentials?|access|rights?|permissions?|keys?|tokens?|passwords?|sign-off|break-glass)'
const ONE_HOLDER = new RegExp(
  `\\b${ONE}\\b[^.;]{0,60}\\b${HELD}\\b|\\b${HELD}\\b[^.;]{0,60}\\b${ONE}\\b`,
  'i',
)

/** What a decision needed lay with one holder, by the barrier it names; and then where the words say as much. */
function holders(told: readonly TimelineEvent[], record: ReviewRead['record']): readonly SinglePoint[] {
  const barred = record.decisions.flatMap(({ role, notReached }) =>
    notReached
      .filter(({ barrier }) => barrier === 'TEAM-1')
      .map(({ what, where }) => ({ role, text: `${what} (${where})` })),
  )
  const known = new Set(barred.map(({ text }) => text))
  const words = [...told.map(({ text }) => text), ...saidAround(record)].filter(
    (text) => !known.has(text) && ONE_HOLDER.test(text),
  )
  return [
    ...new Set([
      ...barred.map(({ role, text }) => `The ${role} did not reach what one holder had: “${text}”`),
      ...words.map((text) => `“${text}”`),
    ]),
  ].map((sentence) => ({
    rule: 'one-holder',
    sentence,
    ask: 'Who else may do this, and what happens on the day they are away?',
    count: '1',
  }))
}

/** A recovery one person holds, or nobody has tried, for which no action has been seen to hold in a drill. */
function undrilled(
  { factors, actions }: ReviewRead['record'],
  exercised: ReadonlySet<string>,
): readonly SinglePoint[] {
  const drilled = new Set(actions.filter(({ id }) => exercised.has(id)).flatMap(({ factorIds }) => factorIds))
  return factors
    .filter(({ id, code }) => (code === 'TEAM-1' || code === 'REC-1') && !drilled.has(id))
    .map(({ code, statement }) => ({
      rule: 'drill-not-passed',
      sentence: `Nobody who was not there is known to have passed a drill of this: “${statement}”`,
      ask: 'Who does it from beginning to end without help, and on which day?',
      count: fewKnown(code === 'TEAM-1' ? 1 : 0),
    }))
}
