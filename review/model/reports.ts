/**
 * Near-miss and hazard reports: what somebody tells who may not want to be known. Here stands what may be known of whom,
 * when stewards see what, and what a report must not hold.
 */
import type { Blocker } from './blocker.ts'
import { dayOf, later } from './instants.ts'
import type { Thanks } from './thanks.ts'

/** Who is known to whom. A guardrail files its own, and nobody stands behind it. */
export type Naming = 'named' | 'confidential' | 'anonymous' | 'automatic'

/** The three ways a person can speak, with what each means for them. */
export const namings: Readonly<
  Record<Exclude<Naming, 'automatic'>, { readonly says: string; readonly means: string }>
> = {
  confidential: {
    says: 'Confidential',
    means:
      'The stewards know who you are and nobody else does. Your name is deleted when the report is closed.',
  },
  named: {
    says: 'Named',
    means:
      'The stewards know who you are and may ask you directly. What is published still names roles only.',
  },
  anonymous: {
    says: 'Anonymous',
    means: 'Nobody knows. No account, no cookie, no address. Only your receipt leads back to the report.',
  },
}

/** What kept it from hurting anyone. */
export type Catch = 'late' | 'staging' | 'rollback' | 'guardrail' | 'luck'

/** Every sort of catch, in words. */
export const catches: Readonly<Record<Catch, { readonly says: string; readonly means: string }>> = {
  late: { says: 'A late catch', means: 'Somebody saw it at the last moment.' },
  staging: { says: 'Caught in staging', means: 'It showed before it reached anyone.' },
  rollback: { says: 'Rolled back in time', means: 'It was out, and taken back before it hurt.' },
  guardrail: { says: 'Blocked by a guardrail', means: 'A check or a limit refused it.' },
  luck: { says: 'Luck', means: 'Nothing we built stopped it.' },
}

/** What somebody tells. Only `happened` has to be said. */
export interface ReportWords {
  readonly happened: string
  readonly caught: Catch
  readonly stopped: string
  /** The part of the system. */
  readonly component: string
  readonly couldHave: string
}

/** The parts of a report that are words. */
export type ReportPart = Exclude<keyof ReportWords, 'caught'>

/** The parts in the order they are asked, with their questions. */
export const reportParts: readonly {
  readonly part: ReportPart
  readonly question: string
  readonly hint: string
}[] = [
  {
    part: 'happened',
    question: 'What happened?',
    hint: 'Such as: a migration was about to run against the wrong database.',
  },
  { part: 'stopped', question: 'What stopped it?', hint: 'Such as: the prompt showed the host in red.' },
  { part: 'component', question: 'Where?', hint: 'A service or a part of it, such as checkout.' },
  {
    part: 'couldHave',
    question: 'What could have happened?',
    hint: 'Such as: an hour of orders gone, with no alert.',
  },
]

/** How far a report is. `waiting`: it waits for others, so that the moment it came tells nothing. */
export type ReportState = 'waiting' | 'open' | 'closed' | 'deleted'

/** What became of it. */
export type Disposition = 'review' | 'changed' | 'known' | 'unclear' | 'none'

/** Every outcome, in words. */
export const dispositions: Readonly<Record<Disposition, string>> = {
  review: 'It became a review.',
  changed: 'Something was changed because of it.',
  known: 'It was known already, and is being worked on.',
  unclear: 'There was too little to go on, and no way to ask.',
  none: 'It was read, and nothing follows from it now.',
}

/** One thing said after the report, on either side. Days only: an exact time could be laid beside a rota. */
export interface ReportMessage {
  readonly from: 'reporter' | 'steward'
  readonly on: string
  readonly text: string
}

/** What is left of a deleted report: nothing of its content. */
export interface DeletionCertificate {
  readonly deletedOn: string
  /** What there was, as words without content: "5 parts of the report". */
  readonly parts: readonly string[]
  /** SHA-256 of the sealed bytes that were deleted. They were encrypted, so it confirms no guess at the words. */
  readonly sha256: string
}

/** A report on the stewards' desk. */
export interface Report {
  readonly id: string
  readonly naming: Naming
  readonly isHazard: boolean
  readonly state: Exclude<ReportState, 'waiting'>
  /** The day stewards saw it first; of the day it came nothing is kept. */
  readonly releasedOn: string
  readonly dueOn: string
  readonly noticeVersion: number
  /** Null once it is deleted. */
  readonly words: ReportWords | null
  readonly messages: readonly ReportMessage[]
  /** Name of whoever spoke; null when nobody knows it, or not any more. */
  readonly sender: string | null
  readonly disposition: Disposition | null
  /** The review it became, as "INC-42". */
  readonly reference: string | null
  readonly certificate: DeletionCertificate | null
  readonly welcomesThanks: boolean
  readonly thanks: readonly Thanks[]
}

/** What a receipt shows to whoever holds it. */
export interface ReportReceipt {
  readonly naming: Naming
  readonly state: ReportState
  readonly words: ReportWords | null
  readonly messages: readonly ReportMessage[]
  readonly notice: ReportNotice
  readonly disposition: Disposition | null
  readonly certificate: DeletionCertificate | null
  /** Whoever reported said that thanks are welcome, and may say otherwise. */
  readonly welcomesThanks: boolean
  readonly thanks: readonly Thanks[]
}

