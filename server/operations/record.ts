/** Reading the whole working record: what the page shows and what a document carries. */
import type { Incident } from '@secondstory/review/model/incident'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { listAcceptances } from '../store/acceptances.ts'
import { listAccounts } from '../store/accounts.ts'
import { listActionsOf } from '../store/actions.ts'
import { listAgentRuns } from '../store/agent-runs.ts'
import type { Queries } from '../store/database.ts'
import { listDecisions, listSeen } from '../store/decisions.ts'
import { findDraft } from '../store/drafts.ts'
import { listFactors } from '../store/factors.ts'
import { listLessons } from '../store/lessons.ts'
import { listMap } from '../store/map.ts'
import { listParticipants } from '../store/participants.ts'
import { listPlainWords } from '../store/plain-words.ts'
import { findReview } from '../store/reviews.ts'
import { listEvents } from '../store/timeline.ts'
import { found } from './answers.ts'

/**
 * Everything people made of one incident. With the queries of a transaction it is one consistent picture; a
 * transaction is one connection, which answers one question at a time, so nothing would be won by asking at once.
 */
export async function readRecord(queries: Queries, incident: Incident): Promise<WorkingRecord> {
  const { id } = incident
  const decisions = await listDecisions(queries, id)
  return {
    incident,
    review: found(await findReview(queries, id), 'review'),
    draft: found(await findDraft(queries, id), 'draft'),
    timeline: await listEvents(queries, id),
    decisions,
    seen: await listSeen(
      queries,
      id,
      decisions.flatMap(({ seenEvidenceIds }) => seenEvidenceIds),
    ),
    participants: await listParticipants(queries, id),
    plainWords: await listPlainWords(queries, id),
    accounts: await listAccounts(queries, id),
    factors: await listFactors(queries, id),
    map: await listMap(queries, id),
    lessons: await listLessons(queries, id),
    actions: await listActionsOf(queries, id),
    acceptances: await listAcceptances(queries, id),
    agentRuns: await listAgentRuns(queries, id),
  }
}
