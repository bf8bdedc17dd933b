/** Questions worth asking: the bank, the organisation's own, and what became of each in a review. */
import { check } from '@secondstory/language'
import { isKind, type QuestionKind } from '@secondstory/review/model/question-bank'
import {
  type AskedQuestion,
  askedQuestions,
  type OwnQuestion,
  questionPlaces,
} from '@secondstory/review/model/questions'
import { z } from 'zod'
import { recordChanges } from '../store/change.ts'
import { findIncident } from '../store/incidents.ts'
import {
  addOwnQuestion as addRow,
  listQuestionMarks,
  listOwnQuestions as listRows,
  markQuestion as markRow,
  removeOwnQuestion as removeRow,
} from '../store/questions.ts'
import { found, refuseFor } from './answers.ts'
import { id, line, type Nothing, nothing, ofRow } from './fields.ts'
import { by } from './hands.ts'
import { operation } from './operation.ts'

const kind = z.string().refine((word): word is QuestionKind => isKind(word), {
  error: 'expected a kind of question, such as timeline, decision or action',
})

/** The questions of one place of a review: pinned first, then those nobody has asked yet, then the rest. */
export const listQuestions = operation({
  name: 'listQuestions',
  about: 'Lists the questions worth asking at one place of a review, with what became of each.',
  access: 'member',
  changes: false,
  input: z.object({ incidentId: id, place: z.enum(questionPlaces) }),
  run: async ({ incidentId, place }, { store }): Promise<readonly AskedQuestion[]> => {
    found(await findIncident(store.queries, { id: incidentId }), 'incident')
    const own = await listRows(store.queries)
    return askedQuestions(place, own, await listQuestionMarks(store.queries, incidentId))
  },
})

/** Pins a question, says that it was answered, sets it aside, or takes the mark away. */
export const markQuestion = operation({
  name: 'markQuestion',
  about: 'Pins a question in a review, says that it was answered or set aside, or takes that back.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    questionId: line(60),
    state: z.enum(['pinned', 'answered', 'set-aside']).nullable(),
  }),
  run: async (given, { store }): Promise<Nothing> => {
    await store.transaction(async (queries) => {
      found(await findIncident(queries, { id: given.incidentId }), 'incident')
      await markRow(queries, given)
    })
    return {}
  },
})

/** The organisation's own questions, for the page that keeps them. */
export const listOwnQuestions = operation({
  name: 'listOwnQuestions',
  about: "Lists the organisation's own questions.",
  access: 'member',
  changes: false,
  input: nothing,
  run: async (_input, { store }): Promise<readonly OwnQuestion[]> => listRows(store.queries),
})

/** Adds a question for every review. One that asks who is answered with the better question. */
export const addQuestion = operation({
  name: 'addQuestion',
  about: 'Adds a question of the organisation, asked in every review where its kind helps.',
  access: 'keeper',
  changes: true,
  input: z.object({ kind, ask: line(300) }),
  run: async (given, hands): Promise<OwnQuestion> => {
    refuseFor(
      check(given.ask, { section: 'analysis' })
        .filter(({ level }) => level !== 'hint')
        .map(({ quote, because, ask }) => ({
          rule: 'question-about-a-person',
          sentence: `"${quote}": ${because} ${ask}`,
          place: { tab: 'story', id: null },
        })),
    )
    return hands.store.transaction(async (queries) => {
      const after = await addRow(queries, given, hands.now)
      const change = { noun: 'question', rowId: after.id, incidentId: null } as const
      await recordChanges(queries, by(hands), [{ ...change, verb: 'added', before: null, after }])
      return after
    })
  },
})

/** Takes one of the organisation's questions away; reviews keep what became of it. */
export const removeQuestion = operation({
  name: 'removeQuestion',
  about: "Takes one of the organisation's own questions out of every review.",
  access: 'keeper',
  touches: 'installation',
  changes: true,
  input: ofRow,
  run: async ({ id: rowId }, hands): Promise<Nothing> => {
    await hands.store.transaction(async (queries) => {
      const before = found((await listRows(queries)).find((each) => each.id === rowId) ?? null, 'question')
      await removeRow(queries, rowId, hands.now)
      const change = { noun: 'question', rowId, incidentId: null } as const
      await recordChanges(queries, by(hands), [{ ...change, verb: 'removed', before, after: null }])
    })
    return {}
  },
})
