/**
 * Where a system rests on one human being, read from the review itself and asked as questions. Counts stop at two and
 * more; roles are named where the timeline names them, and nobody else is.
 */
import { epochMs, lengthInWords } from './instants.ts'
import type { WorkingRecord } from './reviews.ts'
import { inOrder, type TimelineEvent } from './timeline.ts'

/** How many are known to be able to: none, one, or more than that. It counts no further. */
export type FewKnown = '0' | '1' | '2+'

/** One sign, with the question it asks. */
export interface SinglePoint {
  readonly rule: 'one-role-recovers' | 'wait-for-one' | 'named-as-weakness' | 'rescue-praised'
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

/** What is read of a review. `rescues`: words of the text in which somebody saved the day, found by the language check. */
export interface ReviewRead {
  readonly record: Pick<WorkingRecord, 'timeline' | 'factors'>
  readonly rescues: readonly string[]
}

/** Every sign in a review, in the order of the incident. */
export function singlePoints({ record, rescues }: ReviewRead): readonly SinglePoint[] {
  const told = inOrder(record.timeline.filter(({ state }) => state === 'accepted'))
  return [
    ...waits(told),
    ...recoveries(told),
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

/** Everything that limited or ended the harm was done by one role. */
function recoveries(told: readonly TimelineEvent[]): readonly SinglePoint[] {
  const acts = told.filter(
    ({ kind, actor }) =>
      (kind === 'mitigation' || kind === 'recovery') && actor.kind === 'role' && actor.name !== '',
  )
  const roles = [...new Set(acts.map(({ actor }) => actor.name))]
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
