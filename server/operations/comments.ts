/** Commenting beside the text and the parts of a review, and suggesting other words. For the working record alone. */
import {
  type Comment,
  type CommentPlace,
  commentPlaces,
  LONGEST_QUOTE,
  objectionToComment,
} from '@secondstory/review/model/comments'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import {
  addComment as addRow,
  listComments as listRows,
  lockComment,
  saveComment,
} from '../store/comments.ts'
import type { Queries } from '../store/database.ts'
import { lockDraft } from '../store/drafts.ts'
import { findIncident } from '../store/incidents.ts'
import { anchorIn, stretchIn } from '../store/live.ts'
import { isAnchor } from '../store/live-text.ts'
import { current, found, refuseStrangers } from './answers.ts'
import { id, ofIncident, ofRow, prose, type Removed, version } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { mentionedFor, tellMentioned } from './mentions.ts'
import { operation, Refusal } from './operation.ts'
import { removeOne } from './removal.ts'

const LONGEST_COMMENT = 4000

const words = prose(LONGEST_COMMENT).pipe(z.string().trim())

const anchor = z
  .string()
  .max(400)
  .refine((each) => each === '' || isAnchor(each), { error: 'expected a place as the live text writes it' })
  .default('')

const place = z
  .object({
    kind: z.enum(commentPlaces),
    id: id.nullable().default(null),
    from: anchor,
    to: anchor,
    quote: prose(LONGEST_QUOTE).default(''),
    before: prose(100).default(''),
    after: prose(100).default(''),
  })
  .refine((each) => (each.id === null) === (each.kind === 'text'), {
    error: 'expected the id of a row, and none for the text',
  })

const tableOf = {
  'timeline event': 'timeline_events',
  factor: 'factors',
  'map node': 'map_nodes',
  action: 'actions',
} as const

/** Everything said beside one incident, in the order it was written. */
export const listComments = operation({
  name: 'listComments',
  about: 'Lists the comments and suggestions beside one incident, in the order they were written.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, hands): Promise<readonly Comment[]> => {
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    return listRows(hands.store.queries, incidentId)
  },
})

/** Comments, answers in a thread, or suggests other words for a stretch of the text. `@` and a name asks somebody to look. */
export const addComment = operation({
  name: 'addComment',
  about:
    'Comments beside the text or a row, answers in a thread, or suggests other words for a stretch; @ and a name asks somebody to look.',
  access: 'member',
  changes: true,
  // Whoever reads the working record may ask beside it.
  needs: 'read',
  input: z.object({
    incidentId: id,
    /** The thread that is answered; it lends its place. */
    threadId: id.optional(),
    place: place.optional(),
    text: words,
    suggested: prose(LONGEST_COMMENT).optional(),
  }),
  run: async (given, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      const { incidentId, text, suggested = null } = given
      const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
      const where = await placeFor(queries, given)
      const objection = objectionToComment({ text, suggested, place: where.place })
      if (objection !== null) throw new Refusal('invalid', objection)
      const toIds = await mentionedFor(queries, { incidentId, text })
      const comment = await addRow(queries, { ...where, incidentId, text, suggested, toIds }, by(hands))
      await tellMentioned(queries, { comment, before: [], incident }, hands)
      return comment
    }),
})

interface Given {
  readonly incidentId: string
  readonly threadId?: string | undefined
  readonly place?: CommentPlace | undefined
  readonly suggested?: string | undefined
}

