/** The single most useful thing to do next, in words, from the record alone. Shown in the margin and on the home page. */

import { rolesWithoutAccount } from '@secondstory/review/model/accounts'
import type { Blocker, Place } from '@secondstory/review/model/blocker'
import { isUnderlyingWeakness } from '@secondstory/review/model/factors'
import { impactMeasures, type WorkingRecord } from '@secondstory/review/model/reviews'
import { paths } from '../paths.ts'
import { dayInWords } from '../words.ts'

export interface NextStep {
  /** What to do, as a short request. */
  readonly sentence: string
  /** Why it is next, one sentence. */
  readonly because: string
  readonly tab: Place['tab'] | 'evidence'
  readonly id: string | null
}

/** Whether a step is taken on the page that is open, with no place on it to lead to: a link would lead to itself. */
export function isTakenHere(step: NextStep, reference: string, pathname: string): boolean {
  return (
    step.id === null &&
    step.tab !== 'incident' &&
    paths.onIncident(reference, { tab: step.tab, id: null }) === pathname
  )
}

/** What is known beside the record: what its list still asks for. */
type Ask = (record: WorkingRecord, open: ReadonlySet<string>) => NextStep | null

/** In the order of a review's life: facts before factors, factors before fixes, fixes before the text is closed. */
const asks: readonly Ask[] = [
  bringEvidence,
  readProposals,
  giveRoles,
  askForAccounts,
  sayWhenItEnded,
  markTheTrigger,
  nameFactors,
  testForWeakness,
  chooseADay,
  sayWhatWentWell,
  proposeActions,
  openActions,
  sayTheImpact,
  writeTheSummary,
]

/**
 * The next step; a finished record ends with publishing or, once published, with following through. `open` names the
 * tasks of its list that are neither done nor left out.
 */
export function nextStep(
  record: WorkingRecord,
  blockers: readonly Blocker[],
  open: ReadonlySet<string> = new Set(),
): NextStep {
  for (const ask of asks) {
    const step = ask(record, open)
    if (step !== null) return step
  }
  const [blocker] = blockers
  if (blocker !== undefined) {
    return {
      sentence: blocker.sentence,
      because:
        blockers.length === 1
          ? 'This is the last thing before publishing.'
          : `${blockers.length} things stand between this text and its readers.`,
      ...blocker.place,
    }
  }
  if (record.review.editionNumber === null) {
    return {
      sentence: 'Read it once as a reader would, then publish.',
      because: 'Nothing stands in the way.',
      tab: 'publish',
      id: null,
    }
  }
  return followThrough(record)
}

