/** Commenting beside the text and the parts of a review, and suggesting other words. For the working record alone. */
import { type Comment, commentPlaces } from '@secondstory/review/model/comments'
import { z } from 'zod'
import { strangers } from '../store/belonging.ts'
import {
  addComment as addRow,
  listComments as listRows,
  lockComment,
  type NewComment,
  saveComment,
  strangersAmongPeople,
} from '../store/comments.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { current, found, refuseStrangers } from './answers.ts'
import { id, ids, ofIncident, ofRow, prose, type Removed, version } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { removeOne } from './removal.ts'

const words = prose(4000).pipe(z.string().trim().min(1))

const place = z
  .object({
    kind: z.enum(commentPlaces),
    id: id.nullable().default(null),
    from: z.string().max(400).default(''),
    to: z.string().max(400).default(''),
    quote: prose(4000).default(''),
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

/** Comments, answers in a thread, or suggests other words for a stretch of the text. */
export const addComment = operation({
  name: 'addComment',
  about: 'Comments beside the text or a row, answers in a thread, or suggests other words for a stretch.',
  access: 'member',
  changes: true,
  // Whoever reads the working record may ask beside it.
  needs: 'read',
  input: z.object({
    incidentId: id,
    /** The thread that is answered; it lends its place. */
    threadId: id.optional(),
    place: place.optional(),
    text: prose(4000).pipe(z.string().trim()),
    suggested: prose(4000).optional(),
    toIds: ids.optional(),
  }),
  run: async (given, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      const toIds = given.toIds ?? []
      refuseStrangers(await strangersAmongPeople(queries, toIds), 'person')
      const suggested = given.suggested ?? null
      if (given.text === '' && suggested === null) {
        throw new Refusal('invalid', 'This comment says nothing; write a word or suggest other words.')
      }
      const where = await placeOf(queries, given)
      const comment: NewComment = {
        ...where,
        incidentId: given.incidentId,
        text: given.text,
        suggested,
        toIds,
      }
      return addRow(queries, comment, by(hands))
    }),
})

interface Given {
  readonly incidentId: string
  readonly threadId?: string | undefined
  readonly place?: Comment['place'] | undefined
  readonly suggested?: string | undefined
}

/** The place of the thread, or a place of its own: a row of this incident, or the text. */
async function placeOf(queries: Queries, given: Given): Promise<Pick<NewComment, 'threadId' | 'place'>> {
  if (given.threadId !== undefined) {
    const first = found(await lockComment(queries, given.threadId), 'thread')
    refuseStrangers(first.incidentId === given.incidentId ? [] : [first.id], 'thread')
    return { threadId: first.threadId, place: first.place }
  }
  const wanted = given.place
  if (wanted === undefined) {
    throw new Refusal('invalid', 'A comment needs a place or the thread it answers; name one of the two.')
  }
  if (given.suggested !== undefined && (wanted.kind !== 'text' || wanted.quote === '')) {
    throw new Refusal(
      'invalid',
      'Other words are suggested for a stretch of the text; name its words as quote.',
    )
  }
  if (wanted.kind !== 'text' && wanted.id !== null) {
    const linked = { incidentId: given.incidentId, ids: [wanted.id] }
    refuseStrangers(await strangers(queries, tableOf[wanted.kind], linked), wanted.kind)
  }
  return { threadId: null, place: wanted }
}

/** Corrects one's own comment. */
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
      return saveComment(queries, { before, after: { text: given.text, state: before.state } }, by(hands))
    }),
})

/** Resolves a thread, opens it again, accepts or declines what it suggests. */
export const markComment = operation({
  name: 'markComment',
  about: 'Resolves a thread, opens it again, or says that a suggestion was accepted or declined.',
  access: 'member',
  changes: true,
  touches: 'comments',
  needs: 'read',
  input: z.object({ id, version, state: z.enum(['open', 'resolved', 'accepted', 'declined']) }),
  run: async ({ id: threadId, version: seen, state }, hands): Promise<Comment> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockComment(queries, threadId), seen, 'comment')
      if (before.id !== before.threadId) {
        throw new Refusal('invalid', 'This is an answer in a thread; mark the comment that began it.')
      }
      const isAnswer = state === 'accepted' || state === 'declined'
      if (isAnswer && before.suggested === null) {
        throw new Refusal('invalid', 'This thread suggests no other words, so it is resolved or open.')
      }
      return saveComment(queries, { before, after: { text: before.text, state } }, by(hands))
    }),
})

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
