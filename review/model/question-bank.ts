/**
 * The questions a review may ask, in our words. Each stands in the place where it helps and is shown there one at a
 * time; a keeper adds the organisation's own. What they aim at follows the literature on learning reviews: a question
 * about what was seen, one about what was around it, one about what would carry on without us.
 */

/** What a question is for: telling, deciding, interviewing, guiding a meeting, analysing, changing, following up. */
export type QuestionKind =
  | 'timeline'
  | 'decision'
  | 'interview'
  | 'facilitation'
  | 'analysis'
  | 'second-loop'
  | 'action'
  | 'agent'
  | 'near-miss'
  | 'leader'
  | 'follow-up'

/** Every kind with the word people read. */
export const questionKinds: Readonly<Record<QuestionKind, string>> = {
  timeline: 'What happened',
  decision: 'What was known',
  interview: 'Listening',
  facilitation: 'In the room',
  analysis: 'What let it through',
  'second-loop': 'One level up',
  action: 'What will be different',
  agent: 'Agents',
  'near-miss': 'What almost happened',
  leader: 'For those who lead',
  'follow-up': 'Did it work',
}

const bank: Readonly<Record<QuestionKind, readonly string[]>> = {
  timeline: [
    'What was ordinary about the day, up to the first odd thing?',
    'What is the earliest moment at which anything, anywhere, was already different?',
    'How do we know this time, and how far off could it be?',
    'Was this seen at that moment, or worked out later?',
    'Which screen, message or sound brought this news, and which role did it reach?',
    'What changed in the system here without anybody being able to see it?',
    'Where did two channels tell different stories?',
    'What was tried here without success, and what did that rule out?',
    'Which gap is the longest, and what was going on in it?',
    'Who outside the response felt it first, and how did the news reach us?',
    'When was it over for the last person affected?',
    'Which events happened only because we were responding?',
  ],
  decision: [
    'From that spot, with only what was visible, what did it look like?',
    'What else was this role trying to get done at the time?',
    'What was expected to happen next?',
    'Which sign said it was this and not something else?',
    'Which ways on were seen then, and which do we see only now?',
    'What would the more cautious way have cost at that hour?',
    'Which way did the tools make easy?',
    'What was needed that lived in a place nobody was looking at?',
    'How sure was this role, and what would have changed its mind?',
    'How has the same choice usually turned out?',
    'What would any capable colleague have seen from that seat?',
    'What made this a sensible thing to do?',
  ],
  interview: [
    'Before we begin: does anything about this conversation worry you?',
    'Where does the story start for you?',
    'Had I sat beside you, what would I have heard and seen?',
    'Which part was harder than the log makes it look?',
    'What do you always check that is written down nowhere?',
    'Which step is usually left out, and when is that right?',
    'Whose help came to mind, and what decided about calling?',
    'What did you take for true about this component a month ago?',
    'What surprised you most?',
    'Which question have I not asked?',
    'What should stay out of the written version?',
    'May I read back what I noted, and what did I get wrong?',
    'What might somebody else tell differently?',
    'What would help you now? This one is not written down.',
  ],
  facilitation: [
    'Who is here for the first time, and knows what we do and leave be?',
    'What would make this hour worth it for you?',
    'Can we say it as it looked then, and come to now later?',
    'That word sounds settled; does it mean the same to everyone here?',
    'Who heard that just now for the first time?',
    'Let us park that fix: what does it take for granted about what happened?',
    'One role keeps coming up; what was around that role?',
    'We have one story; who stood elsewhere and saw another?',
    'Somebody said what ought to have been done; what was known then?',
    'A rescue is being praised; what would have made it unnecessary?',
    'What is nobody saying? It can also be sent privately.',
    'Who else runs something built like this?',
    'What is still unexplained after this hour?',
    'Did you learn something that changes how you work, and would you come again?',
  ],
  analysis: [
    'What let this through?',
    'Which layer was there to stop it, and what was that layer doing?',
    'Which layer held, and do we know why?',
    'What had kept this from happening until now?',
    'Without this condition: no harm, less harm, or only a different harm?',
    'Which of these conditions is still true this minute?',
    'Where else in our systems is the same condition true?',
    'What did we get lucky about? Write it as a risk.',
    'Which earlier action was meant to cover this?',
    'What gives orders to this part, and what does it hear back?',
    'Was anything switched on too late, or left on too long?',
    'How has this arrangement drifted over a year, and what made each step sensible?',
    'What would somebody say who disagrees with this account?',
    'Which condition is outside our team’s reach, and who can move it?',
  ],
  'second-loop': [
    'Which of our own rules did this put in question?',
    'What do we say matters here, and what did the system reward that week?',
    'If we keep that target, what are we choosing to accept?',
    'Which assumption is so old that nobody remembers choosing it?',
    'What would have to change one level above us for this to be easy to do well?',
  ],
  action: [
    'What would make this whole class impossible, and which piece of that can we afford?',
    'Does it still work when everyone has forgotten why it exists?',
    'How could it be switched off, and who would notice?',
    'What would we observe if it worked, and if it did not?',
    'What new trouble could it bring, and for whom?',
    'What do we stop doing to make room for it?',
    'Is this a patch or a fix, and if a patch, until when?',
    'How could half as many have been affected, or half the time have been enough to notice?',
    'Which team has to live with this change, and is it here?',
    'If we do nothing, what exactly do we accept, and who agrees?',
  ],
  agent: [
    'What was in its context at the critical step, and what was missing, stale or contradictory?',
    'Which limit did the platform enforce, and which was only asked for in words?',
    'Which check did we assume had run, and what would have made it run?',
    'What is the first step from which there was no way back?',
    'What could this identity reach that the task did not need?',
    'What did the task leave open that a person would have asked about, and could it ask?',
    'Which text did it take for an order, and where did that text come from?',
    'What told it to stop, and what told us that it had not?',
    'How fast was it acting, and how fast could anyone see it?',
    'When a person approved, what did the screen show, and for how long was it open?',
    'Which of its statements about itself does the trace confirm?',
    'Run five times with the same input, how often does it happen?',
    'Read the analysis with "engineer" in place of "agent". What changes?',
    'Which evaluation would fail today and pass after the change?',
    'Which human understands this code well enough to repair it tonight?',
  ],
  'near-miss': [
    'What almost happened?',
    'What stopped it: design, attention or chance?',
    'How bad could it have been on a busy day?',
    'How often does this happen without being written down?',
    'What would have made this easier to report?',
    'Which detail could point to you, and should be blurred?',
    'Is anything still dangerous right now?',
  ],
  leader: [
    'Which decision of yours looked sound and turned out otherwise, and what did you not know?',
    'What did your goals for the quarter make harder here?',
    'Which of these findings needs your authority more than the team’s effort?',
    'What will you say, in public, to whoever reported this?',
  ],
  'follow-up': [
    'What did we not know when we chose this date?',
    'What did this action wait for?',
    'Can we watch it fail without the change, and hold with it?',
    'Has the same class come back, and was the change in its path?',
    'Would the people involved report the same thing again?',
  ],
}

/** One question of the bank, with a name that stays the same. */
export interface BankQuestion {
  readonly id: string
  readonly kind: QuestionKind
  readonly ask: string
}

/** All of them, in the order they are asked. */
export const bankQuestions: readonly BankQuestion[] = Object.entries(bank).flatMap(([kind, asks]) =>
  isKind(kind) ? asks.map((ask, index) => ({ id: `${kind}-${index + 1}`, kind, ask })) : [],
)

/** Whether the word names a kind of question. */
export function isKind(kind: string): kind is QuestionKind {
  return kind in questionKinds
}