function followThrough(record: WorkingRecord): NextStep {
  const open = record.actions.filter((action) => action.state === 'open')
  const [soonest] = open.toSorted((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'))
  if (soonest === undefined) {
    return {
      sentence: 'Every action is closed. Note what the fixes changed.',
      because: 'Done is not yet effective: the next similar day shows it.',
      tab: 'actions',
      id: null,
    }
  }
  return {
    sentence: `Follow “${soonest.title}” until it is seen working.`,
    because:
      soonest.dueOn === null
        ? 'It has no date yet.'
        : `It is due ${dayInWords(soonest.dueOn)}${open.length === 1 ? '.' : `, the soonest of ${open.length}.`}`,
    tab: 'actions',
    id: soonest.id,
  }
}

function bringEvidence(record: WorkingRecord): NextStep | null {
  if (record.timeline.length > 0) return null
  return {
    sentence: 'Bring in the record of what happened.',
    because: 'A chat export, the alerts or a page of notes is enough for a first timeline.',
    tab: 'evidence',
    id: null,
  }
}

function readProposals(record: WorkingRecord): NextStep | null {
  const proposed = record.timeline.filter((event) => event.state === 'proposed')
  const [first] = proposed
  if (first === undefined) return null
  return {
    sentence:
      proposed.length === 1
        ? 'Accept or reject the last proposed event.'
        : `Read the ${proposed.length} proposed events and keep those that tell what happened.`,
    because: 'Each came from the record for a reason that stands beside it.',
    tab: 'timeline',
    id: first.id,
  }
}

const PROPOSED_ROLE = /^responder \d+$/i

function giveRoles(record: WorkingRecord): NextStep | null {
  const unnamed = record.participants.filter((participant) => PROPOSED_ROLE.test(participant.role))
  if (unnamed.length === 0) return null
  return {
    sentence:
      unnamed.length === 1
        ? 'Say which role the last unnamed participant had.'
        : `Say which roles ${unnamed.length} participants had.`,
    because: 'Readers learn from “database on-call”, not from “responder 2”.',
    tab: 'timeline',
    id: 'roles',
  }
}

/** Nobody has to tell anything, so an account is asked for while the work goes on, and never stands in its way. */
function askForAccounts(record: WorkingRecord): NextStep | null {
  const [role] = rolesWithoutAccount(record.timeline, record.accounts)
  if (role === undefined || record.factors.length > 0 || record.accounts.length > 0) return null
  return {
    sentence: `Ask the ${role.replace(/^the /i, '')} for their account.`,
    because: 'The log shows what happened; only those who were there know how it looked.',
    tab: 'accounts',
    id: 'missing',
  }
}

function sayWhenItEnded(record: WorkingRecord): NextStep | null {
  const { startedAt, endedAt } = record.incident
  if (startedAt !== null && endedAt !== null) return null
  return {
    sentence: startedAt === null ? 'Say when harm began.' : 'Say when impact ended.',
    because: 'The clock of the review and the length of the incident rest on it.',
    tab: 'incident',
    id: null,
  }
}

function markTheTrigger(record: WorkingRecord): NextStep | null {
  if (record.timeline.some((event) => event.isTrigger)) return null
  return {
    sentence: 'Mark the event that set it off.',
    because: 'The trigger is where the story starts, and the least interesting part of why it was possible.',
    tab: 'timeline',
    id: null,
  }
}

function nameFactors(record: WorkingRecord): NextStep | null {
  if (record.factors.length >= 2) return null
  if (record.factors.length === 1) {
    return {
      sentence: 'Look for a second condition.',
      because: 'One factor is hardly ever the whole story; ask what else had to be true.',
      tab: 'factors',
      id: null,
    }
  }
  return {
    sentence: 'Name the first condition that let it through.',
    because: 'Take the trigger and ask what made it dangerous that day.',
    tab: 'factors',
    id: null,
  }
}

function testForWeakness(record: WorkingRecord): NextStep | null {
  if (record.factors.some(isUnderlyingWeakness)) return null
  return {
    sentence: 'Ask the three questions of each factor.',
    because:
      'A condition that was there before, remains after the repair and can cause others is an underlying weakness.',
    tab: 'factors',
    id: record.factors[0]?.id ?? null,
  }
}

/** A review that is published already is not asked to meet, and nobody meets about the sample. */
function chooseADay(record: WorkingRecord, open: ReadonlySet<string>): NextStep | null {
  if (!open.has('meeting-date') || record.review.editionNumber !== null || record.incident.isSample)
    return null
  return {
    sentence: 'Choose a day for the meeting, and invite.',
    because: 'Everybody invited gets the agenda now, and the draft a day ahead.',
    tab: 'meeting',
    id: null,
  }
}

function sayWhatWentWell(record: WorkingRecord): NextStep | null {
  const isSaid = (kind: 'went-well' | 'lucky') => record.lessons.some((lesson) => lesson.kind === kind)
  if (isSaid('went-well') && isSaid('lucky')) return null
  return isSaid('went-well')
    ? {
        sentence: 'Say where we got lucky.',
        because: 'Luck that limited the harm is a weakness that has not hurt yet.',
        tab: 'factors',
        id: 'lucky',
      }
    : {
        sentence: 'Say what went well.',
        because: 'What worked that day is worth keeping on purpose.',
        tab: 'factors',
        id: 'went-well',
      }
}

function proposeActions(record: WorkingRecord): NextStep | null {
  if (record.actions.some((action) => action.state !== 'dropped')) return null
  const weakness = record.factors.find(isUnderlyingWeakness)
  return {
    sentence: 'Propose one change that works even if everyone forgets it.',
    because:
      weakness === undefined ? 'Three to five good ones beat twenty.' : `Start from: ${weakness.statement}`,
    tab: 'actions',
    id: null,
  }
}

function openActions(record: WorkingRecord): NextStep | null {
  const waiting = record.actions.find((action) => action.state === 'proposed')
  if (waiting === undefined) return null
  return {
    sentence: `Give “${waiting.title}” one owner and a date.`,
    because: 'Who will bring it to a decision, and by when?',
    tab: 'actions',
    id: waiting.id,
  }
}

function sayTheImpact(record: WorkingRecord): NextStep | null {
  const unset = impactMeasures.filter((measure) => record.review.impact[measure].state === 'unset')
  if (unset.length === 0) return null
  return {
    sentence: 'Say what the harm was, or that it is not known.',
    because: '“None” and “unknown” are both answers; an empty line is not.',
    tab: 'story',
    id: 'impact',
  }
}

/** Words below the first heading, templates' own questions in comments left out. */
function writeTheSummary(record: WorkingRecord): NextStep | null {
  const first = record.draft.text.replace(/<!--[\s\S]*?-->/g, '').split(/^## /m)[1] ?? record.draft.text
  const words = first
    .split('\n')
    .slice(1)
    .join(' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length >= 8) return null
  return {
    sentence: 'Write the summary: what happened, in three sentences.',
    because: 'Most readers see only this part.',
    tab: 'story',
    id: 'summary',
  }
}
