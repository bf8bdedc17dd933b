/** What decision points still need, as sentences: the page and the step of publishing read them from here. */

import type { Blocker } from './blocker.ts'
import { conditionsOf, contributionGaps, type DecisionPoint, decidedAt, seenBlockers } from './decisions.ts'
import type { WorkingRecord } from './reviews.ts'
import { shortened } from './shortened.ts'

/** What is read of the record. */
export type DecisionsOfRecord = Pick<WorkingRecord, 'decisions' | 'timeline' | 'factors' | 'seen'>

/** Everything about the decisions that stands in the way of an edition, in their order. */
export function decisionBlockers(record: DecisionsOfRecord): readonly Blocker[] {
  return record.decisions.flatMap((decision) => blockersOf(decision, record))
}

/** What stands in the way of one decision being told. */
export function blockersOf(decision: DecisionPoint, record: DecisionsOfRecord): readonly Blocker[] {
  const event = record.timeline.find(({ id }) => id === decision.eventId)
  const found: (readonly [rule: string, sentence: string])[] = []
  const who = named(decision)
  if (event?.state !== 'accepted') {
    found.push([
      'decision-without-event',
      `${who} hangs on an event that ${event === undefined ? 'was removed' : 'is not accepted'}, so readers would not find it on the timeline. Which accepted event is the moment of this choice?`,
    ])
  }
  if (decision.contributed) {
    const hasCondition = conditionsOf(decision, record.factors).length > 0
    const gaps = contributionGaps(who, { ...decision, hasCondition })
    found.push(...gaps.map(({ rule, sentence, prompt }) => [rule, `${sentence} ${prompt}`] as const))
  }
  const place = { tab: 'decisions', id: decision.id } as const
  return [
    ...found.map(([rule, sentence]) => ({ rule, sentence, place })),
    ...seenBlockers({ decision, timeline: record.timeline, evidence: record.seen }),
  ]
}

/** What deserves a second look before an edition: nothing here keeps it from appearing. */
export function decisionWarnings(record: DecisionsOfRecord): readonly Blocker[] {
  return record.decisions.flatMap((decision) => warningsOf(decision, record))
}

/** What deserves a second look about one decision. */
export function warningsOf(decision: DecisionPoint, record: DecisionsOfRecord): readonly Blocker[] {
  const found: (readonly [rule: string, sentence: string])[] = []
  const who = named(decision)
  const event = record.timeline.find(({ id }) => id === decision.eventId)
  const hasSeen = decision.seenEvidenceIds.length + decision.seenEventIds.length > 0
  if (!hasSeen && decision.decider === 'agent') {
    found.push([
      'agent-word-alone',
      `${who} rests on the agent's own words alone. Which step of the trace shows what was in its context?`,
    ])
  } else if (!hasSeen) {
    found.push([
      'decision-without-evidence',
      `${who} names nothing that was seen, so it stays a belief of ours. Which message, graph or page was in front of them?`,
    ])
  }
  if (decision.options.length > 0 && decision.options.every(({ seenThen }) => !seenThen)) {
    found.push([
      'only-later-options',
      `Every option of ${lower(who)} is one we only see now. What was on the table then, waiting included?`,
    ])
  }
  if (hasSeen && event !== undefined && decidedAt(event) === null) {
    found.push([
      'decision-without-clock',
      `${who} hangs on an event without a time, so nobody can tell what was there to be seen before it. When was it, even roughly?`,
    ])
  }
  const untold = untoldIn(decision, record)
  if (untold !== null) {
    found.push([
      'seen-not-told',
      `${who} names "${shortened(untold, 60)}" as seen, and no accepted event tells it, so readers will not see it. Does it belong on the timeline?`,
    ])
  }
  const place = { tab: 'decisions', id: decision.id } as const
  return found.map(([rule, sentence]) => ({ rule, sentence, place }))
}

/** The words of the first seen piece that no accepted event rests on; null when every one of them is told. */
function untoldIn(decision: DecisionPoint, { timeline, seen }: DecisionsOfRecord): string | null {
  const accepted = timeline.filter(({ state }) => state === 'accepted')
  const told = new Set(accepted.flatMap(({ evidenceIds }) => evidenceIds))
  const piece = seen.find(({ id }) => decision.seenEvidenceIds.includes(id) && !told.has(id))
  return piece?.text ?? null
}

/** "The decision of the incident commander to roll back": said so that it is found on a page with several. */
function named({ role, chosen }: DecisionPoint): string {
  const words = chosen.trim() === '' ? '' : ` ("${shortened(chosen, 60)}")`
  return `The decision of the ${role}${words}`
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
