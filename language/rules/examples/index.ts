import { agentAsCulprit } from './agent-as-culprit.ts'
import { beCareful } from './be-careful.ts'
import { characterWords } from './character-words.ts'
import { couldHave } from './could-have.ts'
import { disciplineAPerson } from './discipline-a-person.ts'
import type { Examples } from './example.ts'
import { failedTo } from './failed-to.ts'
import { faultAndBlame } from './fault-and-blame.ts'
import { followTheProcess } from './follow-the-process.ts'
import { hero } from './hero.ts'
import { hindsightAdverbs } from './hindsight-adverbs.ts'
import { humanError } from './human-error.ts'
import { namedPersonHarm } from './named-person-harm.ts'
import { neverAgain } from './never-again.ts'
import { rememberTo } from './remember-to.ts'
import { roleAsCause } from './role-as-cause.ts'
import { selfBlame } from './self-blame.ts'
import { shouldHave } from './should-have.ts'
import { singleRootCause } from './single-root-cause.ts'
import { slipAsCause } from './slip-as-cause.ts'
import { vagueActionVerb } from './vague-action-verb.ts'
import { whoApproved } from './who-approved.ts'
import { whoQuestion } from './who-question.ts'
import { whyDidntYou } from './why-didnt-you.ts'

/** The examples of every rule, by the rule's id. */
export const examplesByRule: Readonly<Record<string, Examples>> = {
  'agent-as-culprit': agentAsCulprit,
  'be-careful': beCareful,
  'character-words': characterWords,
  'could-have': couldHave,
  'discipline-a-person': disciplineAPerson,
  'failed-to': failedTo,
  'fault-and-blame': faultAndBlame,
  'follow-the-process': followTheProcess,
  hero,
  'hindsight-adverbs': hindsightAdverbs,
  'human-error': humanError,
  'named-person-harm': namedPersonHarm,
  'never-again': neverAgain,
  'remember-to': rememberTo,
  'role-as-cause': roleAsCause,
  'self-blame': selfBlame,
  'should-have': shouldHave,
  'single-root-cause': singleRootCause,
  'slip-as-cause': slipAsCause,
  'vague-action-verb': vagueActionVerb,
  'who-approved': whoApproved,
  'who-question': whoQuestion,
  'why-didnt-you': whyDidntYou,
}
