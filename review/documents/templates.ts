/** The templates we ship. The first is the one every review begins with unless another is chosen. */
import type { Template, TemplateSection } from '../model/templates.ts'
import { draftPrompts } from './template.ts'

const optional = (heading: string, prompt: string): TemplateSection => ({ heading, prompt, requiredFor: [] })
const after = (
  requiredFor: TemplateSection['requiredFor'],
  heading: string,
  prompt: string,
): TemplateSection => ({
  heading,
  prompt,
  requiredFor,
})

const ours = (
  id: string,
  words: { readonly name: string; readonly about: string },
  sections: readonly TemplateSection[],
): Template => ({ id, ...words, sections, version: 1, isOwn: false })

/** Every template we ship. */
export const shippedTemplates: readonly [Template, ...Template[]] = [
  ours(
    'default',
    { name: 'Incident', about: 'Something reached customers, colleagues or data.' },
    draftPrompts.map(({ heading, prompt }) => optional(heading, prompt)),
  ),
  ours(
    'near-miss',
    { name: 'Near miss', about: 'It hurt nobody yet. Two pages, and no meeting is needed.' },
    [
      optional('Summary', 'What almost happened, and how far it was from happening? Two or three sentences.'),
      optional(
        'What stopped it',
        'A barrier, a habit, somebody who looked, or luck? Which of these will be there next time?',
      ),
      optional('What made it possible', 'Which conditions were there before, and are still there now?'),
      optional('Where else', 'Where else in our systems is the same condition true?'),
    ],
  ),
  ours('security', { name: 'Security', about: 'Somebody could reach what was not theirs, or did.' }, [
    after(
      ['SEV1', 'SEV2'],
      'Summary',
      'What could be reached, by whom as a kind (not a name), and since when?',
    ),
    after(
      ['SEV1', 'SEV2'],
      'Exposure',
      'What was reachable, what was reached, and how do we know? "Unknown" is an answer.',
    ),
    optional(
      'How we noticed',
      'The first sign, and what carried it to us. What else was visible, and where?',
    ),
    optional('How we contained it', 'What was cut off, in which order, and what did each step cost?'),
    optional(
      'What made it possible',
      'Which controls were there to stop or reveal it, and in which state was each?',
    ),
    optional(
      'Whom we told',
      'Who was told, when, and what decided the moment? What must stay out of a published text?',
    ),
    optional('What we still do not know', 'Open questions, and what would answer them.'),
  ]),
  ours('agent', { name: 'Agent', about: 'A coding agent or another automated actor took part.' }, [
    optional('Summary', 'What was asked for, what was done, and whom it reached.'),
    optional(
      'What it had in view',
      'What stood in its context at the critical step, and what was missing, stale or contradictory?',
    ),
    optional(
      'Which limits held',
      'Which limit was enforced by the platform, and which was only asked for in words?',
    ),
    optional(
      'Which checks ran',
      'Which check did we take for granted? What made it run, and what would have failed it?',
    ),
    optional('What we learned', 'What would any capable reader of the same context have done?'),
    optional(
      'What we still do not know',
      'Parts of the transcript that are missing, and questions it leaves open.',
    ),
  ]),
  ours(
    'missed-expectation',
    {
      name: 'Missed expectation',
      about: 'Something came later or other than was expected: a date, a cost, a promise.',
    },
    [
      optional('Summary', 'What was expected, by whom as a role, and what came instead?'),
      optional(
        'What the estimate did not know',
        'Which facts came to light only afterwards, and where did they live when the date was chosen?',
      ),
      optional('What the date rested on', 'Who needed it, and what made it sensible to promise then?'),
      optional(
        'When the picture changed',
        'What was the first sign, and which way did it have to reach those who waited?',
      ),
      optional('What we learned', 'What would let the next estimate say how sure it is?'),
    ],
  ),
  ours(
    'pre-mortem',
    {
      name: 'Pre-mortem',
      about: 'Nothing happened yet: a design, a launch, a change looked at before it is made.',
    },
    [
      optional('What is planned', 'What will be different, for whom, and from which day?'),
      optional(
        'It went wrong: the story',
        'It is a year later and it failed. Tell it in the order it unfolded.',
      ),
      optional('What let it through', 'Which conditions in that story are true today?'),
      optional('What will show it', 'Which sign comes first, and where is it seen?'),
      optional('What we change before', 'Which of these conditions can be taken away before it begins?'),
    ],
  ),
  ours(
    'leaders-story',
    {
      name: 'A leader goes first',
      about: 'Somebody with a say tells of a close call of their own, before anybody else is asked to.',
    },
    [
      optional('What happened', 'One close call of your own. What did you do, and what came of it?'),
      optional(
        'What I knew then',
        'What did you see and expect at that moment? What could be known only afterwards?',
      ),
      optional('Why it made sense', 'Which pressures and habits made this the sensible thing to do?'),
      optional('What made it possible', 'Which conditions were there before, and would meet anybody else?'),
      optional('What came of telling it', 'What changed because it was told?'),
    ],
  ),
]
