/** What the page keeps of the server's answers: one key per noun, so that a change knows what it made stale. */
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { isTracker, type TrackerKind } from '@secondstory/review/model/trackers'
import {
  infiniteQueryOptions,
  type QueryClient,
  type QueryKey,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { ask, type OperationInput, type OperationName, type OperationOutput } from './client.ts'

/** Filters of the list of incidents, as `listIncidents` takes them. */
export type IncidentFilter = NonNullable<OperationInput<'listIncidents'>['filter']>
/** Filters of the library. */
export type EditionFilter = Omit<OperationInput<'listEditions'>, 'after' | 'limit'>

/** One key per noun. Everything about one incident starts with `['incident', reference]`. */
export const keys = {
  self: ['self'],
  home: ['home'],
  incidents: (filter?: IncidentFilter) => (filter === undefined ? ['incidents'] : ['incidents', filter]),
  incident: (reference: string) => ['incident', reference],
  draft: (reference: string) => ['incident', reference, 'draft'],
  draftVersions: (reference: string) => ['incident', reference, 'draft-versions'],
  comments: (reference: string) => ['incident', reference, 'comments'],
  blockers: (reference: string) => ['incident', reference, 'blockers'],
  meeting: (reference: string) => ['incident', reference, 'meeting'],
  meetingDate: (reference: string) => ['incident', reference, 'meeting-date'],
  /** For one audience, or for all of them. */
  preview: (reference: string, ...of: readonly string[]) => ['incident', reference, 'preview', ...of],
  calibration: (reference: string) => ['incident', reference, 'calibration'],
  descriptions: (reference: string) => ['incident', reference, 'descriptions'],
  reviewEditions: (reference: string) => ['incident', reference, 'editions'],
  history: (reference: string) => ['incident', reference, 'history'],
  ownAccounts: (reference: string) => ['incident', reference, 'own-accounts'],
  ownThanks: (reference: string) => ['incident', reference, 'own-thanks'],
  known: (reference: string) => ['incident', reference, 'known'],
  imports: (reference: string) => ['incident', reference, 'imports'],
  evidence: (reference: string, search?: unknown) =>
    search === undefined ? ['incident', reference, 'evidence'] : ['incident', reference, 'evidence', search],
  actions: (filter?: unknown) => (filter === undefined ? ['actions'] : ['actions', filter]),
  editions: (filter?: EditionFilter) => (filter === undefined ? ['editions'] : ['editions', filter]),
  retention: ['retention'],
  evidenceDue: (days?: number | null) => (days === undefined ? ['evidence-due'] : ['evidence-due', days]),
  people: ['people'],
  invitations: ['invitations'],
  passkeys: ['passkeys'],
  groups: ['groups'],
  teams: ['teams'],
  visibility: ['visibility'],
  reviewPeople: (incidentId: string) => ['review-people', incidentId],
  proposedFacilitators: (incidentId: string) => ['review-people', incidentId, 'facilitators'],
  facilitators: ['facilitators'],
  tokens: ['tokens'],
  sessions: ['sessions'],
  agents: ['agents'],
  providers: ['providers'],
  signInWays: ['sign-in-ways'],
  integrations: ['integrations'],
  integration: (id: string) => ['integrations', id],
  tracker: (id: string) => ['integrations', id, 'tracker'],
  /** What arrived and belongs to no incident yet, of an integration or in the hours of an incident. */
  deliveries: (about?: unknown) => (about === undefined ? ['deliveries'] : ['deliveries', about]),
  outbox: ['outbox'],
  actionCheck: ['action-check'],
  followUps: (reference: string) => ['incident', reference, 'follow-ups'],
  issueLinks: (reference: string) => ['incident', reference, 'issue-links'],
  recurrences: (reference: string) => ['incident', reference, 'recurrences'],
  preferences: ['preferences'],
  teamPlace: ['team-place'],
  listeners: ['listeners'],
  weights: ['weights'],
  policy: ['policy'],
  templates: ['templates'],
  template: (reference: string) => ['incident', reference, 'template'],
  stageTasks: (reference: string) => ['incident', reference, 'stage-tasks'],
  duties: (reference: string) => ['incident', reference, 'duties'],
  ownQuestions: ['own-questions'],
  reportNotice: ['report-notice'],
  reports: (id?: string) => (id === undefined ? ['reports'] : ['reports', id]),
  conduct: ['conduct'],
  pauses: ['pauses'],
  pulse: ['pulse'],
} as const

/** Who is signed in, and where. */
export const selfQuery = queryOptions({
  queryKey: keys.self,
  queryFn: ({ signal }) => ask('readSelf', {}, signal),
  staleTime: 60_000,
})

/** What the weekly check walks through. */
export const actionCheckQuery = queryOptions({
  queryKey: keys.actionCheck,
  queryFn: ({ signal }) => ask('readActionCheck', {}, signal),
})

/** What was said about the actions of an incident after they were opened. */
export function followUpsQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.followUps(reference),
    queryFn: ({ signal }) => ask('listFollowUps', { incidentId }, signal),
  })
}

