/** The first page: what is due, what is mine, what is being written, what is new to read. */
import { depthOf } from '@secondstory/review/model/incident'
import { mayDo } from '@secondstory/review/model/permission'
import type { Stage } from '@secondstory/review/model/reviews'
import { type ActionLine, listActions } from '../store/actions.ts'
import { type AskingLine, listAsking } from '../store/comments.ts'
import { findSample, type IncidentLine, listIncidents } from '../store/incidents.ts'
import { type LibraryLine, searchEditions } from '../store/search.ts'
import type { Viewer } from '../store/standing.ts'
import type { Store } from '../store/store.ts'
import { nothing } from './fields.ts'
import { asked } from './hands.ts'
import { operation } from './operation.ts'

/** Everything the first page shows. A reader is shown editions only. */
export interface Home {
  /** Reviews the policy requires, the soonest due first; those whose clock has not started stand last. */
  readonly due: readonly IncidentLine[]
  /** Open actions of whoever asks, the soonest due first. */
  readonly myActions: readonly ActionLine[]
  /** Comments that ask whoever asks to look, unanswered yet, the newest first. */
  readonly asking: readonly AskingLine[]
  /** Reviews the policy leaves to us, the newest incident first. */
  readonly drafts: readonly IncidentLine[]
  readonly editions: readonly LibraryLine[]
  /** Nothing is here but, perhaps, the sample. */
  readonly isEmpty: boolean
  readonly hasSample: boolean
}

/** More than anyone reads on a first page; a list beyond it stands on its own page. */
const MOST = 100
const NEWEST_EDITIONS = 6
/** The outage to walk through and two finished reviews. */
const MOST_SAMPLES = 3

/** What the first page shows, for whoever asks. */
export const readHome = operation({
  name: 'readHome',
  about: 'Reads what the first page shows: reviews due, my open actions, drafts and the newest editions.',
  access: 'reader',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<Home> => {
    const seenBy = asked(hands)
    const { queries } = hands.store
    const library = await searchEditions(queries, { limit: NEWEST_EDITIONS })
    const editions = library?.items ?? []
    if (!mayDo(seenBy.role, 'member')) {
      const isEmpty = !editions.some((edition) => !edition.isSample)
      const asking = await listAsking(queries, seenBy, MOST)
      return { due: [], myActions: [], asking, drafts: [], editions, isEmpty, hasSample: false }
    }
    const [open, myActions, asking, sample, newest] = await Promise.all([
      listUnpublished(hands.store, seenBy),
      listActions(queries, { seenBy, ownerId: seenBy.personId, state: 'open', limit: MOST }),
      listAsking(queries, seenBy, MOST),
      findSample(queries),
      listIncidents(queries, { seenBy, limit: MOST_SAMPLES + 1 }),
    ])
    return {
      due: open.filter(isRequired).toSorted(soonerDue).slice(0, MOST),
      myActions,
      asking,
      drafts: open.filter((line) => !isRequired(line)).slice(0, MOST),
      editions,
      isEmpty: !newest.some((line) => !line.isSample),
      hasSample: sample !== null,
    }
  },
})

const unpublished: readonly Stage[] = ['gathering', 'drafting', 'calibrating']

/** Far more reviews than a team has open at once; nothing due is cut off by the newest. */
const MOST_OPEN = 2000

async function listUnpublished({ queries }: Store, seenBy: Viewer): Promise<readonly IncidentLine[]> {
  const lists = await Promise.all(
    unpublished.map((stage) => listIncidents(queries, { seenBy, stage, limit: MOST_OPEN })),
  )
  return lists.flat().toSorted((a, b) => b.number - a.number)
}

function isRequired(line: IncidentLine): boolean {
  return line.review === 'required'
}

/** Instants of one form compare as text. The graver comes first when two are due together or neither has a date. */
function soonerDue(a: IncidentLine, b: IncidentLine): number {
  if (a.dueAt !== null && b.dueAt !== null && a.dueAt !== b.dueAt) return a.dueAt < b.dueAt ? -1 : 1
  if ((a.dueAt === null) !== (b.dueAt === null)) return a.dueAt === null ? 1 : -1
  return depthOf(a).localeCompare(depthOf(b)) || b.number - a.number
}
