/** What stands between a review and its edition, as sentences with the place to mend each. */
import type { Action } from './actions.ts'
import type { Blocker, Place } from './blocker.ts'
import { decisionBlockers, decisionWarnings } from './decision-policy.ts'
import type { Section } from './editions.ts'
import { isUnderlyingWeakness } from './factors.ts'
import { epochMs, lengthInWords } from './instants.ts'
import { isDay, personSentence } from './policy.ts'
import { impactLabels, impactMeasures, type WorkingRecord } from './reviews.ts'
import { nullResult } from './strength.ts'
import { gaps } from './timeline.ts'

/** A finding of the language check that nobody has kept with a reason. */
export interface OpenFinding {
  readonly place: Place
  readonly level: 'error' | 'warning' | 'hint'
  readonly sentence: string
}

/** The working record and what other rooms found out about it. */
export interface PublishInput {
  readonly record: WorkingRecord
  /** The draft as `draftSections` splits it, prompts removed. */
  readonly sections: readonly Section[]
  /** Findings that are not kept. */
  readonly findings: readonly OpenFinding[]
  /** Names still readable after names were replaced by roles. */
  readonly namesLeft: readonly { readonly place: Place; readonly name: string }[]
  /** Factors whose statement is about a person, with the words that make it so. */
  readonly personShaped: readonly { readonly factorId: string; readonly quote: string }[]
  /** Ids of actions whose words change nothing. */
  readonly nullActions: readonly string[]
}

/** `blockers` keep the edition from appearing; `warnings` are worth a second look. */
export interface PublishAnswer {
  readonly blockers: readonly Blocker[]
  readonly warnings: readonly Blocker[]
}

/** Everything that stands in the way of an edition, in the order a reader would meet it. */
export function publishBlockers(input: PublishInput): PublishAnswer {
  return {
    blockers: [
      ...timeBlockers(input),
      ...storyBlockers(input),
      ...timelineBlockers(input),
      ...decisionBlockers(input.record),
      ...factorsBlockers(input),
      ...actionsBlockers(input),
      ...wordingBlockers(input),
    ],
    warnings: [
      ...timelineWarnings(input),
      ...decisionWarnings(input.record),
      ...factorWarnings(input),
      ...actionWarnings(input),
      ...wordingWarnings(input),
    ],
  }
}

function blocker(rule: string, sentence: string, place: Place): Blocker {
  return { rule, sentence, place }
}

function place(tab: Place['tab'], id: string | null = null): Place {
  return { tab, id }
}

/** A near miss harmed nobody, so there may be no impact to end; an unknown duration says the end is not known. */
function timeBlockers({ record }: PublishInput): readonly Blocker[] {
  const { incident, review } = record
  const found: Blocker[] = []
  if (incident.startedAt === null) {
    found.push(
      blocker(
        'no-start',
        'There is no start time yet. When did harm begin, or when would it have begun?',
        place('incident', 'startedAt'),
      ),
    )
  }
  if (
    incident.endedAt === null &&
    incident.kind === 'incident' &&
    review.impact.duration.state !== 'unknown'
  ) {
    found.push(
      blocker(
        'no-end',
        'There is no end time yet. When was impact over for the last person affected? If it goes on, set the duration to unknown.',
        place('incident', 'endedAt'),
      ),
    )
  }
  if (incident.startedAt !== null && incident.endedAt !== null) {
    const length_ms = epochMs(incident.endedAt.at) - epochMs(incident.startedAt.at)
    if (length_ms < 0) {
      found.push(
        blocker(
          'end-before-start',
          'The end is earlier than the start. Which of the two times comes from another clock or zone?',
          place('incident', 'endedAt'),
        ),
      )
    }
  }
  return found
}