/** Earlier changes whose class of problem an incident may be. */
export function recurrencesQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.recurrences(reference),
    queryFn: ({ signal }) => ask('findRecurrences', { incidentId }, signal),
  })
}

/** What is owed after an incident, with every reason. */
export function dutiesQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.duties(reference),
    queryFn: ({ signal }) => ask('readDuties', { incidentId }, signal),
  })
}

/** The desk of the stewards. */
export const reportsQuery = queryOptions({
  queryKey: keys.reports(),
  queryFn: ({ signal }) => ask('listReports', {}, signal),
})

/** One report; that it was opened is noted, so nothing asks for it before somebody opens it. */
export function reportQuery(id: string) {
  return queryOptions({
    queryKey: keys.reports(id),
    queryFn: ({ signal }) => ask('readReport', { id }, signal),
    refetchOnWindowFocus: false,
  })
}

/** Rounds of the pulse. */
export const pulseQuery = queryOptions({
  queryKey: keys.pulse,
  queryFn: ({ signal }) => ask('readPulse', {}, signal),
})

/** The first page. */
export const homeQuery = queryOptions({
  queryKey: keys.home,
  queryFn: ({ signal }) => ask('readHome', {}, signal),
})

/** The whole working record of one incident. */
export function recordQuery(reference: string) {
  return queryOptions({
    queryKey: keys.incident(reference),
    queryFn: ({ signal }): Promise<WorkingRecord> => ask('readIncident', { reference }, signal),
  })
}

/** When events became known, where that was later than they happened. */
export function knownQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.known(reference),
    queryFn: ({ signal }) => ask('listKnownTimes', { incidentId }, signal),
  })
}

/** Incidents, page by page. */
export function incidentsQuery(filter: IncidentFilter) {
  return infiniteQueryOptions({
    queryKey: keys.incidents(filter),
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      ask('listIncidents', { filter, ...(pageParam === '' ? {} : { after: pageParam }) }, signal),
    getNextPageParam: (page) => page.next,
  })
}

/** The library, page by page. */
export function editionsQuery(filter: EditionFilter) {
  return infiniteQueryOptions({
    queryKey: keys.editions(filter),
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      ask('listEditions', { ...filter, ...(pageParam === '' ? {} : { after: pageParam }) }, signal),
    getNextPageParam: (page) => page.next,
  })
}

/** Actions across incidents. */
export function actionsQuery(filter: OperationInput<'listActions'>) {
  return queryOptions({
    queryKey: keys.actions(filter),
    queryFn: ({ signal }) => ask('listActions', filter, signal),
  })
}

/** What was said in thanks to the person here, beside their own accounts of an incident. */
export function ownThanksQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.ownThanks(reference),
    queryFn: ({ signal }) => ask('listOwnThanks', { incidentId }, signal),
  })
}

/** What the person here tells of an incident, released or not. */
export function ownAccountsQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.ownAccounts(reference),
    queryFn: ({ signal }) => ask('listOwnAccounts', { incidentId }, signal),
  })
}

/** Imports of an incident; asked again every half second while one is still reading. */
export function importsQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.imports(reference),
    queryFn: ({ signal }) => ask('listImports', { incidentId }, signal),
    refetchInterval: (query) =>
      query.state.data?.some((each) => each.state === 'reading') === true ? 500 : false,
  })
}

/** How long raw evidence is kept. */
export const retentionQuery = queryOptions({
  queryKey: keys.retention,
  queryFn: ({ signal }) => ask('readRetention', {}, signal),
})

/** What a rule of so many days deletes, and when. */
export function evidenceDueQuery(days: number | null) {
  return queryOptions({
    queryKey: keys.evidenceDue(days),
    queryFn: ({ signal }) => ask('listEvidenceDue', { evidenceDays: days }, signal),
  })
}

/** What is kept of the evidence of an incident, and what deleting it would leave. */
export function evidenceRemovalQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.evidence(reference, 'kept'),
    queryFn: ({ signal }) => ask('checkEvidenceRemoval', { incidentId }, signal),
  })
}

/** The team and the people of one review, and what I am to it. */
export function reviewPeopleQuery(incidentId: string) {
  return queryOptions({
    queryKey: keys.reviewPeople(incidentId),
    queryFn: ({ signal }) => ask('readReviewPeople', { incidentId }, signal),
  })
}

/** Deliveries arrive while nobody does anything here, so their pages look again by themselves. */
const ARRIVALS_MS = 5_000

/** Every integration and how it stands. */
export const integrationsQuery = queryOptions({
  queryKey: keys.integrations,
  queryFn: ({ signal }) => ask('listIntegrations', {}, signal),
  refetchInterval: ARRIVALS_MS,
})

/** One integration and how it stands. */
export function integrationQuery(id: string) {
  return queryOptions({
    queryKey: keys.integration(id),
    queryFn: ({ signal }) => ask('readIntegration', { id }, signal),
    refetchInterval: ARRIVALS_MS,
  })
}

