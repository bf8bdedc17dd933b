import { phrases } from '../text/phrases.ts'
import { isQuestion } from '../text/sentences.ts'
import { phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'miss|ignore|overlook|disregard|dismiss|heed _3 sign|signs|signal|signals|flag|flags|warnings|symptoms|clues',
  'warning|red|tell-tale|telltale sign|signs|flag|flags was|were _2 ignore|miss|overlook|there|everywhere|clear|dismiss|disregard|visible',
  'the? writing was|is on the wall',
  'there|visible|plain|obvious|clear for|to anyone|everyone|everybody|all|anybody to|who|that',
  'in plain sight',
  'ignore|ignored|dismissed|disregarded _2 earlier|previous|prior|repeated|several|two|three|four|many|all|numerous <adj>? alert|alerts|alarms|alarm|warnings|reminders|mails|messages',
  'under our|their|his|her|your nose|noses',
  'sitting|sat|lying|been there|here|in|right _6 all|the|entire|whole along|entire|time',
  'should have be <det>? red|warning|alarm|obvious|clear flag|sign|bell|to|that|from',
  'sign|signs|warnings|symptoms were all? there|everywhere|visible|obvious',
  'sign|signs|signals|warnings|symptoms|clues had|have|has been there|clear|visible|obvious|everywhere|building|accumulating',
)

/** Warning signs that were missed or ignored: chosen by the outcome. */
export const warningSigns: Rule = {
  id: 'warning-signs',
  name: 'Signs picked out afterwards',
  because: 'Signs look red once the end is known; at the time they stood among many that meant nothing.',
  ask: 'Which signal was it, and how many others like it came and went that month?',
  source: 'Woods et al., Behind Human Error, 2nd ed. (2010), ch. 14, on hindsight bias',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'off', other: 'warning' },
  phrases: [PHRASES],
  find: (s) => (isQuestion(s) ? [] : phraseHits(s, PHRASES)),
}
