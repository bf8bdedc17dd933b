/**
 * Which stage follows which, and what stands in the way: one answer for the page and the
 * server. A refusal here is a value, a sentence with the place to go.
 */
import type { ActionPlan, Owner, Strength } from './actions.ts'
import type { Blocker } from './blocker.ts'
import { type Depth, depthOf } from './incident.ts'
import { deeperQuestions } from './questions.ts'
import type { Stage } from './reviews.ts'
import { isLowered } from './severity.ts'
import { nullResult, strengthChoices, strengthLevel } from './strength.ts'

/** A stage of a review, in words, and the stages that can come next. Publishing goes through an edition only. */
export interface StageRule {
  readonly stage: Stage
  readonly name: string
  readonly means: string
  readonly next: readonly Stage[]
}

/** The stages in order. Going back is always possible before the first edition; nothing is lost by it. */
export const stageRules: readonly StageRule[] = [
  {
    stage: 'gathering',
    name: 'Gathering',
    means: 'Evidence comes in and the timeline takes shape.',
    next: ['drafting'],
  },
  {
    stage: 'drafting',
    name: 'Drafting',
    means: 'The story, the factors and the actions are written.',
    next: ['calibrating', 'gathering'],
  },
  {
    stage: 'calibrating',
    name: 'Calibrating',
    means: 'The people described read the draft first and correct it.',
    next: ['published', 'drafting', 'gathering'],
  },
  {
    stage: 'published',
    name: 'Published',
    means: 'An edition is out; a later one can take its place.',
    next: ['followed-up'],
  },
  {
    stage: 'followed-up',
    name: 'Followed up',
    means: 'The actions were looked at again, and what came of them is known.',
    next: ['published'],
  },
]

/** The rule for one stage. */
export function stageRule(stage: Stage): StageRule {
  const rule = stageRules.find((each) => each.stage === stage)
  if (rule === undefined) throw new RangeError(`The stage table has no row for ${stage}; it needs all five.`)
  return rule
}

/** Why a review cannot go from one stage to another; empty when it can. Staying is always possible. */
export function stageBlockers(from: Stage, to: Stage): readonly Blocker[] {
  if (from === to || stageRule(from).next.includes(to)) return []
  const names = stageRule(from).next.map((stage) => stageRule(stage).name.toLowerCase())
  return [
    {
      rule: 'stage-order',
      sentence: `A review that is ${stageRule(from).name.toLowerCase()} goes on to ${names.join(' or ')}, not to ${stageRule(to).name.toLowerCase()}.`,
      place: { tab: 'publish', id: null },
    },
  ]
}

/** Why a severity cannot be changed so; lowering it, or what it could have been, needs a reason, raising does not. */
export function severityBlockers(from: Depth, to: Depth, because: string): readonly Blocker[] {
  const isActual = isLowered(from.severity, to.severity)
  const [before, after] = isActual ? [from.severity, to.severity] : [depthOf(from), depthOf(to)]
  if (!isLowered(before, after) || because.trim() !== '') return []
  const step = isActual ? 'Going' : 'Going, for what it could have been,'
  return [
    {
      rule: 'severity-lowered-without-reason',
      sentence: `${step} from ${before} to ${after} changes which review is due. What do we know now that makes it milder?`,
      place: { tab: 'incident', id: 'severity' },
    },
  ]
}

/** An action as a form holds it, before it is stored. */
export interface ActionDraft {
  readonly id: string | null
  readonly title: string
  readonly strength: Strength
  readonly worksIfForgotten: boolean
  readonly canBeBypassedUnnoticed: boolean
  readonly owner: Pick<Owner, 'role'> | null
  readonly dueOn: string | null
  readonly plan: Pick<ActionPlan, 'durability' | 'expiresOn' | 'fixedById'>
  /** True when it is being promised (state open), false while it is an idea. */
  readonly isOpening: boolean
  /** Whether the words alone say it changes nothing ("be more careful"); found by the language check. */
  readonly isNullTitle: boolean
}

