/**
 * Taking suggested words into the text, and back out: the edit and the state of the thread are one transaction, so that
 * one step undoes both and nobody finds a suggestion accepted whose words are not there.
 */

import type { Comment } from '@secondstory/review/model/comments'
import { shortened } from '@secondstory/review/model/shortened'
import { z } from 'zod'
import { lockComment, saveComment } from '../store/comments.ts'
import type { Queries } from '../store/database.ts'
import { lockDraft, saveDraft } from '../store/drafts.ts'
import { anchorIn, stretchIn } from '../store/live.ts'
import { current, found } from './answers.ts'
import { id, version } from './fields.ts'
import { by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

const ofSuggestion = z.object({ id, version })

/** Puts the suggested words in the place of those they are about. */
export const acceptSuggestion = operation({
  name: 'acceptSuggestion',
  about: 'Puts suggested words into the text; refused when the words they replace have changed since.',
  access: 'member',
  changes: true,
  touches: 'comments',
  input: ofSuggestion,
  run: async (given, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockComment(queries, given.id), given.version, 'comment')
      if (before.suggested === null) {
        throw new Refusal('invalid', 'This thread suggests no other words, so there is nothing to accept.')
      }
      if (before.state === 'accepted') return before
      const { suggested, place } = before
      const turned = await turn(queries, { comment: before, from: place.quote, into: suggested }, hands)
      return saveComment(queries, { before, after: { ...turned, state: 'accepted' } }, by(hands))
    }),
})

/** Takes accepted words back: the text says again what it said, and the thread is open. */
export const undoSuggestion = operation({
  name: 'undoSuggestion',
  about: 'Takes an accepted suggestion back: the earlier words return and the thread is open again.',
  access: 'member',
  changes: true,
  touches: 'comments',
  input: ofSuggestion,
  run: async (given, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockComment(queries, given.id), given.version, 'comment')
      if (before.suggested === null || before.state !== 'accepted') {
        throw new Refusal('invalid', 'This suggestion was not accepted, so there is nothing to take back.')
      }
      const { suggested, place } = before
      const turned = await turn(queries, { comment: before, from: suggested, into: place.quote }, hands)
      return saveComment(queries, { before, after: { ...turned, state: 'open' } }, by(hands))
    }),
})

interface Turn {
  readonly comment: Comment
  readonly from: string
  readonly into: string
}

/** Puts one stretch of words in the place of another and answers the comment tied to what stands there now. */
async function turn(queries: Queries, { comment, from, into }: Turn, hands: Hands): Promise<Comment> {
  const draft = found(await lockDraft(queries, comment.incidentId), 'draft')
  const at = await stretchIn(queries, draft, { ...comment.place, quote: from })
  if (at === null) {
    throw new Refusal(
      'conflict',
      `“${shortened(from, 60)}” no longer stands in the text as it did, so nothing was put in its place; the words can be changed by hand and the thread resolved.`,
      { current: comment },
    )
  }
  const text = `${draft.text.slice(0, at.from)}${into}${draft.text.slice(at.to)}`
  const saved = await saveDraft(queries, { before: draft, text }, by(hands))
  const ends = await anchorIn(queries, saved, { from: at.from, to: at.from + into.length })
  return { ...comment, place: { ...comment.place, ...ends } }
}