/** The place of the thread, or a place of its own: a row of this incident, or the text. */
async function placeFor(
  queries: Queries,
  given: Given,
): Promise<{ readonly threadId: string | null; readonly place: CommentPlace }> {
  const { incidentId, threadId, place: wanted } = given
  if (threadId !== undefined) {
    const first = found(await lockComment(queries, threadId), 'thread')
    refuseStrangers(first.incidentId === incidentId ? [] : [first.id], 'thread')
    if (given.suggested !== undefined) {
      throw new Refusal(
        'invalid',
        'An answer suggests no other words; begin a thread beside the words instead.',
      )
    }
    return { threadId: first.threadId, place: first.place }
  }
  if (wanted === undefined) {
    throw new Refusal('invalid', 'A comment needs a place or the thread it answers; name one of the two.')
  }
  if (wanted.kind === 'text' || wanted.id === null) {
    return { threadId: null, place: await anchored(queries, incidentId, wanted) }
  }
  const linked = { incidentId, ids: [wanted.id] }
  refuseStrangers(await strangers(queries, tableOf[wanted.kind], linked), wanted.kind)
  return { threadId: null, place: wanted }
}

/** Words quoted without a place in the live text are tied to it here, so that they are found after any edit. */
async function anchored(queries: Queries, incidentId: string, wanted: CommentPlace): Promise<CommentPlace> {
  if (wanted.from !== '' || wanted.quote === '') return wanted
  const draft = found(await lockDraft(queries, incidentId), 'draft')
  const at = await stretchIn(queries, draft, wanted)
  return at === null ? wanted : { ...wanted, ...(await anchorIn(queries, draft, at)) }
}

/** Corrects one's own comment; whom it asks newly is told. */
export const correctComment = operation({
  name: 'correctComment',
  about: 'Corrects the words of a comment of one’s own.',
  access: 'member',
  changes: true,
  touches: 'comments',
  needs: 'read',
  input: z.object({ id, version, text: words }),
  run: async (given, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockComment(queries, given.id), given.version, 'comment')
      refuseUnlessOwn(before, hands)
      const { incidentId } = before
      const objection = objectionToComment({ ...before, text: given.text })
      if (objection !== null) throw new Refusal('invalid', objection)
      const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
      const toIds = await mentionedFor(queries, { incidentId, text: given.text })
      const after = { ...before, text: given.text, toIds }
      const comment = await saveComment(queries, { before, after }, by(hands))
      await tellMentioned(queries, { comment, before: before.toIds, incident }, hands)
      return comment
    }),
})

/** Resolves a thread, opens it again, or declines what it suggests. */
export const markComment = operation({
  name: 'markComment',
  about: 'Resolves a thread, opens it again, or declines what it suggests.',
  access: 'member',
  changes: true,
  touches: 'comments',
  needs: 'read',
  input: z.object({ id, version, state: z.enum(['open', 'resolved', 'declined']) }),
  run: async ({ id: threadId, version: seen, state }, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      const before = firstOfThread(current(await lockComment(queries, threadId), seen, 'comment'))
      if (state === 'declined' && before.suggested === null) {
        throw new Refusal('invalid', 'This thread suggests no other words, so it is resolved or open.')
      }
      if (before.state === 'accepted') {
        throw new Refusal(
          'invalid',
          'The words of this suggestion stand in the text; taking them back opens the thread again.',
        )
      }
      return saveComment(queries, { before, after: { ...before, state } }, by(hands))
    }),
})

function firstOfThread(comment: Comment): Comment {
  if (comment.id === comment.threadId) return comment
  throw new Refusal('invalid', 'This is an answer in a thread; mark the comment that began it.')
}

/** Removes one's own comment; the first of a thread takes the thread along, and `undoRemoval` brings it back. */
export const removeComment = operation({
  name: 'removeComment',
  about: 'Removes a comment of one’s own, a thread with its first; undoRemoval brings it back.',
  access: 'member',
  changes: true,
  touches: 'comments',
  needs: 'read',
  input: ofRow,
  run: async (input, hands): Promise<Removed> => {
    const before = await hands.store.transaction((queries) => lockComment(queries, input.id))
    refuseUnlessOwn(found(before, 'comment'), hands)
    return removeOne('comment', input.id, hands)
  },
})

function refuseUnlessOwn({ personId, byName }: Comment, hands: Hands): void {
  if (personId === asked(hands).personId) return
  throw new Refusal(
    'not-allowed',
    `This comment is by ${byName}; whoever wrote it may change it, and everyone may answer or resolve.`,
  )
}
