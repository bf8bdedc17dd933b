/** Trackers as they are asked: opened with what a keeper set, tried out, and how asking stands. */

import { formOf, type Integration } from '@secondstory/review/model/integrations'
import type { IssueLink } from '@secondstory/review/model/issue-links'
import {
  isTracker,
  type TrackerKind,
  type TrackerPlace,
  trackerForms,
  trackerObjection,
} from '@secondstory/review/model/trackers'
import { findIntegration } from '../store/integrations.ts'
import { listGivenUp } from '../store/issue-links.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { findTracker } from '../store/trackers.ts'
import { found } from './answers.ts'
import { ofRow } from './fields.ts'
import { LOCKED, openSecrets } from './integration-secrets.ts'
import { operation, Refusal } from './operation.ts'
import type { Outbound } from './outbound.ts'
import { type TrackerAccess, type TrackerApi, TrackerTrouble } from './tracker-api.ts'
import { githubIssues } from './tracker-github.ts'
import { gitlabIssues } from './tracker-gitlab.ts'
import { jiraIssues } from './tracker-jira.ts'
import { linearIssues } from './tracker-linear.ts'

const apis: Readonly<Record<TrackerKind, (access: TrackerAccess) => TrackerApi>> = {
  github: githubIssues,
  gitlab: gitlabIssues,
  jira: jiraIssues,
  linear: linearIssues,
}

/** Where the issues of an integration are; null when it is no tracker. */
export function placeOf({ kind, settings }: Pick<Integration, 'kind' | 'settings'>): TrackerPlace | null {
  return isTracker(kind) ? { kind, settings } : null
}

/** Why an integration keeps no issues as it stands, as a sentence; null when it does. */
export function objectionToTracker(integration: Integration): string | null {
  const { says } = formOf(integration.kind)
  const place = placeOf(integration)
  if (place === null) return `${says} keeps no issues.`
  if (!integration.settings.keepsIssues)
    return `Actions are not kept in step with “${integration.name}”; a keeper turns that on at its page.`
  if (!integration.hasApiToken)
    return `“${integration.name}” has no token to be asked with; a keeper sets one at its page. ${trackerForms[place.kind].token}`
  return trackerObjection(place, says)
}

/** What opens a tracker. */
export interface TrackerOpening {
  readonly store: Store
  readonly strongbox: Strongbox
  readonly outbound: Outbound
  readonly now: string
}

/** Opens the tracker of an integration. Rejects with `TrackerTrouble` when it is not set up for it. */
export async function openTracker(opening: TrackerOpening, integration: Integration): Promise<TrackerApi> {
  const { store, strongbox, outbound, now } = opening
  const objection = objectionToTracker(integration)
  const place = placeOf(integration)
  if (objection !== null || place === null)
    throw new TrackerTrouble(objection ?? '', { mayWorkLater: true, isOfAll: true })
  const { api: token } = await openSecrets(store.queries, strongbox, integration.id)
  if (token === null) throw new TrackerTrouble(LOCKED, { mayWorkLater: true, isOfAll: true })
  const { says } = formOf(integration.kind)
  const { account } = integration.settings
  return apis[place.kind]({ outbound, place, account, token, says, now })
}

/** How asking a tracker stands. */
export interface TrackerStanding {
  /** Why actions cannot be issues there, as a sentence; null when they can. */
  readonly objection: string | null
  /** When it was last asked for changes; null before. */
  readonly askedAt: string | null
  /** It does not answer, or asked for patience; null when it answers. */
  readonly restingUntil: string | null
  readonly because: string
  /** Links nothing is tried for any more, each with its reason. */
  readonly givenUp: readonly IssueLink[]
}

/** How asking a tracker stands, and what was given up; no tracker is asked for it. */
export const readTracker = operation({
  name: 'readTracker',
  about: 'Reads how asking a tracker stands: when it last answered, until when it rests, what was given up.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async ({ id }, { store }): Promise<TrackerStanding> => {
    const integration = found(await findIntegration(store.queries, id), 'integration')
    const asking = await findTracker(store.queries, id)
    return {
      objection: objectionToTracker(integration),
      askedAt: asking?.askedAt ?? null,
      restingUntil: asking?.restingUntil ?? null,
      because: asking?.because ?? '',
      givenUp: await listGivenUp(store.queries, id),
    }
  },
})

/** What a tracker answered when it was asked. */
export interface TrackerTrial {
  readonly passed: boolean
  readonly sentence: string
}

/** Asks a tracker for its project: that it answers shows that the address, the project and the token are good. */
export const checkTracker = operation({
  name: 'checkTracker',
  about: 'Asks a tracker for its project and says what it answered; nothing is changed there.',
  access: 'keeper',
  touches: 'installation',
  changes: false,
  input: ofRow,
  run: async ({ id }, hands): Promise<TrackerTrial> => {
    const integration = found(await findIntegration(hands.store.queries, id), 'integration')
    const { says } = formOf(integration.kind)
    if (placeOf(integration) === null) throw new Refusal('invalid', `${says} keeps no issues.`)
    return openTracker(hands, integration)
      .then((tracker) => tracker.check())
      .then(
        (project) => ({ passed: true, sentence: `${says} answers and shows ${project}.` }),
        (error: unknown) => {
          if (error instanceof TrackerTrouble) return { passed: false, sentence: error.message }
          throw error
        },
      )
  },
})
