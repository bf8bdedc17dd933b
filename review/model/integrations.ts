/**
 * An integration is a standing way in: an address another tool sends to, and how we know that it is that tool.
 * What it sends is a delivery. Everything that differs between senders stands in one table here.
 */
import type { EvidenceSource } from './evidence.ts'

/** How a delivery shows that it comes from where it says. `shared-token` is a secret word, the others are signatures. */
export type Verification =
  | 'slack'
  | 'github'
  | 'gitlab'
  | 'pagerduty'
  | 'standard-webhooks'
  | 'sentry'
  | 'grafana'
  | 'linear'
  | 'jira'
  | 'shared-token'

/** What one sort of sender does and how it is set up. */
export interface IntegrationForm {
  /** "PagerDuty" */
  readonly says: string
  /** What it brings, in a sentence. */
  readonly brings: string
  readonly verification: Verification
  /** How we know a delivery is its own, in a sentence. */
  readonly verified: string
  /** Who makes the signing secret: `here` it is shown once, `there` the keeper pastes it. */
  readonly secretFrom: 'here' | 'there'
  /** Headers that may carry the id of a delivery, in lower case, the surest first. */
  readonly idHeaders: readonly string[]
  /** The id inside the body, as the names that lead to it; empty when there is none. */
  readonly idPath: readonly string[]
  /** The reader of its bodies; null when they are recognised by what they hold. */
  readonly source: EvidenceSource | null
  /** Headers kept beside the body because readers need them or people ask for them, in lower case. */
  readonly keptHeaders: readonly string[]
  /** What to do on the other side, one sentence a step. `{address}` and `{secret}` stand for what was made here. */
  readonly steps: readonly string[]
}

