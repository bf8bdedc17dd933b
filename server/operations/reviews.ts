/** The review and its prose: impact, answers, stage, the draft and its versions. */
import { isNullAction, isPersonShaped } from '@secondstory/language'
import type { Blocker } from '@secondstory/review/model/blocker'
import { type GateAnswers, type GateQuestion, gateQuestions } from '@secondstory/review/model/gate-answers'
import { answerBlockers, followUpBlockers } from '@secondstory/review/model/gate-policy'
import { stageBlockers } from '@secondstory/review/model/policy'
import {
  type Draft,
  type ImpactMeasure,
  LONGEST_DRAFT,
  type Review,
  type Stage,
} from '@secondstory/review/model/reviews'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import {
  type DraftVersion,
  findDraft,
  findDraftVersion,
  listDraftVersions as listVersions,
  lockDraft,
  saveDraft,
} from '../store/drafts.ts'
import { lockReview, saveReview } from '../store/reviews.ts'
import { corrected, current, found, refuseFor } from './answers.ts'
import { id, ofIncident, prose, stage, version } from './fields.ts'
import { by } from './hands.ts'
import { readRegister, rosterOf } from './names.ts'
import { rolesOnEntry } from './names-on-entry.ts'
import { operation, Refusal } from './operation.ts'

const impactValue = z.object({
  state: z.enum(['unset', 'none', 'unknown', 'known']),
  text: prose(2000),
})

/** The order of stages, and that "published" is reached by publishing alone. */
function stepBlockers(review: Review, to: Stage): readonly Blocker[] {
  const inTheWay = [
    ...stageBlockers(review.stage, to),
    ...(to === 'followed-up' && review.stage !== to ? followUpBlockers(review.answers) : []),
  ]
  if (inTheWay.length > 0 || to !== 'published' || review.editionNumber !== null) return inTheWay
  const sentence = 'A review becomes published when an edition of it comes out.'
  return [{ rule: 'no-edition', sentence, place: { tab: 'publish', id: null } }]
}

/** What was answered, with roles where a name was written. A person is no answer, nor is taking care. */
async function answered(
  queries: Queries,
  review: Review,
  given: { readonly [Question in GateQuestion]?: string | undefined },
): Promise<GateAnswers> {
  const { incidentId, answers: before } = review
  const entered = await rolesOnEntry(queries, incidentId, corrected(before, given))
  const roster = rosterOf(await readRegister(queries, incidentId))
  const changed = gateQuestions.filter((question) => entered[question] !== before[question])
  refuseFor(
    changed.flatMap((question) => {
      const text = entered[question]
      const personShaped = isPersonShaped(text, roster)?.quote ?? null
      return answerBlockers({ question, text, personShaped, isNull: isNullAction(text) })
    }),
  )
  return entered
}

/** Corrects impact, answers or stage. What is not named stays as it is. */
export const correctReview = operation({
  name: 'correctReview',
  about:
    'Corrects the impact, the answers about the system or the stage of a review; what is not named stays.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    version,
    impact: z
      .object({
        duration: impactValue.optional(),
        users: impactValue.optional(),
        revenue: impactValue.optional(),
        dataLoss: impactValue.optional(),
        reputation: impactValue.optional(),
      } satisfies Record<ImpactMeasure, unknown>)
      .optional(),
    answers: z
      .object({
        madePossible: prose(4000).optional(),
        impossibleNext: prose(4000).optional(),
        secondLoop: prose(4000).optional(),
        secondLoopResult: prose(4000).optional(),
      } satisfies Record<GateQuestion, unknown>)
      .optional(),
    stage: stage.optional(),
  }),
  run: async ({ version: seen, ...given }, hands): Promise<Review> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockReview(queries, given.incidentId), seen, 'review')
      const stageWanted = given.stage ?? before.stage
      const answers =
        given.answers === undefined ? before.answers : await answered(queries, before, given.answers)
      refuseFor(stepBlockers({ ...before, answers }, stageWanted))
      const impact = given.impact === undefined ? before.impact : corrected(before.impact, given.impact)
      return saveReview(
        queries,
        { before, after: { ...before, impact, answers, stage: stageWanted } },
        by(hands),
      )
    }),
})

/** The prose as it stands. */
export const readDraft = operation({
  name: 'readDraft',
  about: 'Reads the prose of a review as it stands.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<Draft> =>
    found(await findDraft(hands.store.queries, incidentId), 'draft'),
})

/** Saves the prose; an older version is answered with the one that stands. */
export const correctDraft = operation({
  name: 'correctDraft',
  about: 'Saves the prose of a review; a stale version is answered with the text as it stands.',
  access: 'member',
  changes: true,
  input: z.object({ incidentId: id, version, text: prose(LONGEST_DRAFT) }),
  run: async (given, hands): Promise<Draft> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockDraft(queries, given.incidentId), given.version, 'draft')
      return saveDraft(queries, { before, text: given.text }, by(hands))
    }),
})

/** Earlier versions of the prose, newest first. */
export const listDraftVersions = operation({
  name: 'listDraftVersions',
  about: 'Lists the versions of the prose, newest first.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly DraftVersion[]> => {
    found(await findDraft(hands.store.queries, incidentId), 'draft')
    return listVersions(hands.store.queries, incidentId)
  },
})

/** The text of one version. */
export const readDraftVersion = operation({
  name: 'readDraftVersion',
  about: 'Reads the prose as it stood in one version.',
  access: 'member',
  changes: false,
  input: z.object({ incidentId: id, version }),
  run: async ({ incidentId, version: wanted }, hands): Promise<{ readonly text: string }> => {
    found(await findDraft(hands.store.queries, incidentId), 'draft')
    const text = await findDraftVersion(hands.store.queries, incidentId, wanted)
    if (text !== null) return { text }
    throw new Refusal(
      'not-found',
      `Version ${wanted} of this draft was not kept; the list shows those that were.`,
    )
  },
})
