/**
 * The meeting of a review: what stands on the wall, and how it moves. Facts come before fixes, everybody writes before
 * anybody reads, and nothing here knows who spoke, for how long or how often.
 */
import type { Blocker } from './blocker.ts'
import { epochMs, later } from './instants.ts'

/** The parts of a meeting, in their order. */
export const meetingParts = ['opening', 'timeline', 'conditions', 'changes', 'closing'] as const
/** One part. */
export type MeetingPart = (typeof meetingParts)[number]

/** What a part is for, how long it usually takes, and the words it can begin with. */
export interface PartRule {
  readonly name: string
  readonly minutes: number
  readonly means: string
  /** Read aloud or said in other words; empty where the part needs none. */
  readonly script: readonly string[]
  /** The card it begins with, by the id of the question. */
  readonly cardId: string
}

/** Every part with its rule. */
export const partRules: Readonly<Record<MeetingPart, PartRule>> = {
  opening: {
    name: 'Opening',
    minutes: 5,
    means: 'Why we are here, and what we leave be.',
    script: [
      'We want to understand what this looked like while it was going on, and what in our systems let it through.',
      'Everybody acted sensibly with what they could see at that hour. If something looks strange now, we ask what made it sensible then.',
      'We speak of roles and systems. Fixes wait in the parking lot until we agree on what happened. Everyone may pass.',
    ],
    cardId: 'facilitation-2',
  },
  timeline: {
    name: 'What happened',
    minutes: 20,
    means: 'The timeline, event by event, as it looked then.',
    script: [],
    cardId: 'facilitation-3',
  },
  conditions: {
    name: 'What let it through',
    minutes: 15,
    means: 'The conditions around the events, several of them, none a person.',
    script: [],
    cardId: 'analysis-1',
  },
  changes: {
    name: 'What could be different',
    minutes: 15,
    means: 'Ideas, out of the parking lot and new. They may rest for some days before one becomes an action.',
    script: [],
    cardId: 'action-1',
  },
  closing: {
    name: 'Closing',
    minutes: 5,
    means: 'What stays open, what happens next, and two questions on the way out.',
    script: [
      'Thank you for saying it as it looked then.',
      'The people described read the draft before anybody else does and correct it. What comes to mind later can be sent to the review, or privately.',
      'Two questions before you go. They carry no name, and the answers are shown only when five or more are there.',
    ],
    cardId: 'facilitation-13',
  },
}

/** Minutes of every part. */
export type Agenda = Readonly<Record<MeetingPart, number>>

/** The agenda a meeting starts from: 5, 20, 15, 15, 5. */
export const usualAgenda: Agenda = { opening: 5, timeline: 20, conditions: 15, changes: 15, closing: 5 }

/** How long one part may be, in minutes. */
export const longestPart_min = 180

/** The whole length of an agenda, in minutes. */
export function agendaLength_min(agenda: Agenda): number {
  return meetingParts.reduce((sum, part) => sum + agenda[part], 0)
}

/** Planned, under way, or over. */
export type MeetingState = 'planned' | 'running' | 'ended'

/** What stands on the wall at the moment, the same for everybody. */
export interface Floor {
  readonly state: MeetingState
  readonly part: MeetingPart
  /** Since when the clock of this part runs; null while it rests. */
  readonly since: string | null
  /** Time the parts had before that, in milliseconds. */
  readonly spent_ms: Readonly<Record<MeetingPart, number>>
  /** The card everybody sees, by the id of its question. */
  readonly cardId: string | null
  /** The event the walk stands at. */
  readonly eventId: string | null
  /** When the room agreed on the timeline; until then fixes are parked. */
  readonly agreedAt: string | null
  /** Since when the two questions on the way out are open. */
  readonly pollAt: string | null
  readonly endedAt: string | null
}

const noTime: Floor['spent_ms'] = { opening: 0, timeline: 0, conditions: 0, changes: 0, closing: 0 }

/** Before anything began. */
export const emptyFloor: Floor = {
  state: 'planned',
  part: 'opening',
  since: null,
  spent_ms: noTime,
  cardId: partRules.opening.cardId,
  eventId: null,
  agreedAt: null,
  pollAt: null,
  endedAt: null,
}

/** One thing a facilitator does to the wall. */
export type Move =
  | { readonly kind: 'start' }
  | { readonly kind: 'part'; readonly part: MeetingPart }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'card'; readonly questionId: string | null }
  | { readonly kind: 'walk'; readonly eventId: string | null }
  | { readonly kind: 'agree' }
  | { readonly kind: 'disagree' }
  | { readonly kind: 'poll' }
  | { readonly kind: 'end' }

/** Time a part has had by now, in milliseconds. */
export function timeIn_ms(floor: Floor, part: MeetingPart, now: string): number {
  const running = floor.since === null || floor.part !== part ? 0 : epochMs(now) - epochMs(floor.since)
  return floor.spent_ms[part] + Math.max(0, running)
}