/** Every sort of integration. */
export const integrationForms = {
  slack: {
    says: 'Slack',
    brings: 'Messages, threads, reactions and pins of the channels the app is in.',
    verification: 'slack',
    verified: 'Slack signs every delivery with the signing secret of the app, and the time it was sent.',
    secretFrom: 'there',
    idHeaders: [],
    idPath: ['event_id'],
    source: 'slack',
    keptHeaders: ['x-slack-retry-num', 'x-slack-retry-reason'],
    steps: [
      'Make an app of your own at api.slack.com/apps from the manifest shown here; it stays inside your workspace.',
      'Copy the Signing Secret from Basic Information and paste it here.',
      'Under Event Subscriptions set the Request URL to {address}; Slack checks it at once.',
      'Invite the app to the channels incidents are worked on in.',
    ],
  },
  github: {
    says: 'GitHub',
    brings: 'Deployments, workflow runs, pushes, merged pull requests, releases and issues.',
    verification: 'github',
    verified: 'GitHub signs every delivery with the secret (X-Hub-Signature-256).',
    secretFrom: 'here',
    idHeaders: ['x-github-delivery'],
    idPath: [],
    source: 'github',
    keptHeaders: ['x-github-event', 'x-github-delivery', 'x-github-hook-id'],
    steps: [
      'Open Settings, Webhooks, Add webhook in the repository or the organisation.',
      'Set the Payload URL to {address} and the content type to application/json.',
      'Paste the secret {secret}.',
      'Choose deployments, deployment statuses, workflow runs, pushes, pull requests, releases and issues.',
    ],
  },
  gitlab: {
    says: 'GitLab',
    brings: 'Deployments, pipelines, pushes, merge requests, releases and issues.',
    verification: 'gitlab',
    verified: 'GitLab sends the secret token, or signs the delivery when a signing token is set.',
    secretFrom: 'here',
    idHeaders: ['idempotency-key', 'webhook-id', 'x-gitlab-event-uuid'],
    idPath: [],
    source: 'gitlab',
    keptHeaders: ['x-gitlab-event', 'x-gitlab-event-uuid', 'idempotency-key', 'x-gitlab-instance'],
    steps: [
      'Open Settings, Webhooks in the project or the group and add a webhook.',
      'Set the URL to {address}.',
      'Paste {secret} as the secret token; a signing token works as well once it is pasted here.',
      'Choose deployment, pipeline, push, merge request, release and issue events.',
    ],
  },
  pagerduty: {
    says: 'PagerDuty',
    brings:
      'Who was paged by which rule and when it was answered, as roles; priority, notes and status updates.',
    verification: 'pagerduty',
    verified: 'PagerDuty signs every delivery with the secret of the subscription (X-PagerDuty-Signature).',
    secretFrom: 'there',
    idHeaders: [],
    idPath: ['event', 'id'],
    source: 'pagerduty',
    keptHeaders: ['x-webhook-id', 'x-webhook-subscription'],
    steps: [
      'Open Integrations, Generic Webhooks (v3) and add a webhook with the URL {address}.',
      'Choose the service or team and every incident event.',
      'Copy the signing secret PagerDuty shows once and paste it here.',
    ],
  },
  alertmanager: {
    says: 'Alertmanager',
    brings: 'Alerts as they start and stop.',
    verification: 'shared-token',
    verified: 'Alertmanager cannot sign; it sends the token in the Authorization header.',
    secretFrom: 'here',
    idHeaders: [],
    idPath: [],
    source: 'alertmanager',
    keptHeaders: [],
    steps: [
      'Add a receiver with webhook_configs and the url {address}.',
      'Below it set http_config, authorization, credentials to {secret}, and send_resolved to true.',
      'Route the alerts that matter to the receiver and reload Alertmanager.',
    ],
  },
  grafana: {
    says: 'Grafana',
    brings: 'Alerts of Grafana Alerting as they start and stop.',
    verification: 'grafana',
    verified:
      'Grafana signs a delivery when HMAC is set up (X-Grafana-Alerting-Signature); the token in the Authorization header works too.',
    secretFrom: 'here',
    idHeaders: [],
    idPath: [],
    source: 'grafana',
    keptHeaders: [],
    steps: [
      'Add a contact point of the type Webhook with the URL {address}.',
      'Under HMAC Signature paste {secret}; before Grafana 12 set it as the bearer credentials instead.',
      'When a timestamp header is set there, name the same header here.',
      'Choose the contact point in a notification policy and send a test.',
    ],
  },
  sentry: {
    says: 'Sentry',
    brings: 'Issues as they appear, return or are resolved, and metric alerts.',
    verification: 'sentry',
    verified:
      'Sentry signs every delivery with the client secret of the integration (Sentry-Hook-Signature).',
    secretFrom: 'there',
    idHeaders: ['request-id'],
    idPath: [],
    source: 'sentry',
    keptHeaders: ['sentry-hook-resource', 'sentry-hook-timestamp', 'request-id'],
    steps: [
      'Open Settings, Developer Settings and make an internal integration with the webhook URL {address}.',
      'Turn on Alert Rule Action and choose issue events.',
      'Copy the client secret and paste it here.',
    ],
  },
  opsgenie: {
    says: 'Opsgenie',
    brings: 'Alerts as they are made, answered, escalated and closed.',
    verification: 'shared-token',
    verified: 'Opsgenie cannot sign; it sends the token as a header of its own.',
    secretFrom: 'here',
    idHeaders: [],
    idPath: [],
    source: 'opsgenie',
    keptHeaders: [],
    steps: [
      'Add a Webhook integration with the URL {address}.',
      'Add the header X-Second-Story-Token with the value {secret}.',
      'Choose the alert actions to send and turn the integration on.',
    ],
  },
  statuspage: {
    says: 'Status page',
    brings: 'What the public was told, and when.',
    verification: 'shared-token',
    verified: 'A status page cannot sign or add headers; the token is part of the address.',
    secretFrom: 'here',
    idHeaders: [],
    idPath: [],
    source: 'statuspage',
    keptHeaders: [],
    steps: [
      'Subscribe to updates on the status page and choose Webhook.',
      'Give {address}?token={secret} as the endpoint and an e-mail address for delivery problems.',
    ],
  },
  datadog: {
    says: 'Datadog',
    brings: 'Monitors as they trigger and recover.',
    verification: 'shared-token',
    verified: 'Datadog cannot sign; it sends the token as a header of its own.',
    secretFrom: 'here',
    idHeaders: [],
    idPath: [],
    source: 'datadog',
    keptHeaders: [],
    steps: [
      'Open Integrations, Webhooks and add one with the URL {address}.',
      'Use the payload template shown here; its fields are what we read.',
      'Under Custom Headers set {"X-Second-Story-Token": "{secret}"}.',
      'Name the webhook in the message of the monitors that matter.',
    ],
  },
  jira: {
    says: 'Jira',
    brings: 'Issues as they are made, changed and closed.',
    verification: 'jira',
    verified:
      'Jira signs every delivery with the secret (X-Hub-Signature); one that cannot sign carries the token in the address.',
    secretFrom: 'here',
    idHeaders: ['x-atlassian-webhook-identifier'],
    idPath: [],
    source: 'jira',
    keptHeaders: ['x-atlassian-webhook-identifier'],
    steps: [
      'Open Settings, System, WebHooks and make one with the URL {address}.',
      'Paste the secret {secret}. A Jira that asks for none gets {address}?token={secret} as its URL instead.',
      'Choose the issue events created, updated and deleted, and the project in the JQL filter.',
    ],
  },
  linear: {
    says: 'Linear',
    brings: 'Issues as they are made, changed and closed, and comments.',
    verification: 'linear',
    verified: 'Linear signs every delivery (Linear-Signature) and writes into it when it was sent.',
    secretFrom: 'there',
    idHeaders: ['linear-delivery'],
    idPath: [],
    source: 'linear',
    keptHeaders: ['linear-event', 'linear-delivery'],
    steps: [
      'Open Settings, API, Webhooks and add one with the URL {address}.',
      'Choose issues and comments.',
      'Copy the signing secret and paste it here.',
    ],
  },
  'standard-webhooks': {
    says: 'Standard Webhooks',
    brings:
      'Whatever a sender that follows standardwebhooks.com sends, such as incident.io; read by what it holds.',
    verification: 'standard-webhooks',
    verified: 'The sender signs the id, the time and the body of every delivery (webhook-signature).',
    secretFrom: 'there',
    idHeaders: ['webhook-id'],
    idPath: [],
    source: null,
    keptHeaders: ['webhook-id', 'webhook-timestamp'],
    steps: [
      'Add an endpoint with the URL {address} where the sender lists its webhooks.',
      'Copy its signing secret, which begins with whsec_, and paste it here.',
    ],
  },
  'shared-token': {
    says: 'Another sender',
    brings: 'Any body we can read by what it holds, from a sender that can add a header.',
    verification: 'shared-token',
    verified: 'The sender proves itself by the token, in a header or in the address.',
    secretFrom: 'here',
    idHeaders: ['idempotency-key', 'x-request-id'],
    idPath: [],
    source: null,
    keptHeaders: ['idempotency-key'],
    steps: [
      'Send with POST to {address}.',
      'Add the header "Authorization: Bearer {secret}", or X-Second-Story-Token with the same value.',
    ],
  },
} as const satisfies Readonly<Record<string, IntegrationForm>>

