/** What is kept, and for how long. Raw evidence can go while the timeline that was told from it stays. */
import type { Blocker } from './blocker.ts'
import { dayOf, epochMs, later } from './instants.ts'

/** The rule of this installation. */
export interface Retention {
  /** Days after which raw evidence is deleted; null keeps it until somebody deletes it. */
  readonly evidenceDays: number | null
  /** Days after publication in which a role leads to a person; null keeps that as long as the incident. */
  readonly registerDays: number | null
  readonly version: number
}

/** While it stands, nothing deletes the raw evidence of its incident. Everyone who works on the review sees it. */
export interface LegalHold {
  readonly because: string
  /** Last day it stands, `YYYY-MM-DD`. It is renewed or it ends. */
  readonly untilOn: string
}

/** What is left of a piece of evidence that was deleted. */
export interface DeletedEvidence {
  /** The id it had; timeline events still name it. */
  readonly id: string
  readonly deletedAt: string
  /** By the rule, or by a keeper. */
  readonly isByRule: boolean
}

/** What deleting the raw evidence of one incident takes away, and what it leaves. */
export interface EvidenceRemoval {
  /** Pieces of evidence that go, with their words, speakers and links. */
  readonly records: number
  /** Proposals that nobody has answered: they are words of the evidence, and go with it. */
  readonly proposals: number
  /** Timeline events that stay. */
  readonly events: number
  /** Receipts of imports that stay. */
  readonly receipts: number
  readonly hold: LegalHold | null
}

/** Raw evidence of one incident, and when the rule deletes it. */
export interface EvidenceDue {
  readonly incidentId: string
  readonly number: number
  readonly title: string
  readonly records: number
  /** Null while there is no rule. */
  readonly dueAt: string | null
  readonly hold: LegalHold | null
}

/** An incident whose roles still lead to people, and when that ends. */
export interface RegisterDue {
  readonly incidentId: string
  readonly number: number
  readonly title: string
  /** Null before publication and while there is no rule. */
  readonly dueAt: string | null
  readonly hold: LegalHold | null
}

const DAY_MS = 86_400_000

/** When the way from a role to a person ends: so many days after the newest edition. */
export function registerDueAt(publishedAt: string | null, days: number | null): string | null {
  return publishedAt === null || days === null ? null : later(publishedAt, days * DAY_MS)
}

/** When raw evidence is due: so many days after it last came in, or after the newest edition, whichever is later. */
export function evidenceDueAt(
  of: { readonly importedAt: string; readonly publishedAt: string | null },
  days: number | null,
): string | null {
  if (days === null) return null
  const { importedAt, publishedAt } = of
  const isPublishedLater = publishedAt !== null && epochMs(publishedAt) > epochMs(importedAt)
  return later(isPublishedLater ? publishedAt : importedAt, days * DAY_MS)
}

/** Whether a hold stands at this instant: to the end of its last day. */
export function isHeld(hold: LegalHold | null, now: string): boolean {
  return hold !== null && dayOf(now) <= hold.untilOn
}

/** Why the raw evidence of an incident cannot be deleted now; the page shows it before the server refuses with it. */
export function removalBlockers(
  removal: Pick<EvidenceRemoval, 'records' | 'hold'>,
  now: string,
): readonly Blocker[] {
  const { hold, records } = removal
  const place = { tab: 'evidence', id: null } as const
  if (hold !== null && isHeld(hold, now)) {
    return [
      {
        rule: 'legal-hold',
        sentence: `A legal hold keeps this evidence until ${hold.untilOn}: ${hold.because.replace(/[.\s]+$/, '')}. It is lifted first, or it ends by itself.`,
        place,
      },
    ]
  }
  if (records > 0) return []
  return [
    {
      rule: 'nothing-to-delete',
      sentence: 'There is no raw evidence here: nothing came in yet, or it was deleted already.',
      place,
    },
  ]
}

/** Longest a hold can stand before somebody looks at it again. */
export const LONGEST_HOLD_DAYS = 366

/** Why a hold cannot stand so long. */
export function holdBlockers(untilOn: string, now: string): readonly Blocker[] {
  const latest = dayOf(later(now, LONGEST_HOLD_DAYS * DAY_MS))
  if (untilOn >= dayOf(now) && untilOn <= latest) return []
  return [
    {
      rule: 'hold-too-long',
      sentence: `A hold ends on a day between today and ${latest}, and ${untilOn} lies outside. It can be renewed as often as it is needed.`,
      place: { tab: 'evidence', id: null },
    },
  ]
}

/** Everything that is kept, with how long, in the words of the page. Raw evidence has the rule above. */
export const keptThings: readonly { readonly what: string; readonly howLong: string }[] = [
  {
    what: 'Timeline, accounts that are released, factors, actions and the text of a review',
    howLong:
      'As long as the incident is here. What people made of the evidence does not rest on the original being kept.',
  },
  {
    what: 'Accounts that are not released',
    howLong: 'Until whoever writes one deletes it or releases it. Deleted, nothing of it is left.',
  },
  {
    what: 'The person behind a role, and the teller of an account',
    howLong:
      'Until the day the rule says, counted from the newest edition. Then roles and accounts stay and lead to nobody; a legal hold waits.',
  },
  {
    what: 'The audit log',
    howLong: 'For good. It holds ids, operations and times, and nothing of what was read or written.',
  },
  {
    what: 'Published editions',
    howLong: 'For good: they name roles and no person.',
  },
  {
    what: 'Receipts of imports',
    howLong: 'As long as the incident is here. They hold counts and the name of a file.',
  },
  {
    what: 'The history of changes',
    howLong: 'As long as the incident is here. A deletion leaves a line in it, without what was deleted.',
  },
  {
    what: 'Files waiting to be imported',
    howLong: 'One day.',
  },
  {
    what: 'Findings about words',
    howLong: 'Not at all. They are worked out while one writes and are stored nowhere.',
  },
]
