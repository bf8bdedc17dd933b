/** What the places of the tools that can be asked are called, and what their tokens have to be able to do. */
import type { DeliveryState } from '@secondstory/review/model/deliveries'
import type { IntegrationKind } from '@secondstory/review/model/integrations'
import { isTracker, trackerForms } from '@secondstory/review/model/trackers'

/** Words about a place to ask: a channel, a repository, a service, a project with issues. */
export interface PlaceWords {
  readonly label: string
  readonly hint: string
  /** Which token, and where it comes from. */
  readonly token: string
}

const places: Readonly<Partial<Record<IntegrationKind, PlaceWords>>> = {
  slack: {
    label: 'Channel',
    hint: 'The channel incidents are worked on in, such as #incidents.',
    token: 'The bot token of the app (xoxb-…), for the history of a channel and for chosen messages.',
  },
  github: {
    label: 'Repository',
    hint: 'Such as acme/checkout, or the address of its page in a GitHub of your own.',
    token:
      'A fine-grained token that may read actions, contents, deployments and pull requests; for actions as issues it reads and writes issues too.',
  },
  pagerduty: {
    label: 'Service or incident',
    hint: 'By its name or the address of its page; everything when it is left empty.',
    token: 'A read-only API access key, for what PagerDuty logged before it was connected.',
  },
}

/** Null for a tool that can send and cannot be asked. */
export function placeWords(kind: IntegrationKind): PlaceWords | null {
  const own = places[kind] ?? null
  if (own !== null || !isTracker(kind)) return own
  const { project, token } = trackerForms[kind]
  return { label: project.label, hint: project.hint, token }
}

/** Whether a tool can be asked for what it recorded before it was connected. */
export function hasHistory(kind: IntegrationKind): boolean {
  return places[kind] !== undefined
}

/** Alerts and pages may open an incident; a message or a deploy never does. */
export const alarming: readonly IntegrationKind[] = [
  'alertmanager',
  'datadog',
  'grafana',
  'opsgenie',
  'pagerduty',
  'sentry',
  'shared-token',
  'standard-webhooks',
]

/** The state of a delivery, in a word or two. */
export const deliveryWords: Readonly<Record<DeliveryState, string>> = {
  waiting: 'being read',
  read: 'read',
  unassigned: 'belongs to no incident',
  'not-understood': 'not understood',
  refused: 'turned away',
}