function storyBlockers({ record, sections }: PublishInput): readonly Blocker[] {
  const found: Blocker[] = []
  if (!sections.some(({ heading, text }) => /^summary$/i.test(heading.trim()) && text.trim() !== '')) {
    found.push(
      blocker(
        'no-summary',
        'The summary is still empty. What happened, whom did it reach, and what changes, in three or four sentences?',
        place('story', 'Summary'),
      ),
    )
  }
  const unset = impactMeasures.filter((measure) => record.review.impact[measure].state === 'unset')
  if (unset.length > 0) {
    const names = listed(unset.map((measure) => impactLabels[measure].toLowerCase()))
    found.push(
      blocker(
        'impact-not-looked-at',
        `Impact: ${names} ${unset.length === 1 ? 'is' : 'are'} not filled in. Say what was found, that there was none, or that it is unknown; the three differ.`,
        place('story', 'impact'),
      ),
    )
  }
  return found
}

function timelineBlockers({ record, sections }: PublishInput): readonly Blocker[] {
  const accepted = record.timeline.filter((event) => event.state === 'accepted')
  if (accepted.length === 0) {
    return [
      blocker(
        'empty-timeline',
        'No event of the timeline is accepted yet. Which events does a reader need to follow the story?',
        place('timeline'),
      ),
    ]
  }
  if (accepted.some((event) => event.isTrigger) || saysTriggerUnknown(sections)) return []
  return [
    blocker(
      'no-trigger',
      'No event is marked as the trigger. After which event did harm begin? If that is not known, say so about the trigger under "What we still do not know".',
      place('timeline'),
    ),
  ]
}

/** Prose is where "unknown" is said: the section about open questions speaks of the trigger. */
function saysTriggerUnknown(sections: readonly Section[]): boolean {
  return sections.some(
    ({ heading, text }) => /do not know|unknown|open question/i.test(heading) && /\btrigger/i.test(text),
  )
}

function factorsBlockers({ record, personShaped }: PublishInput): readonly Blocker[] {
  const found = personShaped.map(({ factorId, quote }) =>
    blocker('person-as-factor', personSentence(quote), place('factors', factorId)),
  )
  if (record.factors.length === 0) {
    found.push(
      blocker(
        'no-factor',
        'No contributing factor is named yet. Which conditions let this through?',
        place('factors'),
      ),
    )
  } else if (!record.factors.some(isUnderlyingWeakness)) {
    found.push(
      blocker(
        'no-underlying-weakness',
        'None of the factors is an underlying weakness yet. Which one was there before, stays after the repair, and could lead to other incidents?',
        place('factors'),
      ),
    )
  }
  return found
}

function actionsBlockers({ record, nullActions }: PublishInput): readonly Blocker[] {
  const live = record.actions.filter((action) => action.state !== 'dropped')
  const nulls = new Set([
    ...nullActions,
    ...live.filter(({ strength }) => strength === 0).map(({ id }) => id),
  ])
  const found = [
    ...live.filter((action) => nulls.has(action.id)).map(nullBlocker),
    ...live.filter((action) => !isPromised(action)).map(promiseBlocker),
  ]
  if (!live.some((action) => action.strength >= 1 && !nulls.has(action.id))) {
    found.push(
      blocker(
        'no-concrete-change',
        'There is no concrete change yet. Which test, guardrail, tool, page, process, design or signal will be different because of this?',
        place('actions'),
      ),
    )
  }
  if (live.length > 10) {
    found.push(
      blocker(
        'too-many-actions',
        `There are ${live.length} actions; over ten, the strong ones get lost. Which belong together, and which can be dropped with a reason?`,
        place('actions'),
      ),
    )
  }
  return found
}

function nullBlocker(action: Action): Blocker {
  return blocker(
    'null-action',
    `"${action.title}": ${nullResult.sentence} ${nullResult.ask}`,
    place('actions', action.id),
  )
}

function isPromised(action: Action): boolean {
  return (
    action.owner !== null && action.owner.role.trim() !== '' && action.dueOn !== null && isDay(action.dueOn)
  )
}

function promiseBlocker(action: Action): Blocker {
  const missing =
    action.owner === null ? (action.dueOn === null ? 'one owner and a date' : 'one owner') : 'a date'
  const wanted =
    action.owner !== null && action.owner.role.trim() === '' ? 'the role its owner is shown by' : missing
  return blocker(
    'action-without-owner-or-date',
    `"${action.title}" needs ${wanted} before readers can rely on it. Who will bring it to a decision, and by when?`,
    place('actions', action.id),
  )
}

