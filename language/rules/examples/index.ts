import { agentAsCulprit } from './agent-as-culprit.ts'
import { animatedWords } from './animated-words.ts'
import { beCareful } from './be-careful.ts'
import { characterWords } from './character-words.ts'
import { couldHave } from './could-have.ts'
import { courtroomVerbs } from './courtroom-verbs.ts'
import { coyReference } from './coy-reference.ts'
import { disciplineAPerson } from './discipline-a-person.ts'
import { effortAsRemedy } from './effort-as-remedy.ts'
import { everyoneKnew } from './everyone-knew.ts'
import type { Examples } from './example.ts'
import { failedTo } from './failed-to.ts'
import { faultAndBlame } from './fault-and-blame.ts'
import { followTheProcess } from './follow-the-process.ts'
import { hero } from './hero.ts'
import { hiddenDecision } from './hidden-decision.ts'
import { hindsightAdverbs } from './hindsight-adverbs.ts'
import { humanError } from './human-error.ts'
import { incidentWithAName } from './incident-with-a-name.ts'
import { justHadTo } from './just-had-to.ts'
import { missedDate } from './missed-date.ts'
import { nameAmongCauses } from './name-among-causes.ts'
import { namedPersonHarm } from './named-person-harm.ts'
import { neverAgain } from './never-again.ts'
import { ratingWithoutMeasure } from './rating-without-measure.ts'
import { rememberTo } from './remember-to.ts'
import { roleAsCause } from './role-as-cause.ts'
import { sarcasm } from './sarcasm.ts'
import { selfBlame } from './self-blame.ts'
import { shouldHave } from './should-have.ts'
import { singleRootCause } from './single-root-cause.ts'
import { slipAsCause } from './slip-as-cause.ts'
import { statusAsCause } from './status-as-cause.ts'
import { systemFailed } from './system-failed.ts'
import { takeAPersonOff } from './take-a-person-off.ts'
import { teamAsTrait } from './team-as-trait.ts'
import { unsaidDoer } from './unsaid-doer.ts'
import { vagueActionVerb } from './vague-action-verb.ts'
import { violationAsCause } from './violation-as-cause.ts'
import { warningSigns } from './warning-signs.ts'
import { whoApproved } from './who-approved.ts'
import { whoQuestion } from './who-question.ts'
import { whyDidntYou } from './why-didnt-you.ts'
import { wrongCall } from './wrong-call.ts'
import { youAsDoer } from './you-as-doer.ts'

/** The examples of every rule, by the rule's id. */
export const examplesByRule: Readonly<Record<string, Examples>> = {
  'warning-signs': warningSigns,
  'courtroom-verbs': courtroomVerbs,
  'system-failed': systemFailed,
  'you-as-doer': youAsDoer,
  'coy-reference': coyReference,
  'status-as-cause': statusAsCause,
  'everyone-knew': everyoneKnew,
  'just-had-to': justHadTo,
  'name-among-causes': nameAmongCauses,
  'rating-without-measure': ratingWithoutMeasure,
  sarcasm: sarcasm,
  'take-a-person-off': takeAPersonOff,
  'team-as-trait': teamAsTrait,
  'violation-as-cause': violationAsCause,
  'wrong-call': wrongCall,
  'incident-with-a-name': incidentWithAName,
  'missed-date': missedDate,
  'hidden-decision': hiddenDecision,
  'animated-words': animatedWords,
  'agent-as-culprit': agentAsCulprit,
  'be-careful': beCareful,
  'character-words': characterWords,
  'could-have': couldHave,
  'discipline-a-person': disciplineAPerson,
  'effort-as-remedy': effortAsRemedy,
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
  'unsaid-doer': unsaidDoer,
  'vague-action-verb': vagueActionVerb,
  'who-approved': whoApproved,
  'who-question': whoQuestion,
  'why-didnt-you': whyDidntYou,
}