/** Name of a sort of integration. */
export type IntegrationKind = keyof typeof integrationForms

/** The form of a sort of integration. */
export function formOf(kind: IntegrationKind): IntegrationForm {
  return integrationForms[kind]
}

/** Where what an integration brings goes: to the incident under way, or to nobody until someone assigns it. */
export type Routing = 'by-time' | 'by-hand'

/** Every routing with its meaning as a sentence. */
export const routings: Readonly<Record<Routing, string>> = {
  'by-time': 'To the incident under way at that time, when exactly one fits.',
  'by-hand': 'To no incident by itself; deliveries wait until someone assigns them.',
}

/** What a keeper may choose for an integration. */
export interface IntegrationSettings {
  /** An alert or a page opens an incident when none is under way. */
  readonly opensIncidents: boolean
  /** Header that carries the token or the signature, when it is not the usual one; lower case, or ''. */
  readonly signatureHeader: string
  /** Header that carries the signed time (Grafana), lower case, or ''. */
  readonly timestampHeader: string
  /** Where the other side knows it from: "acme/checkout" of GitHub, a workspace of Slack, a service of PagerDuty, a project; or ''. */
  readonly place: string
  /** Where people open it when it is one of their own, "https://acme.atlassian.net"; or ''. */
  readonly baseAddress: string
  /** The e-mail of the account a token of Jira Cloud belongs to; '' for a Jira of one's own. */
  readonly account: string
  /** Actions may be issues there: they can be made and linked, and are kept in step. */
  readonly keepsIssues: boolean
  /** Names of the reactions that choose a message for the timeline (Slack), without colons. */
  readonly reactions: readonly string[]
}

/** Settings of a new integration. */
export const usualSettings: IntegrationSettings = {
  opensIncidents: false,
  signatureHeader: '',
  timestampHeader: '',
  place: '',
  baseAddress: '',
  account: '',
  keepsIssues: false,
  reactions: ['stopwatch', 'pushpin'],
}

/** An integration as it stands. Its secrets are kept elsewhere and are in no answer. */
export interface Integration {
  readonly id: string
  readonly kind: IntegrationKind
  /** What people here call it: "PagerDuty, payments". */
  readonly name: string
  /** `off`: its deliveries are turned away. */
  readonly state: 'on' | 'off'
  readonly routing: Routing
  readonly settings: IntegrationSettings
  /** How many signing secrets are known; none yet means that every delivery is turned away. */
  readonly signingSecrets: number
  /** Whether a token for asking the other side is known. */
  readonly hasApiToken: boolean
  readonly lastDeliveryAt: string | null
  /** What went wrong last, as a sentence, and when; '' and null when nothing did. */
  readonly lastError: string
  readonly lastErrorAt: string | null
  readonly version: number
}

/** How an integration stands, in a word for a mark and a sentence for people. */
export interface IntegrationHealth {
  readonly mark: 'off' | 'unfinished' | 'waiting' | 'troubled' | 'well'
  readonly sentence: string
}

/** How an integration stands. What went wrong is over once a delivery arrived after it. */
export function healthOf(integration: Integration): IntegrationHealth {
  const { says } = formOf(integration.kind)
  const { lastDeliveryAt, lastError, lastErrorAt } = integration
  if (integration.state === 'off')
    return { mark: 'off', sentence: 'It is switched off; what arrives is turned away.' }
  if (integration.signingSecrets === 0) {
    const sentence = `It has no secret yet; paste the one ${says} shows, and deliveries can be told from forgeries.`
    return { mark: 'unfinished', sentence }
  }
  const isTroubled = lastErrorAt !== null && (lastDeliveryAt === null || lastErrorAt > lastDeliveryAt)
  if (isTroubled) return { mark: 'troubled', sentence: lastError }
  if (lastDeliveryAt === null) return { mark: 'waiting', sentence: `Nothing has arrived from ${says} yet.` }
  return { mark: 'well', sentence: 'Deliveries arrive and are read.' }
}