/** The floor with the running clock written down. */
function settled(floor: Floor, now: string): Floor {
  const spent_ms = { ...floor.spent_ms, [floor.part]: timeIn_ms(floor, floor.part, now) }
  return { ...floor, spent_ms, since: null }
}

/** The wall after a move. Whether it may be made is `moveBlockers`. */
export function moved(floor: Floor, move: Move, now: string): Floor {
  if (move.kind === 'start') return { ...floor, state: 'running', since: now }
  if (move.kind === 'part') return intoPart(floor, move.part, now)
  if (move.kind === 'pause') return settled(floor, now)
  if (move.kind === 'resume') return { ...floor, since: floor.since ?? now }
  if (move.kind === 'card') return { ...floor, cardId: move.questionId }
  if (move.kind === 'walk') return { ...floor, eventId: move.eventId }
  if (move.kind === 'agree') return { ...floor, agreedAt: floor.agreedAt ?? now }
  if (move.kind === 'disagree') return { ...floor, agreedAt: null }
  if (move.kind === 'poll') return { ...floor, pollAt: floor.pollAt ?? now }
  return { ...settled(floor, now), state: 'ended', pollAt: floor.pollAt ?? now, endedAt: now }
}

function intoPart(floor: Floor, part: MeetingPart, now: string): Floor {
  if (part === floor.part) return floor
  const isTicking = floor.since !== null
  return {
    ...settled(floor, now),
    part,
    since: isTicking ? now : null,
    cardId: partRules[part].cardId,
    pollAt: part === 'closing' ? (floor.pollAt ?? now) : floor.pollAt,
  }
}

/** Why a move cannot be made now; empty when it can. */
export function moveBlockers(floor: Pick<Floor, 'state'>, move: Move): readonly Blocker[] {
  if (floor.state === 'ended') {
    return [
      blocker(
        'meeting-over',
        'This meeting is over, and its wall stays as it was. A new one can be planned.',
      ),
    ]
  }
  if (move.kind === 'start' && floor.state === 'running') {
    return [blocker('meeting-under-way', 'This meeting is under way already; everybody sees the same wall.')]
  }
  const needsStart =
    move.kind === 'resume' || move.kind === 'pause' || move.kind === 'poll' || move.kind === 'end'
  if (needsStart && floor.state === 'planned') {
    return [
      blocker(
        'meeting-not-started',
        'This meeting has not begun; starting it starts the clock of its opening.',
      ),
    ]
  }
  return []
}

function blocker(rule: string, sentence: string): Blocker {
  return { rule, sentence, place: { tab: 'meeting', id: null } }
}

/** How a part stands with its time. It never counts down aloud: a sentence, and the length of a line. */
export interface PartTime {
  /** 0 to 1 of its minutes; 1 when it has had all of them. */
  readonly share: number
  readonly isNearlyOver: boolean
  readonly isOver: boolean
  readonly sentence: string
}

/** From here on a part is said to be nearly over. */
const NEARLY = 0.8

/** How the current part stands with its time. */
export function partTime(floor: Floor, agenda: Agenda, now: string): PartTime {
  const had_ms = timeIn_ms(floor, floor.part, now)
  const whole_ms = agenda[floor.part] * 60_000
  const share = whole_ms === 0 ? 1 : Math.min(1, had_ms / whole_ms)
  const left = Math.ceil((whole_ms - had_ms) / 60_000)
  const isOver = had_ms >= whole_ms
  const minutes = left === 1 ? 'a minute' : `${left} minutes`
  const sentence = isOver
    ? 'This part has had its time. It can take more, or go on.'
    : share >= NEARLY
      ? `About ${minutes} left in this part.`
      : `${minutes.charAt(0).toUpperCase()}${minutes.slice(1)} for this part.`
  return { share, isNearlyOver: share >= NEARLY, isOver, sentence }
}

/** Said when the room goes on from the timeline before it had its minutes; null when it had them. */
export function timelineShare(floor: Floor, agenda: Agenda, now: string): string | null {
  const had = Math.floor(timeIn_ms(floor, 'timeline', now) / 60_000)
  if (had >= agenda.timeline) return null
  return `The timeline has had ${had} of its ${agenda.timeline} minutes. What is agreed here carries everything after it.`
}

/** The card for a blame heard in the room. */
export const heardBlameCardId = 'facilitation-9'

/** What a note-taker keeps, what waits, what the room found, and what could be done about it. */
export const entryKinds = ['note', 'parked', 'theme', 'idea'] as const
/** One kind. */
export type EntryKind = (typeof entryKinds)[number]

