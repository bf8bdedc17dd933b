import { agentAsCulprit } from './agent-as-culprit.ts'
import { beCareful } from './be-careful.ts'
import { characterWords } from './character-words.ts'
import { couldHave } from './could-have.ts'
import { disciplineAPerson } from './discipline-a-person.ts'
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
import type { Rule } from './rule.ts'
import { selfBlame } from './self-blame.ts'
import { shouldHave } from './should-have.ts'
import { singleRootCause } from './single-root-cause.ts'
import { slipAsCause } from './slip-as-cause.ts'
import { vagueActionVerb } from './vague-action-verb.ts'
import { whoApproved } from './who-approved.ts'
import { whoQuestion } from './who-question.ts'
import { whyDidntYou } from './why-didnt-you.ts'

/** Every rule, in the order in which they win where two find the same words and weigh the same: the more particular first. */
export const rules: readonly Rule[] = [
  namedPersonHarm,
  agentAsCulprit,
  selfBlame,
  whoApproved,
  whoQuestion,
  whyDidntYou,
  disciplineAPerson,
  faultAndBlame,
  characterWords,
  humanError,
  roleAsCause,
  shouldHave,
  failedTo,
  couldHave,
  beCareful,
  followTheProcess,
  rememberTo,
  neverAgain,
  hero,
  hindsightAdverbs,
  slipAsCause,
  singleRootCause,
  vagueActionVerb,
]
