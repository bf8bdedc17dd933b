import type { Frame } from '../text/frames.ts'
import { findPhrases, phrases, triggersOf } from '../text/phrases.ts'
import type { Sentence } from '../text/sentences.ts'

// What is only said of people who are held to have let others down; each begins at the verb.
const IDIOMS = phrases(
  'drop the ball',
  'blow it',
  'cut corners',
  'take a|the short|shortcut|gamble|chance cut?',
  'fall asleep',
  'pull rank',
  'have no idea|clue|business|right',
  'take|keep _2 eye|eyes off',
  'jump the gun',
  'get _3 wrong',
  'get impatient|careless|sloppy|distracted|bored|cocky',
  'make a complete|right|total|proper|real? hash|mess|meal of',
  'lose track|patience|nerve|interest|the|his|her|sight nerve|temper|key|keys|laptop|badge|phone|token|drive|stick|plot',
  'mute|silence|ignore|switch|turn off? his|her|their|the phone|pager|laptop|radio',
  'leave _3 unlocked|unattended|unsecured|unlatched|unguarded|ajar|plugged',
  'throw away|out',
  'give <noun>|everyone|everybody|anyone|them|us|him|her _3 access|rights|password|key|keys|pin|passcode|login',
  'give the order|go|go-ahead|signal|wrong to?',
  'make _3 world-readable|writable',
  'make the? bucket|share|folder|repo|repository|token|dashboard public',
  'keep _3 to himself|herself|themselves',
  'look away',
  'fall for',
  'promise _6~ not|nobody|never',
  'lend|hand _3 badge|key|keys|card|password|token|login|laptop',
  'open the|an|that|its _1 attachment',
  'turn a blind eye',
  'know about|of|that|it|full|all|better _9~ and|but|yet said|did|told|kept|went|pushed',
  'say|said|do|did|tell|inform|notify|warn|ask|consult no|nobody|nothing|none one|-one?',
  'be _2 asleep|drunk|distracted|hungover|unreachable|sleepy|preoccupied|inattentive',
  'be too busy|lazy|proud|tired|junior to',
  'be been? drinking|playing|daydreaming|dozing|sleeping',
  "be not|n't at|paying|looking|listening|on|in his|her|attention|at|the? desk|post|station|place|$",
  'swap the? two|both',
  'swap _3 columns|labels|digits|figures|trays|names|samples|wires|fields',
  'mix up|the _4 up?',
  'hit|press|push the|a|delete|enter|send|publish|reply-all _2 button|switch|early|wrong|red',
  'hit|press reply-all|delete|publish|send|enter',
  'knock over|out|off',
  'knock the|a _3 over|out|off|loose',
  'click through|past|away|on|yes|ok the|a|every? _2 warning|prompt|dialog|dialogue|link|attachment|phishing|confirmation|without',
  'answer|open|click|trust _4 phishing|fake|phoney|malicious|infected|stranger|caller',
  'let <det>? caller|stranger|visitor|attacker|customer|salesman _2 talk|in|through|have|persuade',
  'miss|missed the|a|an|his|her|every|all <adj>? call|alarm|alert|step|warning|deadline|page|mail|email|memo|window|point|line|flag|notice|entry|sign|clause',
  'use|take|load|deploy|install|pick|run|rely|trust|read|follow on? a|an|the|his|her|last <adj>? expired|outdated|stale|obsolete|borrowed|pirated|unlabelled|unlabeled|old|personal|private|unofficial _2 <noun>',
  'merge|approve|review|sign|accept his|her own',
  'pressure|push|bully|talk|rush the|us|everyone|his|her team|staff|engineers|crew|us|developers? into',
  'do|did|finish|end _3 job|work|inspection|repair|check|rounds without',
  'pay|ship|send|charge|order|book|bill|run|post|apply|import|submit _5 twice',
  'make a|an|the _2 mistake|error|blunder|slip|typo|gaffe|misjudgement|oversight|miscalculation|assumption',
  'hop|wander|bail|sneak|storm|stroll on|off|out|away|onto|home|$',
  'skip _3 step|backup|test|tests|review|check|checks|checklist|dry-run|drill|handover|briefing',
  'have a habit of',
  'cut|trip|yank|sever _2 plug|cable|cord|fibre|fiber|fuse|breaker|wire|line|feed|wrong',
  'experiment|tinker|fiddle|meddle _6 production|prod|live|firewall|router|switch|with',
  'act|work|go|move|proceed alone|outside|ahead|unilaterally|solo',
  'think|believe it|he|she|that|this be a|in|on|the|only|just|dev|staging|test|enough|fine|safe|harmless|someone|somebody|done|already',
)

/** The words that wake the idioms. */
export const idiomTriggers = triggersOf(IDIOMS)

/** Whether an idiom of letting others down stands at the frame's verb. */
export function isLettingDown(s: Sentence, frame: Frame): boolean {
  if (frame.modal !== null) return false
  return findPhrases(s, IDIOMS).some((hit) => hit.at >= frame.at && hit.at < frame.end)
}
