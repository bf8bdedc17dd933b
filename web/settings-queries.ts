/** What the pages of the installation ask: its people, its ways in, what it sends and the rules it sets itself. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from './client.ts'
import { keys } from './queries.ts'

/** When and how I hear from here. */
export const preferencesQuery = queryOptions({
  queryKey: keys.preferences,
  queryFn: ({ signal }) => ask('readPreferences', {}, signal),
})

/** Where the team hears of what nobody holds. */
export const teamPlaceQuery = queryOptions({
  queryKey: keys.teamPlace,
  queryFn: ({ signal }) => ask('readTeamPlace', {}, signal),
})

/** Addresses that are told what happens here. */
export const listenersQuery = queryOptions({
  queryKey: keys.listeners,
  queryFn: ({ signal }) => ask('listListeners', {}, signal),
})

/** What goes out, looked at again while it waits. */
export const outboxQuery = queryOptions({
  queryKey: keys.outbox,
  queryFn: ({ signal }) => ask('readOutbox', {}, signal),
  refetchInterval: 5_000,
})

/** How much each rule counts when a timeline is proposed. */
export const weightsQuery = queryOptions({
  queryKey: keys.weights,
  queryFn: ({ signal }) => ask('readWeights', {}, signal),
})

/** The severity policy new reviews are opened under. */
export const policyQuery = queryOptions({
  queryKey: keys.policy,
  queryFn: ({ signal }) => ask('readPolicy', {}, signal),
  staleTime: 60_000,
})

/** Every template a review can begin with. */
export const templatesQuery = queryOptions({
  queryKey: keys.templates,
  queryFn: ({ signal }) => ask('listTemplates', {}, signal),
  staleTime: 60_000,
})

/** The questions the organisation added. */
export const ownQuestionsQuery = queryOptions({
  queryKey: keys.ownQuestions,
  queryFn: ({ signal }) => ask('listOwnQuestions', {}, signal),
})

/** What is promised to whoever reports, and whether reports are taken. Asked without a cookie. */
export const reportNoticeQuery = queryOptions({
  queryKey: keys.reportNotice,
  queryFn: ({ signal }) => ask('readReportNotice', {}, signal),
})

/** Where matters of conduct go. */
export const conductQuery = queryOptions({
  queryKey: keys.conduct,
  queryFn: ({ signal }) => ask('readConduct', {}, signal),
})

/** When digests and exports rest. */
export const pausesQuery = queryOptions({
  queryKey: keys.pauses,
  queryFn: ({ signal }) => ask('listPauses', {}, signal),
})

/** Everyone with an account. */
export const peopleQuery = queryOptions({
  queryKey: keys.people,
  queryFn: ({ signal }) => ask('listPeople', {}, signal),
})

/** Who was asked in and has not come yet. */
export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: ({ signal }) => ask('listInvitations', {}, signal),
})

/** My passkeys. */
export const passkeysQuery = queryOptions({
  queryKey: keys.passkeys,
  queryFn: ({ signal }) => ask('listPasskeys', {}, signal),
})

/** Groups a directory brought, with the teams they fill. */
export const groupsQuery = queryOptions({
  queryKey: keys.groups,
  queryFn: ({ signal }) => ask('listGroups', {}, signal),
})

/** Who opened the register where a row of it is about me. */
export const openingsQuery = queryOptions({
  queryKey: ['openings'],
  queryFn: ({ signal }) => ask('listOwnOpenings', {}, signal),
})

/** The teams, who is in them and what they own. */
export const teamsQuery = queryOptions({
  queryKey: keys.teams,
  queryFn: ({ signal }) => ask('listTeams', {}, signal),
})

/** Who facilitates here. */
export const facilitatorsQuery = queryOptions({
  queryKey: keys.facilitators,
  queryFn: ({ signal }) => ask('listFacilitators', {}, signal),
})

/** Who sees a working record here. */
export const visibilityQuery = queryOptions({
  queryKey: keys.visibility,
  queryFn: ({ signal }) => ask('readRecordVisibility', {}, signal),
})

/** My API tokens. */
export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => ask('listTokens', {}, signal),
})

/** Ways to sign in beside e-mail and password. */
export const signInWaysQuery = queryOptions({
  queryKey: keys.signInWays,
  queryFn: ({ signal }) => ask('listSignInWays', {}, signal),
  staleTime: 60_000,
})

/** Where I am signed in. */
export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: ({ signal }) => ask('listSessions', {}, signal),
})

/** Accounts of agents, for keepers. */
export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: ({ signal }) => ask('listAgents', {}, signal),
})

/** Sign-in providers, for keepers. */
export const providersQuery = queryOptions({
  queryKey: keys.providers,
  queryFn: ({ signal }) => ask('listProviders', {}, signal),
})
