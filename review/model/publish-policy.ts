/** What stands between a review and its edition, as sentences with the place to mend each. */
import { actionsBlockers, actionsWarnings } from './action-policy.ts'
import { agentsBlockers, agentsWarnings } from './agent-policy.ts'
import type { Blocker, Place } from './blocker.ts'
import { decisionBlockers, decisionWarnings } from './decision-policy.ts'
import type { Section } from './editions.ts'
import { isUnderlyingWeakness } from './factors.ts'
import { answersBlockers, answersWarnings } from './gate-policy.ts'
import { epochMs, lengthInWords } from './instants.ts'
import { type MapAsk, mapBlockers, mapWarnings } from './map-checks.ts'
import { personSentence } from './policy.ts'
import { impactLabels, impactMeasures, type WorkingRecord } from './reviews.ts'
import { gaps } from './timeline.ts'

/** A finding of the language check that nobody has kept with a reason. */
export interface OpenFinding {
  readonly place: Place
  readonly level: 'error' | 'warning' | 'hint'
  readonly sentence: string
}

/** A name that can still be read; hidden: only in another way than it stands there. */
export interface NameLeft {
  readonly place: Place
  readonly name: string
  readonly isHidden?: true
}

/** The working record and what other rooms found out about it. */
export interface PublishInput {
  readonly record: WorkingRecord
  /** The draft as `draftSections` splits it, prompts removed. */
  readonly sections: readonly Section[]
  /** Findings that are not kept. */
  readonly findings: readonly OpenFinding[]
  /** Names still readable after names were replaced by roles. */
  readonly namesLeft: readonly NameLeft[]
  /** Factors whose statement is about a person, with the words that make it so. */
  readonly personShaped: readonly { readonly factorId: string; readonly quote: string }[]
  /** What the causal map still asks; empty while nothing is drawn. */
  readonly mapAsks: readonly MapAsk[]
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
      ...mapStops(input),
      ...agentsBlockers(input.record),
      ...actionsBlockers(input.record, input.nullActions),
      ...answersBlockers(input.record),
      ...wordingBlockers(input),
    ],
    warnings: [
      ...timelineWarnings(input),
      ...decisionWarnings(input.record),
      ...factorWarnings(input),
      ...mapWarnings(input.mapAsks),
      ...agentsWarnings(input.record),
      ...actionsWarnings(input.record),
      ...answersWarnings(input.record),
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

/** A factor that is a person stands among the blockers of the factors already. */
function mapStops({ record, mapAsks }: PublishInput): readonly Blocker[] {
  const factors = new Set(record.factors.map(({ id }) => id))
  return mapBlockers(mapAsks).filter(
    ({ rule, place: where }) => !(rule === 'person-as-node' && where.id !== null && factors.has(where.id)),
  )
}

function wordingBlockers({ findings, namesLeft }: PublishInput): readonly Blocker[] {
  return [
    ...findings
      .filter(({ level }) => level === 'error')
      .map((finding) => blocker('wording', finding.sentence, finding.place)),
    ...namesLeft.map((left) => blocker('name-left', nameSentence(left), left.place)),
  ]
}

function nameSentence({ name, isHidden }: NameLeft): string {
  return isHidden
    ? `"${name}" can be read in the edition in another way than it stands there: in a link, a file name, marks or encoded text. Where is it, and which words can take its place?`
    : `"${name}" can still be read here. Which role should readers see in its place?`
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

function wordingWarnings({ findings }: PublishInput): readonly Blocker[] {
  return findings
    .filter(({ level }) => level === 'warning')
    .map((finding) => blocker('wording', finding.sentence, finding.place))
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}
