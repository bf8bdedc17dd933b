import { Tag } from '../text/lexicon.ts'
import { isClauseStart } from '../text/phrases.ts'
import { formAt, has, isTagged, lemmaAt, type Sentence } from '../text/sentences.ts'

// What makes an action more than asking: a verb of building at the head of a clause, or a thing that does the work.

const BUILDS = new Set(
  `add automate block refuse reject enforce require cap limit move remove replace rename write build create set install deploy alert page run schedule document print show ask pin fix
configure stop lock split grant revoke delete disable enable introduce implement test verify load migrate rotate provide give change update turn enhance include extend define put switch convert`.split(
    /\s+/,
  ),
)
// What is built with these verbs may be no more than a habit, so the demand around them decides.
const LOOSE = new Set(
  'ask run schedule show test verify give change put document write provide fix stop page'.split(' '),
)
const WORKERS = new Set(
  `alert alarm monitor monitoring linter lint ci pipeline script job bot cron check validation validator guardrail guard limit quota flag template dashboard tool automation test tests timeout retry dry-run
drill rehearsal gate policy approval rota hook prompt dialog field parser schema rule threshold runbook api endpoint banner cookie model library version pin cookies token`.split(
    /\s+/,
  ),
)

/** Whether the sentence names something that does the work: a building verb heads a clause, or a mechanism is the doer or the object. `isStrict` leaves out verbs that as often ask for a habit. */
export function isMechanism(s: Sentence, isStrict = false): boolean {
  for (let i = s.start; i < s.end; i++) {
    if (!BUILDS.has(lemmaAt(s, i)) || !isTagged(s, i, Tag.base)) continue
    if (isStrict && LOOSE.has(lemmaAt(s, i))) continue
    if (lemmaAt(s, i) === 'ask' && PEOPLE.test(formAt(s, i + 1))) continue
    if (LESSONS.has(formAt(s, i)) && has(s, TAUGHT, { from: i + 1, to: i + 5 })) continue
    if (isHeadOfClause(s, i)) return true
  }
  return has(s, MAKES, undefined) && has(s, WORKERS)
}

const PEOPLE =
  /^(?:everyone|everybody|people|all|staff|teams|developers|engineers|operators|users|colleagues|them)$/
// "Provide training", "give a refresher": what is built is in people's heads.
const LESSONS = new Set('provide give run schedule arrange hold organise organize deliver'.split(' '))
const TAUGHT = new Set('training awareness education coaching refresher reminder reminders'.split(' '))

const MAKES = new Set('by so via through'.split(' '))

function isHeadOfClause(s: Sentence, i: number): boolean {
  const before = formAt(s, i - 1)
  if (/^(?:check|test|verify|document|use|show|run|change|set|write)$/.test(lemmaAt(s, i)) && i > s.start)
    return false
  return (
    isClauseStart(s, i) ||
    before === 'and' ||
    before === 'then' ||
    (before === 'will' && !/^(?:i|we)$/.test(formAt(s, i - 2)))
  )
}

/** Whether a thing that does the work stands before word `end`: "The bot reminds the team to …", "Quota check: remember to …". */
export function isCarriedBefore(s: Sentence, end: number): boolean {
  return isMechanism(s) || has(s, WORKERS, { from: s.start, to: end })
}