function wordingBlockers({ findings, namesLeft }: PublishInput): readonly Blocker[] {
  return [
    ...findings
      .filter(({ level }) => level === 'error')
      .map((finding) => blocker('wording', finding.sentence, finding.place)),
    ...namesLeft.map(({ name, place: where }) =>
      blocker(
        'name-left',
        `"${name}" can still be read here. Which role should readers see in its place?`,
        where,
      ),
    ),
  ]
}

function timelineWarnings({ record, sections }: PublishInput): readonly Blocker[] {
  const accepted = record.timeline.filter((event) => event.state === 'accepted')
  const waiting = record.timeline.filter((event) => event.state === 'proposed').length
  const found: Blocker[] = []
  if (accepted.length > 0 && !accepted.some((event) => event.isTrigger) && saysTriggerUnknown(sections)) {
    found.push(
      blocker('trigger-unknown', 'The edition will say that the trigger is not known.', place('timeline')),
    )
  }
  if (record.incident.endedAt === null && record.review.impact.duration.state === 'unknown') {
    found.push(
      blocker(
        'end-unknown',
        'The edition will say that the end of impact is not known.',
        place('incident', 'endedAt'),
      ),
    )
  }
  if (waiting > 0) {
    found.push(
      blocker(
        'proposals-waiting',
        `${waiting === 1 ? 'One proposed event is' : `${waiting} proposed events are`} neither accepted nor rejected; readers will not see ${waiting === 1 ? 'it' : 'them'}.`,
        place('timeline'),
      ),
    )
  }
  const longest = gaps(accepted).toSorted((a, b) => b.length_ms - a.length_ms)[0]
  if (longest !== undefined) {
    found.push(
      blocker(
        'gap',
        `The timeline is silent for ${lengthInWords(longest.length_ms)} after this event. What was going on in that time?`,
        place('timeline', longest.afterId),
      ),
    )
  }
  return found
}

function factorWarnings({ record }: PublishInput): readonly Blocker[] {
  const found: Blocker[] = []
  if (record.factors.length === 1) {
    found.push(
      blocker(
        'single-factor',
        'Only one factor is named. What else was also needed for this to happen?',
        place('factors'),
      ),
    )
  }
  if (!record.lessons.some(({ kind }) => kind === 'lucky')) {
    found.push(
      blocker(
        'no-luck',
        'Nothing stands under "Where we got lucky". What limited the harm that nobody designed?',
        place('factors'),
      ),
    )
  }
  return found
}

function actionWarnings({ record }: PublishInput): readonly Blocker[] {
  const live = record.actions.filter((action) => action.state !== 'dropped')
  const strongest = Math.max(0, ...live.map(({ strength }) => strength))
  const isGrave = record.incident.severity === 'SEV1' || record.incident.severity === 'SEV2'
  const found: Blocker[] = []
  if (live.length > 5 && live.length <= 10) {
    found.push(
      blocker(
        'many-actions',
        `There are ${live.length} actions; three to five good ones are finished more often than many. Which matter most?`,
        place('actions'),
      ),
    )
  }
  if (live.length > 0 && strongest <= 1) {
    found.push(
      blocker(
        'only-weak-actions',
        'Every action rests on reading or remembering. Which of them could become something a tool does by itself?',
        place('actions'),
      ),
    )
  } else if (live.length > 0 && isGrave && strongest < 3) {
    found.push(
      blocker(
        'no-strong-action',
        `After a ${record.incident.severity} we look for at least one change of strength 3 or more. What could check, refuse or repair this without a person?`,
        place('actions'),
      ),
    )
  }
  return found
}

function wordingWarnings({ findings }: PublishInput): readonly Blocker[] {
  return findings
    .filter(({ level }) => level === 'warning')
    .map((finding) => blocker('wording', finding.sentence, finding.place))
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}
