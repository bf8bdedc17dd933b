import { Tag } from '../text/lexicon.ts'
import { phrases } from '../text/phrases.ts'
import { formAt, fromOf, gapBefore, has, isTagged, lemmaAt, type Sentence, toOf } from '../text/sentences.ts'
import { type Hit, hitOf, phraseHits, type Rule } from './rule.ts'

const PHRASES = phrases(
  'so-called <adj> engineers|developers|experts|team|staff|admins',
  'so-called expert|engineer|fix|test|review|plan|process|solution|professional|team|specialist|improvement|tests|experts',
  "at it|their|its|our|his|her 's? finest",
  'what could possibly|ever go wrong',
  'who would|could have? thought|guessed|known $',
  'surprise surprise',
  'slow clap',
  'slow-clap',
  'thanks a lot|bunch|million for',
  'way to go',
  'so much for <det>|our|the',
  'in all? their|its|his|her infinite? wisdom',
  'yeah right',
  'brilliant|genius|stellar idea|move|plan|thinking|work|job',
)
const PRAISE = phrases(
  '^ great|nice|good|lovely|wonderful|fantastic|excellent|superb|impressive|well job|work|going|one|thinking|planning|done|timing',
)
// Praise of a harm is not meant as praise.
const HARMS = new Set(
  'outage down broke broken lost loss crash crashed again wiped deleted nobody now whoever'.split(' '),
)
const THANKED = new Set('on by with to response recovery everyone team'.split(' '))

// Words somebody would put in quotation marks to say the opposite; a quoted label or value is followed by what it is.
const QUALITIES = new Set(
  `tested fixed safe reviewed expert experts simple quick careful thorough verified smart robust reliable foolproof seamless harmless trivial easy improved temporary professional redundant fix
solution test review plan improvement upgrade intelligent approved clean process help expertise safety`.split(
    /\s+/,
  ),
)
const LABELS = new Set(
  'label tag state status field flag button column channel tab page branch option mode alert value link message word severity key name header type entry menu folder table section box role profile set class error query'.split(
    ' ',
  ),
)
const FACES = /[🙃🙄🤡🤦😂🤣😒😏💩👏🤷]/u

function isScareQuote(s: Sentence, i: number): boolean {
  if (lemmaAt(s, i) !== QUOTE || !isTagged(s, i - 1, Tag.determiner | Tag.possessive)) return false
  const quoted = s.text.slice(fromOf(s, i) + 1, toOf(s, i) - 1)
  if (!QUALITIES.has(quoted)) return false
  if (gapBefore(s, i + 1) !== 0 || i + 1 >= s.end)
    return /^(?:experts|fix|solution|help|review|plan|expertise|improvement)$/.test(quoted)
  return !LABELS.has(lemmaAt(s, i + 1))
}

const QUOTE = '\u0000quote'

function find(s: Sentence): readonly Hit[] {
  const hits = [...phraseHits(s, PHRASES), ...mockPraise(s)]
  for (let i = s.start + 1; i < s.end; i++)
    if (isScareQuote(s, i)) hits.push(hitOf(s, i, isTagged(s, i + 1, Tag.noun) ? i + 1 : i))
  return hits
}

function mockPraise(s: Sentence): readonly Hit[] {
  const from = toOf(s, s.end - 1)
  const hasFace = FACES.test(s.text.slice(fromOf(s, s.start), from + 6))
  return phraseHits(s, PRAISE, {
    unless: (_, hit) =>
      !hasFace && (!has(s, HARMS, { from: hit.end, to: s.end }) || THANKED.has(formAt(s, hit.end))),
  })
}

/** Sarcasm: scare quotes, mock praise, a face that says the opposite. */
export const sarcasm: Rule = {
  id: 'sarcasm',
  name: 'Words that mean the opposite',
  because: 'Irony needs a victim, and a reader who was not there cannot tell what did happen.',
  ask: 'What did happen, said plainly?',
  source: 'Edmondson, Psychological safety and learning behavior in work teams (1999)',
  levels: { analysis: 'warning', timeline: 'warning', actions: 'hint', other: 'warning' },
  phrases: [PHRASES, PRAISE],
  triggers: [QUOTE],
  find,
}
