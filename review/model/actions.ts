/** What someone agreed to change, by when, and how we will know it worked. */

/** What an action changes. Each is a thing in the system, never a person. */
export type ActionKind =
  | 'test'
  | 'guardrail'
  | 'tooling'
  | 'documentation'
  | 'process'
  | 'architecture'
  | 'monitoring'

/** Every kind with the word people read. */
export const actionKinds: Readonly<Record<ActionKind, string>> = {
  test: 'Test',
  guardrail: 'Guardrail',
  tooling: 'Tooling',
  documentation: 'Documentation',
  process: 'Process',
  architecture: 'Architecture',
  monitoring: 'Monitoring',
}

/** P1: before anything else. P3: when the chance comes. */
export type Priority = 'P1' | 'P2' | 'P3'
/** How little an action depends on anyone remembering: 5 removes the hazard, 0 changes nothing. */
export type Strength = 0 | 1 | 2 | 3 | 4 | 5

/** `proposed`: an idea that may lack owner and date; `open`: promised. */
export type ActionState = 'proposed' | 'open' | 'done' | 'dropped'

/** One promised or proposed change. Times are RFC 3339 UTC, days `YYYY-MM-DD`. */
export interface Action {
  readonly id: string
  readonly incidentId: string
  readonly title: string
  readonly kind: ActionKind
  readonly owner: Owner | null
  /** `YYYY-MM-DD`; null while only proposed. */
  readonly dueOn: string | null
  readonly priority: Priority
  readonly strength: Strength
  /** Does it work if everyone forgets it exists? */
  readonly worksIfForgotten: boolean
  /** Can it be bypassed without anyone noticing? */
  readonly canBeBypassedUnnoticed: boolean
  readonly factorIds: readonly string[]
  /** The end state anyone can check: "A deploy without a dry run is refused in CI". Done is when it holds. */
  readonly howWeWillKnow: string
  readonly plan: ActionPlan
  readonly state: ActionState
  readonly closedAt: string | null
  /** What came of it, or why it was dropped. */
  readonly outcome: string
  readonly version: number
}

/** How far an action reaches, how long it holds, and how we will see that it works. */
export interface ActionPlan {
  /** This one case, or every case of its kind. */
  readonly scope: 'class' | 'instance'
  /** A patch holds until a fix takes its place or its day has come. */
  readonly durability: 'fix' | 'patch'
  /** The day a patch is no longer relied on, `YYYY-MM-DD`. */
  readonly expiresOn: string | null
  /** The action that takes the place of a patch. */
  readonly fixedById: string | null
  /** What we would observe if it works, and what if it does not: done is not yet effective. */
  readonly measure: string
  /** The day we look at the measure, `YYYY-MM-DD`. */
  readonly reviewOn: string | null
  /** What new trouble it could bring, and for whom. */
  readonly sideEffect: string
}

/** A plan nobody has thought about yet. */
export const emptyPlan: ActionPlan = {
  scope: 'instance',
  durability: 'fix',
  expiresOn: null,
  fixedById: null,
  measure: '',
  reviewOn: null,
  sideEffect: '',
}

/** How far an action reaches, with the words people read. */
export const actionScopes: Readonly<Record<ActionPlan['scope'], string>> = {
  class: 'Every case of its kind',
  instance: 'This one case',
}

/** How long an action holds, with the words people read. */
export const actionDurabilities: Readonly<Record<ActionPlan['durability'], string>> = {
  fix: 'A fix: it stays',
  patch: 'A patch: something has to take its place',
}

/** Exactly one person, and the role readers of the edition see in their place. */
export interface Owner {
  readonly personId: string
  readonly name: string
  readonly role: string
}
