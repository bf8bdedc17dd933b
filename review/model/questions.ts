/** Questions the pages ask where the work is done. Answering is never compulsory; each can be passed over. */

/** The part of a review a question belongs to. */
export type QuestionPlace =
  | 'story'
  | 'timeline'
  | 'accounts'
  | 'factors'
  | 'actions'
  | 'lessons'
  | 'near-miss'
  | 'agents'

/** One question with a name that stays the same, so that a page can remember it was passed over. */
export interface Question {
  readonly id: string
  readonly place: QuestionPlace
  readonly ask: string
}

/** What to ask instead, when a factor names a person, a title or "human error". */
export const deeperQuestions: readonly [string, string, string] = [
  'What did the situation look like from that seat, and what made the step a sensible one?',
  'What would another capable colleague have seen and done with the same screen, at the same hour?',
  'Which layer around that role was there to stop or reveal this, and what was that layer doing?',
]

const asks: Readonly<Record<QuestionPlace, readonly string[]>> = {
  story: [
    'What was ordinary about the day, up to the first odd thing?',
    'What is still unexplained?',
    'Who outside the response felt it first, and how did the news reach us?',
    'What would somebody say who disagrees with this account?',
    'What had kept this from happening until now?',
  ],
  timeline: [
    'What is the earliest moment at which anything, anywhere, was already different?',
    'Was this seen at that moment, or worked out later?',
    'How do we know this time, and how far off could it be?',
    'Which gap is the longest, and what was going on in it?',
    'What was tried here without success, and what did that rule out?',
    'Where did two channels tell different stories?',
    'When was it over for the last person affected?',
  ],
  accounts: [
    'Which seat had another view that day, and what was seen from there?',
    'What does nobody say yet? It can be told here, alone.',
    'Which part was harder than it looks in the log?',
    'May I read back what I noted? What did I get wrong?',
  ],
  factors: [
    'What let this through?',
    'Which layer was there to stop it, and what was that layer doing?',
    'Which of these conditions is still true this minute?',
    'Without this condition: no harm, less harm, or only a different harm?',
    'Where else in our systems is the same condition true?',
    'Which condition is outside our team’s reach, and who can move it?',
  ],
  actions: [
    'What would make this whole class impossible, and which piece of that can we afford?',
    'Does it still work when everyone has forgotten why it exists?',
    'How could it be switched off, and who would notice?',
    'What would we observe if it worked, and if it did not?',
    'What new trouble could it bring, and for whom?',
    'What do we stop doing to make room for it?',
  ],
  lessons: [
    'What limited the harm by design, what by skill, and what by luck?',
    'Which layer held, and do we know why?',
    'What did we get lucky about? Write it as a risk.',
  ],
  'near-miss': [
    'What almost happened?',
    'What stopped it: design, attention or chance?',
    'How bad could it have been on a busy day?',
    'Is anything still dangerous right now?',
  ],
  agents: [
    'What was in its context at the critical step, and what was missing, stale or contradictory?',
    'Which limit did the platform enforce, and which was only asked for in words?',
    'Which check did we assume had run, and what would have made it run?',
    'Read the analysis with "engineer" in place of "agent". What changes?',
  ],
}

/** The questions of one place, in the order they are asked. */
export function questionsFor(place: QuestionPlace): readonly Question[] {
  return asks[place].map((ask, index) => ({ id: `${place}-${index + 1}`, place, ask }))
}
