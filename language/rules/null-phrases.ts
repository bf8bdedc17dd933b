import { phrases } from '../text/phrases.ts'

// Ways of asking people to try harder. Three rules and `isNullAction` read the same lists.

const PEOPLE =
  'we|everyone|everybody|team|teams|engineer|engineers|developer|developers|staff|people|operator|operators|reviewer|reviewers|i|agent|all|personnel|you|member|members|maintainers|admins|user|users|them'

/** Care: be careful, take care, be more vigilant, do better. */
export const carePhrases = phrases(
  '=be|=being|=stay|=remain|=become extra|more|very|much|better|so|especially|particularly|a? <adv>? careful|vigilant|mindful|cautious|diligent|attentive|thorough|deliberate|alert|disciplined|aware|conscientious|rigorous|responsive|thoughtful|wary',
  '^ more|extra|greater|utmost|better care|caution|diligence|vigilance|attention|discipline|thoroughness|focus|rigour|rigor',
  'need|needs|require|requires|expects improved|more|extra|greater|better care|caution|diligence|vigilance|attention|discipline',
  '=take|=exercise|exercising|=use|=apply|with more|extra|greater|due|better|the? utmost? care|caution|diligence|vigilance|attention',
  '=take care when|while|with|to|not|next',
  'exercise caution|care|diligence',
  '=do|=get better $',
  '=do|=be better next|in|here|at|from|about|now|$',
  'we|i|team will|need|must|have|should|can to? do better',
  '=try|=work|=focus|=concentrate harder',
  'look|think|try harder|twice',
  'think before _3',
  'use common sense|judgement|judgment',
  'keep an? eye on|out',
  `need|needs to? be|more carefully|careful`,
  'more carefully <verb>|<ing>',
  '^ carefully <base>',
  '^ =slow down',
  "let 's slow down",
)

/** Memory and attention: remember to, make sure to, double-check, pay attention, be aware, remind people. */
export const memoryPhrases = phrases(
  'pay|paying|give close|closer|more|extra|better|careful|special? attention',
  '^ always|never? double-check|doublecheck',
  `${PEOPLE} should|must|will|need|needs to? always? double-check|doublecheck|re-check`,
  'check twice',
  'double check|checking',
  'double-check|double-checking',
  '^ remember|recall to|that|the|your|which|always',
  `${PEOPLE} should|must|will|need|needs to? always? remember|keep`,
  '^ try to remember',
  'keep _1 in mind',
  'bear _2 in mind',
  '^ make|ensure sure? to',
  `=remind|=reminded|=encourage|=urge|=advise|=instruct ${PEOPLE}|the|all|each|our|your|support|on-call _5 to|of|about|that`,
  `^ =tell|=ask|telling ${PEOPLE}|support|vendor|staff to`,
  'telling people|everyone to',
  'be|are reminded|encouraged|advised|urged|expected to|of|that',
  'raise|raising|increase|increasing|increased|improve|build|spread awareness',
  'always|never assume|forget',
  '^ always|never =check|=verify|=read|=review|=think|=assume|=trust|=ask|=confirm|=skip|=forget',
  '^ avoid typo|mistake|error|rush',
  'keep _2 in mind',
  'watch out for',
  'stay|remain focused|vigilant|alert|sharp',
)

/** Demands without means: never again, don't let it happen again, better communication, retraining. */
export const demandPhrases = phrases(
  "never|not|n't happen|occur again",
  "not|n't let|allow _2 happen|recur|occur _1 again?",
  "not|n't|never do _1 again",
  'never again',
  '^ improve|increase|better|more|enhance|strengthen communication|communications|coordination|focus|discipline|teamwork|quality|collaboration',
  'improve|better our|the|team|internal communication|communications|coordination',
  '^ communicate better|more|earlier|clearly',
  'must|should|need|needs to? communicate better|more|earlier|clearly',
  'better communicate',
  '^ better|more testing|communication|care|discipline|planning|coordination|diligence',
  'retrain|re-train|counsel|educate|re-educate the|all|our|every? <adj>? on-call? _2 engineer|engineers|staff|team|operators|people|personnel|developers|admins|users|employees|members|everyone',
  'training _3 for|of _3 staff|engineers|team|operators|employees|developers|personnel|everyone|members',
  'training session|sessions',
  'continuous|additional|more|further|regular|refresher|mandatory training',
  'share|spread the? learning|learnings|lessons|knowledge',
  'personnel|staff have been counselled|retrained',
  '^ avoid _1 mistakes|typos',
  "^ do|n't|not? deploy on fridays|friday",
)