/** What is promised to whoever speaks, and what is not; a new version never takes back an older one. */
export interface ReportNotice {
  readonly version: number
  readonly isProtected: string
  readonly isNotProtected: string
  readonly readers: string
  readonly keptFor: string
  /** The keeper who accepted it, by name: somebody stands behind a promise. */
  readonly acceptedBy: string
  readonly acceptedOn: string
}

/** The parts of a notice, in the order they are read. */
export const noticeParts = ['isProtected', 'isNotProtected', 'readers', 'keptFor'] as const

/** A part of a notice. */
export type NoticePart = (typeof noticeParts)[number]

/** What each part answers. */
export const noticeQuestions: Readonly<Record<NoticePart, string>> = {
  isProtected: 'What is protected',
  isNotProtected: 'What is not',
  readers: 'Who reads it',
  keptFor: 'How long it is kept',
}

/** A text to begin with. A keeper makes it say what the organisation will really keep. */
export const firstNotice: Readonly<Record<NoticePart, string>> = {
  isProtected:
    'What you write here is used to change the system. It is used in no evaluation and in no measure against anybody, and this promise stays with your report even if the notice changes later.',
  isNotProtected:
    'Facts that are found elsewhere, harm that was meant, and whatever the law says has to be reported. Colleagues may still guess who wrote, from what is told. A matter about the conduct of a person has a place of its own, and it is not here.',
  readers: 'The stewards. Words go further only when they have become a review, and then without you.',
  keptFor:
    'The words of a report for 90 days after it was closed. The name behind a confidential report until it is closed.',
}

/** A report waits for so many others, or so many days. */
export const BATCH_SIZE = 3
/** Longest an anonymous report waits for others. */
export const LONGEST_WAIT_DAYS = 2
/** Words of a closed report are deleted after so many days. */
export const KEPT_DAYS = 90

const DAY_MS = 86_400_000

/** The day so many days after another. */
export function dayAfter(on: string, days: number): string {
  return dayOf(later(`${on}T00:00:00.000Z`, days * DAY_MS))
}

/**
 * Whether reports that came on these days go to the stewards today. Only those of earlier days do, at most once a day,
 * so that neither the first nor the last of a batch is known by the moment it appeared.
 */
export function isBatchDue(
  waiting: readonly string[],
  { today, lastBatchOn }: { readonly today: string; readonly lastBatchOn: string | null },
): boolean {
  if (lastBatchOn !== null && lastBatchOn >= today) return false
  const ready = waiting.filter((on) => on < today)
  return ready.length >= BATCH_SIZE || ready.some((on) => dayAfter(on, LONGEST_WAIT_DAYS) <= today)
}

/** The day a steward should have looked: at once for a hazard, else within two working days. */
export function triageDueOn(releasedOn: string, isHazard: boolean): string {
  if (isHazard) return releasedOn
  let on = releasedOn
  for (let left = 2; left > 0; ) {
    on = dayAfter(on, 1)
    const weekday = new Date(`${on}T00:00:00.000Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return on
}

/** Whether the reporter spoke last. Before a steward's first word that is the report itself. */
export function isUnanswered(messages: readonly Pick<ReportMessage, 'from'>[]): boolean {
  return messages.at(-1)?.from !== 'steward'
}

/** What a steward may see of a conversation: a word of someone unknown shows the day after it was said. */
export function seenByStewards(
  messages: readonly ReportMessage[],
  { naming, today }: { readonly naming: Naming; readonly today: string },
): readonly ReportMessage[] {
  return messages.filter(({ from, on }) => naming !== 'anonymous' || from === 'steward' || on < today)
}

const scriptShape = /<\s*(?:script|svg|iframe|object|embed|img)\b|javascript:|\bon(?:error|load|click)\s*=/i
const fileShape = /data:[a-z]{2,20}\/[\w.+-]{1,80}[;,]|[A-Za-z0-9+/]{400}/

/** Why a text cannot be taken: what runs, and what is a file, could carry more than was meant. */
export function textBlockers(text: string): readonly Blocker[] {
  const script = scriptShape.exec(text)?.[0]
  const found: readonly (readonly [string, string] | null)[] = [
    script === undefined
      ? null
      : [
          'report-with-script',
          `A report takes words, and this holds something a browser would run ("${script.trim()}"); say in words what it was.`,
        ],
    fileShape.test(text)
      ? [
          'report-with-file',
          'A report takes words and no pictures or files: those carry who made them, where and when. Say in words what they show.',
        ]
      : null,
  ]
  return found.flatMap((each) =>
    each === null ? [] : [{ rule: each[0], sentence: each[1], place: { tab: 'incident', id: null } }],
  )
}

/** Why words cannot be taken as a report. */
export function reportBlockers(words: Pick<ReportWords, ReportPart>): readonly Blocker[] {
  const place = { tab: 'incident', id: null } as const
  const isEmpty = words.happened.trim() === ''
  return [
    ...(isEmpty
      ? [{ rule: 'report-without-words', sentence: 'One sentence about what happened is needed.', place }]
      : []),
    ...textBlockers(reportParts.map(({ part }) => words[part]).join('\n')),
  ]
}

/** The text the work of an anonymous report is done for, so that it is worth nothing for another. */
export function taskText(words: ReportWords): string {
  return JSON.stringify([words.happened, words.caught, words.stopped, words.component, words.couldHave])
}
