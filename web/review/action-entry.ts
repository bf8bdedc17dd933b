/** An action while it is being written: what stands in its form, and how its fields read when two people changed them. */
import {
  type Action,
  type ActionKind,
  type ActionPlan,
  actionDurabilities,
  actionKinds,
  actionScopes,
  emptyPlan,
  type Priority,
  type Strength,
} from '@secondstory/review/model/actions'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { strengthLevel } from '@secondstory/review/model/strength'
import { factorName } from '@secondstory/review/model/taxonomy'
import { dayInWords } from '../words.ts'
import type { FieldInWords } from './two-versions.ts'

export interface ActionEntry {
  readonly title: string
  readonly kind: ActionKind
  readonly priority: Priority
  readonly worksIfForgotten: boolean
  readonly canBeBypassedUnnoticed: boolean
  readonly strength: Strength
  readonly factorIds: readonly string[]
  readonly howWeWillKnow: string
  readonly personId: string
  readonly role: string
  readonly dueOn: string
  readonly scope: ActionPlan['scope']
  readonly durability: ActionPlan['durability']
  readonly expiresOn: string
  readonly fixedById: string
  readonly measure: string
  readonly reviewOn: string
  readonly sideEffect: string
}

const blank: ActionEntry = {
  title: '',
  kind: 'guardrail',
  priority: 'P2',
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  strength: 4,
  factorIds: [],
  howWeWillKnow: '',
  personId: '',
  role: '',
  dueOn: '',
  ...planEntry(emptyPlan),
}

function planEntry({ scope, durability, expiresOn, fixedById, measure, reviewOn, sideEffect }: ActionPlan) {
  return {
    scope,
    durability,
    expiresOn: expiresOn ?? '',
    fixedById: fixedById ?? '',
    measure,
    reviewOn: reviewOn ?? '',
    sideEffect,
  }
}

/** The plan as it is sent; a field left empty is one nobody has thought about yet. */
export function planFrom(entry: ActionEntry): ActionPlan {
  const isPatch = entry.durability === 'patch'
  return {
    scope: entry.scope,
    durability: entry.durability,
    expiresOn: isPatch && entry.expiresOn !== '' ? entry.expiresOn : null,
    fixedById: isPatch && entry.fixedById !== '' ? entry.fixedById : null,
    measure: entry.measure.trim(),
    reviewOn: entry.reviewOn === '' ? null : entry.reviewOn,
    sideEffect: entry.sideEffect.trim(),
  }
}

export function actionEntryFrom(action: Action | null): ActionEntry {
  if (action === null) return blank
  return {
    title: action.title,
    kind: action.kind,
    priority: action.priority,
    worksIfForgotten: action.worksIfForgotten,
    canBeBypassedUnnoticed: action.canBeBypassedUnnoticed,
    strength: action.strength,
    factorIds: action.factorIds,
    howWeWillKnow: action.howWeWillKnow,
    personId: action.owner?.personId ?? '',
    role: action.owner?.role ?? '',
    dueOn: action.dueOn ?? '',
    ...planEntry(action.plan),
  }
}

/** The fields two people may both have changed. */
export function actionFields(
  { factors, actions }: Pick<WorkingRecord, 'factors' | 'actions'>,
  people: readonly { readonly id: string; readonly name: string }[],
): readonly FieldInWords<ActionEntry>[] {
  const factorOf = (id: string) => factorName(factors.find((factor) => factor.id === id)?.code ?? 'removed')
  return [
    { key: 'title', label: 'What will be different', inWords: (entry) => entry.title },
    { key: 'kind', label: 'Kind', inWords: (entry) => actionKinds[entry.kind] },
    { key: 'priority', label: 'Priority', inWords: (entry) => entry.priority },
    {
      key: 'worksIfForgotten',
      label: 'Works when forgotten',
      inWords: (entry) => (entry.worksIfForgotten ? 'yes' : 'no'),
    },
    {
      key: 'canBeBypassedUnnoticed',
      label: 'Can be bypassed unnoticed',
      inWords: (entry) => (entry.canBeBypassedUnnoticed ? 'yes' : 'no'),
    },
    {
      key: 'strength',
      label: 'Strength',
      inWords: (entry) => `${entry.strength}: ${strengthLevel(entry.strength).name}`,
    },
    {
      key: 'factorIds',
      label: 'Factors it changes',
      inWords: (entry) => entry.factorIds.map(factorOf).join('\n'),
    },
    { key: 'scope', label: 'How far it reaches', inWords: (entry) => actionScopes[entry.scope] },
    { key: 'durability', label: 'Patch or fix', inWords: (entry) => actionDurabilities[entry.durability] },
    { key: 'expiresOn', label: 'The patch ends', inWords: (entry) => dayOrNothing(entry.expiresOn) },
    {
      key: 'fixedById',
      label: 'The fix that takes its place',
      inWords: (entry) => actions.find((action) => action.id === entry.fixedById)?.title ?? '',
    },
    { key: 'measure', label: 'What shows that it works', inWords: (entry) => entry.measure },
    { key: 'reviewOn', label: 'We look on', inWords: (entry) => dayOrNothing(entry.reviewOn) },
    { key: 'sideEffect', label: 'New trouble', inWords: (entry) => entry.sideEffect },
    { key: 'howWeWillKnow', label: 'How we will know', inWords: (entry) => entry.howWeWillKnow },
    {
      key: 'personId',
      label: 'Owner',
      inWords: (entry) => people.find((person) => person.id === entry.personId)?.name ?? 'nobody yet',
    },
    { key: 'role', label: 'Role readers see', inWords: (entry) => entry.role },
    { key: 'dueOn', label: 'Due', inWords: (entry) => dayOrNothing(entry.dueOn) },
  ]
}

function dayOrNothing(day: string): string {
  return day === '' ? '' : dayInWords(day)
}

/** The role a person had in this incident, offered when they become an owner; empty when none is known. */
export function roleOffered(
  { actions, participants }: Pick<WorkingRecord, 'actions' | 'participants'>,
  person: { readonly id: string; readonly name: string },
): string {
  const before = actions.find((action) => action.owner?.personId === person.id)?.owner?.role
  return before ?? participants.find((each) => each.name === person.name)?.role ?? ''
}