/** What an action still needs, as the form says it before the server does. */
export function actionBlockers(action: ActionDraft): readonly Blocker[] {
  const found: { readonly rule: string; readonly sentence: string }[] = []
  if (action.title.trim() === '') {
    found.push({
      rule: 'action-without-title',
      sentence: 'An action needs a title. What will be different afterwards?',
    })
  }
  if (action.strength === 0 || action.isNullTitle) {
    found.push({ rule: 'null-action', sentence: `${nullResult.sentence} ${nullResult.ask}` })
  } else if (!agrees(action)) {
    found.push({ rule: 'strength-differs-from-answers', sentence: strengthSentence(action) })
  }
  const promise = promiseSentence(action)
  if (promise !== null) found.push({ rule: 'action-without-owner-or-date', sentence: promise })
  const patch = patchSentence(action)
  if (patch !== null) found.push({ rule: 'patch-without-end', sentence: patch })
  return found.map((each) => ({ ...each, place: { tab: 'actions', id: action.id } }))
}

function agrees(action: ActionDraft): boolean {
  return strengthChoices(action.worksIfForgotten, action.canBeBypassedUnnoticed).includes(action.strength)
}

function strengthSentence(action: ActionDraft): string {
  const choices = strengthChoices(action.worksIfForgotten, action.canBeBypassedUnnoticed)
    .filter((strength) => strength > 0)
    .map((strength) => `${strength} (${strengthLevel(strength).name.toLowerCase()})`)
  const level = `${action.strength} (${strengthLevel(action.strength).name.toLowerCase()})`
  return `Strength ${level} does not agree with the two answers, which speak for ${choices.join(' or ')}. Which of the three describes it best?`
}

/** A patch that is promised ends: by the fix that takes its place, or on a day. */
function patchSentence({ id, plan, isOpening }: ActionDraft): string | null {
  if (plan.durability !== 'patch') return null
  if (plan.fixedById !== null && plan.fixedById === id) {
    return 'This patch names itself as its fix. Which other action takes its place?'
  }
  if (plan.expiresOn !== null && !isDay(plan.expiresOn)) {
    return `The day a patch ends reads "${plan.expiresOn}", which is no day of the calendar; we need one as YYYY-MM-DD.`
  }
  if (!isOpening || plan.fixedById !== null || plan.expiresOn !== null) return null
  return 'A patch holds until something takes its place. Which action is the fix, or on which day is the patch no longer relied on?'
}

/** An idea may lack both; a promise lacks neither. A date that is no day of the calendar counts as missing. */
function promiseSentence(action: Pick<ActionDraft, 'owner' | 'dueOn' | 'isOpening'>): string | null {
  if (action.dueOn !== null && !isDay(action.dueOn)) {
    return `The date reads "${action.dueOn}", which is no day of the calendar; we need one as YYYY-MM-DD.`
  }
  if (!action.isOpening) return null
  const hasOwner = action.owner !== null && action.owner.role.trim() !== ''
  if (hasOwner && action.dueOn !== null) return null
  if (hasOwner)
    return 'An action needs a date before it can be opened. By when will it be brought to a decision?'
  if (action.dueOn !== null) {
    return 'An action needs one owner before it can be opened. Who will bring it to a decision?'
  }
  return 'An action needs one owner and a date before it can be opened. Who will bring it to a decision, and by when?'
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  // The calendar rolls 30 February over into March; only a real day comes back as it went in.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** A factor as a form holds it. */
export interface FactorDraft {
  readonly id: string | null
  readonly statement: string
  /** Whether the taxonomy knows the code. */
  readonly isKnownCode: boolean
  /** The words that make the statement about a person, a handle, a title or "human error"; null when none do. */
  readonly personShaped: string | null
}

/** What a factor still needs: a code, a sentence, and a condition in place of a person. */
export function factorBlockers(factor: FactorDraft): readonly Blocker[] {
  const found: { readonly rule: string; readonly sentence: string }[] = []
  if (!factor.isKnownCode) {
    found.push({
      rule: 'factor-without-code',
      sentence: 'A factor needs an entry of the list. Which of the sixty comes closest?',
    })
  }
  if (factor.statement.trim() === '') {
    found.push({
      rule: 'factor-without-statement',
      sentence: 'A code alone is no finding yet. What was the condition, in one sentence?',
    })
  }
  if (factor.personShaped !== null) {
    found.push({ rule: 'person-as-factor', sentence: personSentence(factor.personShaped) })
  }
  return found.map((each) => ({ ...each, place: { tab: 'factors', id: factor.id } }))
}

/** Why a person cannot be a factor, and the three questions that lead on. */
export function personSentence(quote: string): string {
  return `"${quote}" is not a condition of the system, so nothing could be changed about it. ${deeperQuestions.join(' ')}`
}

/** Why a name cannot stand where the words of a review have a role. */
export function nameSentence(name: string): string {
  return `"${name}" reads like the name of a person; a role such as "database on-call" or "incident lead" tells readers more.`
}