/** One line of a meeting. It says what was said, never who said it. */
export interface MeetingEntry {
  readonly id: string
  readonly incidentId: string
  readonly meetingId: string
  readonly kind: EntryKind
  readonly text: string
  /** Why it waits in the parking lot; empty for everything else. */
  readonly because: string
  readonly addedAt: string
  /** The action an idea became. */
  readonly actionId: string | null
  readonly version: number
}

/** Why a fix waits. */
export const parkedBecause =
  'Parked: the timeline is not agreed yet, and a fix made now would rest on what we take for granted about it.'

/** The kind something is kept as: an idea that comes before the timeline is agreed waits in the parking lot. */
export function keptAs(
  kind: EntryKind,
  floor: Pick<Floor, 'agreedAt'>,
): { readonly kind: EntryKind; readonly because: string } {
  if (kind === 'idea' && floor.agreedAt === null) return { kind: 'parked', because: parkedBecause }
  return { kind, because: '' }
}

/** Fewest and most themes of a meeting. */
export const themeRange = { least: 2, most: 5 } as const

/** Why a theme cannot be added: a sixth one hides the first five. */
export function themeBlockers(themes: number): readonly Blocker[] {
  if (themes < themeRange.most) return []
  return [
    blocker(
      'too-many-themes',
      'Five themes are here, and a sixth would hide them. Which two are the same thing seen from two sides?',
    ),
  ]
}

/** Why an entry cannot become another kind now. */
export function kindBlockers(to: EntryKind, floor: Pick<Floor, 'agreedAt'>): readonly Blocker[] {
  if (to !== 'idea' || floor.agreedAt !== null) return []
  return [
    blocker(
      'timeline-not-agreed',
      'It stays in the parking lot until the room agrees on the timeline. What is still unclear about what happened?',
    ),
  ]
}

/** Working days an idea rests before it may become an action, unless a meeting says otherwise. */
export const usualSoak_days = 2

/** When an idea has rested so many working days. A day that is begun on a weekend is no working day. */
export function soakedAt(addedAt: string, days: number): string {
  let at = addedAt
  for (let left = days; left > 0; ) {
    at = later(at, 86_400_000)
    const weekday = new Date(epochMs(at)).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}

/** Why an idea cannot be proposed as an action yet. */
export function soakBlockers(
  entry: Pick<MeetingEntry, 'kind' | 'addedAt' | 'actionId'>,
  soak_days: number,
  now: string,
): readonly Blocker[] {
  if (entry.actionId !== null) {
    return [blocker('idea-is-an-action', 'This idea became an action already; it goes on among the actions.')]
  }
  if (entry.kind !== 'idea') {
    return [
      blocker(
        'not-an-idea',
        'Only an idea becomes an action. What waits in the parking lot comes out of it first.',
      ),
    ]
  }
  const until = soakedAt(entry.addedAt, soak_days)
  if (epochMs(now) >= epochMs(until)) return []
  const days = soak_days === 1 ? 'one working day' : `${soak_days} working days`
  return [
    blocker(
      'idea-still-soaking',
      `Ideas of this meeting rest for ${days}; this one can be proposed from ${until.slice(0, 10)}, ${until.slice(11, 16)} UTC. The meeting can turn the rest off.`,
    ),
  ]
}

/** A silent round: one question, everybody writes, and all of it is read at once. */
export interface Round {
  readonly id: string
  readonly ask: string
  /** How many papers lie on the table. */
  readonly written: number
  readonly releasedAt: string | null
  /** Empty until it is released, in no order that says who came first. */
  readonly papers: readonly Paper[]
}

/** One paper of a round. */
export interface Paper {
  readonly id: string
  readonly text: string
  /** The role its writer chose to show; empty: someone. */
  readonly toldBy: string
}

/** A hand that is up. It is forgotten when it goes down. */
export interface Hand {
  readonly id: string
  /** The role its owner chose to show; empty: someone. */
  readonly toldBy: string
}

/** How whoever wrote or waits is called. */
export function callerOf(toldBy: string): string {
  return toldBy === '' ? 'Someone' : toldBy
}

/** Two questions on the way out. */
export const exitQuestions = {
  learned: 'Did you learn something that changes how you work?',
  evaluated: 'Did any part feel like an evaluation of a person?',
} as const

/** One of the two. */
export type ExitQuestion = keyof typeof exitQuestions
/** What can be answered. */
export const exitChoices = ['yes', 'partly', 'no'] as const
/** One answer. */
export type ExitChoice = (typeof exitChoices)[number]
/** Both answers of somebody who stays unknown. */
export type ExitAnswer = Readonly<Record<ExitQuestion, ExitChoice>>

/** A meeting as those who guide it see it. */
export interface Meeting {
  readonly id: string
  readonly incidentId: string
  readonly agenda: Agenda
  readonly floor: Floor
  readonly soak_days: number
  /** Raised by everything that changes what somebody sees. */
  readonly version: number
}
