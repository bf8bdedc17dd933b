/** What was changed, by whom, on one incident; and taking a removal back. */
import { mayCall } from '@secondstory/review/model/permission'
import { teamBlockers } from '@secondstory/review/model/teams'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { listChanges } from '../store/history.ts'
import { findIncident } from '../store/incidents.ts'
import { nounOfRemoval, undoRemoval as undo } from '../store/removals.ts'
import { findRemovedTeam, lockTeams } from '../store/teams.ts'
import { found, refuseFor } from './answers.ts'
import { folded, type Step, sentenceOf, tellerOf } from './changes.ts'
import { id, ofIncident } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** One change as a sentence. For the working record only: nothing counts or filters by who made it. */
export interface HistoryLine {
  readonly id: string
  readonly at: string
  /** Whoever made it; the role an account is told from; "Second Story" for what an import or a rule did. */
  readonly byName: string
  readonly what: string
  readonly noun: string
  readonly nounId: string
}

const MOST_READ = 3000
const MOST_LISTED = 500

function lineOf(step: Step): HistoryLine {
  const { change } = step
  return {
    id: change.id,
    at: change.at,
    byName: change.byName ?? tellerOf(change) ?? 'Second Story',
    what: sentenceOf(step),
    noun: change.noun,
    nounId: change.rowId,
  }
}

/** The changes to one incident and everything made of it, newest first, 500 at most. */
export const listHistory = operation({
  name: 'listHistory',
  about: 'Lists what was changed on an incident and everything made of it, newest first.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly HistoryLine[]> => {
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    const changes = await listChanges(hands.store.queries, incidentId, MOST_READ)
    return folded(changes).slice(0, MOST_LISTED).map(lineOf)
  },
})

/** Takes a removal or a merge back; taking it back twice changes nothing. */
export const undoRemoval = operation({
  name: 'undoRemoval',
  about: 'Takes a removal or a merge back.',
  access: 'member',
  touches: 'removals',
  changes: true,
  input: z.object({ removalId: id }),
  run: async ({ removalId }, hands): Promise<{ readonly noun: string }> => {
    const noun = await hands.store.transaction(async (queries) => {
      const gone = await nounOfRemoval(queries, removalId)
      if (gone === 'integration' || gone === 'provider' || gone === 'team') refuseUnlessKeeper(hands, gone)
      if (gone === 'team') await refuseReplacedTeam(queries, removalId)
      return found(await undo(queries, removalId, by(hands)), 'removal')
    })
    if (noun === 'integration') hands.forgetIntegrations()
    if (noun === 'team') hands.forgetAskers()
    return { noun }
  },
})

/** Whoever may not remove something may not bring it back either. */
function refuseUnlessKeeper(hands: Hands, noun: string): void {
  if (mayCall(asked(hands), 'keeper')) return
  throw new Refusal(
    'not-allowed',
    `Bringing back ${noun === 'integration' ? 'an' : 'a'} ${noun} is for a keeper, as removing it was.`,
  )
}

/** Meanwhile another team may have taken the name or a component. */
async function refuseReplacedTeam(queries: Queries, removalId: string): Promise<void> {
  const others = await lockTeams(queries)
  const team = await findRemovedTeam(queries, removalId)
  if (team !== null) refuseFor(teamBlockers(team, others))
}