/** An integration whose issues may be actions. */
export type Tracker = OperationOutput<'listIntegrations'>[number] & { readonly kind: TrackerKind }

/** Trackers actions may be issues in. They change seldom, so that a page of a review does not look again by itself. */
export const trackersQuery = queryOptions({
  queryKey: keys.integrations,
  queryFn: ({ signal }) => ask('listIntegrations', {}, signal),
  staleTime: 60_000,
  select: (all): readonly Tracker[] =>
    all.filter(
      (each): each is Tracker => each.state === 'on' && each.settings.keepsIssues && isTracker(each.kind),
    ),
})

/** How asking a tracker stands. */
export function trackerQuery(id: string) {
  return queryOptions({
    queryKey: keys.tracker(id),
    queryFn: ({ signal }) => ask('readTracker', { id }, signal),
    refetchInterval: ARRIVALS_MS,
  })
}

/** A link that is being made or looked at says so within seconds. */
const LOOK_MS = 2_000

/** Which actions of an incident are issues in a tracker. */
export function issueLinksQuery(reference: string, incidentId: string) {
  return queryOptions({
    queryKey: keys.issueLinks(reference),
    queryFn: ({ signal }) => ask('listIssueLinks', { incidentId }, signal),
    refetchInterval: (query) =>
      query.state.data?.some(({ because, dueAt }) => dueAt !== null && because === '') === true
        ? LOOK_MS
        : false,
  })
}

/** Deliveries, the newest first. */
export function deliveriesQuery(about: OperationInput<'listDeliveries'>) {
  return queryOptions({
    queryKey: keys.deliveries(about),
    queryFn: ({ signal }) => ask('listDeliveries', about, signal),
    refetchInterval: ARRIVALS_MS,
  })
}

/** One import, asked again while it reads. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => ask('readImport', { id }, signal),
    refetchInterval: (query) => (query.state.data?.state === 'reading' ? 500 : false),
  })
}

/** A change shown before the server has agreed, and how to take it back. */
export interface Guess {
  readonly key: QueryKey
  /** Writes the guess into what is kept; answers with what takes it back. */
  readonly put: (client: QueryClient) => () => void
}

/** A guess about one key: `apply` makes what we expect from what we have. */
export function guess<Cached>(key: QueryKey, apply: (cached: Cached) => Cached): Guess {
  return {
    key,
    put: (client) => {
      const before = client.getQueryData<Cached>(key)
      if (before === undefined) return () => undefined
      const after = client.setQueryData<Cached>(key, apply(before))
      return () => {
        // Someone else may have written since: then only the server knows, and we ask it.
        if (client.getQueryData<Cached>(key) === after) client.setQueryData<Cached>(key, before)
        void client.invalidateQueries({ queryKey: key })
      }
    },
  }
}

/** Nouns that nearly every change may have touched; only what is on the page is asked again. */
const oftenTouched: readonly QueryKey[] = [['incident'], keys.incidents(), keys.home, keys.actions()]

/** What a change does around its request. */
export interface ChangePlan<Name extends OperationName> {
  readonly guesses?: (input: OperationInput<Name>) => readonly Guess[]
  /** Keys made stale by success; the incident, the lists and home unless told. */
  readonly touches?: (output: OperationOutput<Name>, input: OperationInput<Name>) => readonly QueryKey[]
  readonly onDone?: (output: OperationOutput<Name>, input: OperationInput<Name>) => void
}

/** The steps around a request: the guess before it, the guess taken back after a no, what is stale after a yes. */
export function changeSteps<Name extends OperationName>(client: QueryClient, plan: ChangePlan<Name>) {
  return {
    onMutate: async (input: OperationInput<Name>): Promise<readonly (() => void)[]> => {
      const guesses = plan.guesses?.(input) ?? []
      // A read that was under way would put the old rows back over the guess.
      await Promise.all(guesses.map(({ key }) => client.cancelQueries({ queryKey: key })))
      return guesses.map((each) => each.put(client))
    },
    onError: (_error: Error, _input: OperationInput<Name>, takeBack?: readonly (() => void)[]) => {
      for (const undo of takeBack?.toReversed() ?? []) undo()
    },
    onSuccess: (output: OperationOutput<Name>, input: OperationInput<Name>) => {
      for (const key of plan.touches?.(output, input) ?? oftenTouched) {
        void client.invalidateQueries({ queryKey: key })
      }
      plan.onDone?.(output, input)
    },
  }
}

/**
 * A change as a mutation: shows the guess at once, takes it back when the server says no (the refusal is
 * the mutation's `error`), and marks stale what it touched. `mutate(input)` to send.
 */
export function useChange<Name extends OperationName>(name: Name, plan: ChangePlan<Name> = {}) {
  const client = useQueryClient()
  return useMutation<OperationOutput<Name>, Error, OperationInput<Name>, readonly (() => void)[]>({
    mutationFn: (input) => ask(name, input),
    ...changeSteps(client, plan),
  })
}

/** Takes a removal back and reads again what it brings back. */
export function useUndoRemoval() {
  return useChange('undoRemoval')
}
