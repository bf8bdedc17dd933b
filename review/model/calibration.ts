/** The people described read the draft before anyone else: until when, what they object to, and what still waits. */

import type { Blocker } from './blocker.ts'
import { epochMs, later, lengthInWords } from './instants.ts'
import type { Stage } from './reviews.ts'
import { shortened } from './shortened.ts'

/** The days in which the draft can be corrected by those it describes. */
export interface Calibration {
  readonly incidentId: string
  readonly openedAt: string
  readonly closesAt: string
}

/** Something the draft says that somebody it describes would not say so. Who said it is kept only when they wish. */
export interface Objection {
  readonly id: string
  readonly incidentId: string
  /** Where in the draft: "Summary", "Timeline, row 3". */
  readonly place: string
  readonly text: string
  /** The role it is said from; empty: anonymously. */
  readonly saidBy: string
  readonly saidOn: string
  readonly state: 'open' | 'accepted' | 'declined'
  /** What changed, or why it stays: whoever objected reads it. */
  readonly answer: string
  readonly version: number
}

const HOUR_MS = 3_600_000

/** When the draft can be released, if calibration begins now. */
export function closesAt(openedAt: string, hours: number): string {
  return later(openedAt, hours * HOUR_MS)
}

/** Whether corrections are still awaited. */
export function isCalibrating(calibration: Calibration, now: string): boolean {
  return epochMs(now) < epochMs(calibration.closesAt)
}

/** When those who got the draft by mail are reminded: at half time, and when an eighth of the hours is left. */
export type CalibrationMoment = 'half' | 'last'

/** The moment of a calibration it is, and since when; null before the first and after the end. */
export function calibrationMoment(
  { openedAt, closesAt: ends }: Calibration,
  now: string,
): { readonly moment: CalibrationMoment; readonly since: string } | null {
  const length_ms = epochMs(ends) - epochMs(openedAt)
  const half = later(openedAt, Math.round(length_ms / 2))
  const last = later(ends, -Math.round(length_ms / 8))
  if (epochMs(now) < epochMs(half) || epochMs(now) >= epochMs(ends)) return null
  return epochMs(now) < epochMs(last) ? { moment: 'half', since: half } : { moment: 'last', since: last }
}

/** What is known of a calibration when somebody wants to publish. */
export interface CalibrationState {
  readonly calibration: Calibration | null
  readonly objections: readonly Objection[]
  readonly stage: Stage
  /** Whether the register of the incident holds anybody. */
  readonly describesPeople: boolean
  readonly now: string
}

/** Why an edition cannot appear yet. A list of things, never a vote: who agreed and who was silent is no part of it. */
export function calibrationBlockers(state: CalibrationState): readonly Blocker[] {
  const { calibration, objections, stage, now } = state
  const open = objections.filter((each) => each.state === 'open')
  const waiting =
    stage === 'calibrating' && calibration !== null && isCalibrating(calibration, now)
      ? [
          {
            rule: 'calibration-runs',
            sentence: `The people described can correct the draft until ${clock(calibration.closesAt)}, in ${lengthInWords(epochMs(calibration.closesAt) - epochMs(now))}.`,
            place: { tab: 'publish', id: 'calibration' } as const,
          },
        ]
      : []
  return [
    ...waiting,
    ...open.map(({ id, place, text }) => ({
      rule: 'objection-open',
      sentence: `An objection is open about "${place}": "${shortened(text, 120)}". What changes, or why does it stay?`,
      place: { tab: 'publish', id } as const,
    })),
  ]
}

/** What deserves a second look: a draft that describes people and that none of them was offered. */
export function calibrationWarnings(state: CalibrationState): readonly Blocker[] {
  const { calibration, stage, describesPeople } = state
  const isBefore = stage === 'gathering' || stage === 'drafting'
  if (!describesPeople || calibration !== null || !isBefore) return []
  return [
    {
      rule: 'not-calibrated',
      sentence:
        'The people described have not been offered the draft. What would each of them say differently?',
      place: { tab: 'publish', id: 'calibration' },
    },
  ]
}

/** What an answer to an objection still needs. */
export function answerBlockers(state: 'accepted' | 'declined', answer: string): readonly Blocker[] {
  if (answer.trim() !== '') return []
  const sentence =
    state === 'accepted'
      ? 'The answer is read where the objection was made. What was changed?'
      : 'The answer is read where the objection was made. Why does it stay as it is?'
  return [{ rule: 'objection-without-answer', sentence, place: { tab: 'publish', id: null } }]
}

function clock(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`
}
