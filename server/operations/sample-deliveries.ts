/** A delivery as each sender would send it, made here to try an integration out. Nobody in it exists. */
import type { IntegrationKind } from '@secondstory/review/model/integrations'

/** A body and the headers that are not about its signature. */
export interface SampleDelivery {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** What this sort of sender would send at this moment. */
export function sampleDelivery(kind: IntegrationKind, now: string): SampleDelivery {
  const { body, headers = {} } = samples[kind](now)
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
}

interface Sample {
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const TRIAL = 'A trial made by Second Story'

function epochSeconds(now: string): number {
  return Math.floor(Date.parse(now) / 1000)
}

function alerts(now: string): readonly unknown[] {
  return [
    {
      status: 'firing',
      labels: { alertname: 'Trial', severity: 'info', service: 'trial' },
      annotations: { summary: TRIAL },
      startsAt: now,
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'https://monitoring.example/graph',
      fingerprint: 'a1b2c3d4e5f60718',
    },
  ]
}

function alertGroup(now: string): Readonly<Record<string, unknown>> {
  return {
    receiver: 'second-story',
    status: 'firing',
    groupKey: '{}:{alertname="Trial"}',
    truncatedAlerts: 0,
    groupLabels: { alertname: 'Trial' },
    commonLabels: { alertname: 'Trial', severity: 'info' },
    commonAnnotations: { summary: TRIAL },
    externalURL: 'https://monitoring.example',
    alerts: alerts(now),
  }
}

const samples: Readonly<Record<IntegrationKind, (now: string) => Sample>> = {
  slack: (now) => ({
    body: {
      type: 'event_callback',
      team_id: 'T00TRIAL',
      api_app_id: 'A00TRIAL',
      event_id: `Ev${epochSeconds(now)}`,
      event_time: epochSeconds(now),
      event: {
        type: 'message',
        channel: 'C00TRIAL',
        channel_type: 'channel',
        user: 'U00TRIAL',
        text: TRIAL,
        ts: `${epochSeconds(now)}.000100`,
        event_ts: `${epochSeconds(now)}.000100`,
      },
    },
  }),
  github: (now) => ({
    headers: { 'x-github-event': 'deployment_status', 'x-github-delivery': `trial-${epochSeconds(now)}` },
    body: {
      action: 'created',
      deployment_status: {
        id: 1,
        node_id: 'DES_trial',
        state: 'success',
        environment: 'trial',
        description: TRIAL,
        created_at: now,
        updated_at: now,
        creator: { login: 'trial-bot[bot]', id: 1, type: 'Bot' },
      },
      deployment: {
        id: 1,
        sha: '1f0c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c',
        ref: 'main',
        task: 'deploy',
        environment: 'trial',
        created_at: now,
        updated_at: now,
      },
      repository: {
        id: 1,
        name: 'trial',
        full_name: 'example/trial',
        html_url: 'https://github.com/example/trial',
      },
      sender: { login: 'trial-bot[bot]', id: 1, type: 'Bot' },
    },
  }),
  gitlab: (now) => ({
    headers: { 'x-gitlab-event': 'Deployment Hook', 'idempotency-key': `trial-${epochSeconds(now)}` },
    body: {
      object_kind: 'deployment',
      status: 'success',
      status_changed_at: now,
      deployment_id: 1,
      deployable_id: 1,
      deployable_url: 'https://gitlab.example/example/trial/-/jobs/1',
      environment: 'trial',
      project: {
        id: 1,
        name: 'trial',
        path_with_namespace: 'example/trial',
        web_url: 'https://gitlab.example/example/trial',
      },
      ref: 'main',
      short_sha: '1f0c2d3e',
      commit_url: 'https://gitlab.example/example/trial/-/commit/1f0c2d3e',
      commit_title: TRIAL,
    },
  }),
  pagerduty: (now) => ({
    body: {
      event: {
        id: `01TRIAL${epochSeconds(now)}`,
        event_type: 'incident.triggered',
        resource_type: 'incident',
        occurred_at: now,
        agent: { id: 'PTRIAL', type: 'service_reference', summary: 'Trial' },
        client: null,
        data: {
          id: 'Q00TRIAL',
          type: 'incident',
          number: 1,
          status: 'triggered',
          title: TRIAL,
          created_at: now,
          html_url: 'https://example.pagerduty.com/incidents/Q00TRIAL',
          service: { id: 'PTRIAL', type: 'service_reference', summary: 'Trial' },
          urgency: 'low',
        },
      },
    },
  }),
  alertmanager: (now) => ({ body: { version: '4', ...alertGroup(now) } }),
  grafana: (now) => ({
    body: {
      ...alertGroup(now),
      version: '1',
      orgId: 1,
      title: '[FIRING:1] Trial',
      state: 'alerting',
      message: TRIAL,
      alerts: alerts(now).map((alert) => ({
        ...(typeof alert === 'object' ? alert : {}),
        values: null,
        valueString: '',
        silenceURL: 'https://grafana.example/alerting/silence/new',
        dashboardURL: '',
        panelURL: '',
      })),
    },
  }),
  sentry: (now) => ({
    headers: {
      'sentry-hook-resource': 'issue',
      'sentry-hook-timestamp': String(epochSeconds(now)),
      'request-id': `trial-${epochSeconds(now)}`,
    },
    body: {
      action: 'created',
      installation: { uuid: '00000000-0000-4000-8000-000000000000' },
      actor: { type: 'application', id: 'sentry', name: 'Sentry' },
      data: {
        issue: {
          id: '1',
          shortId: 'TRIAL-1',
          title: TRIAL,
          culprit: 'trial',
          level: 'info',
          status: 'unresolved',
          firstSeen: now,
          lastSeen: now,
          count: '1',
          project: { id: '1', name: 'trial', slug: 'trial' },
          web_url: 'https://example.sentry.io/issues/1/',
        },
      },
    },
  }),
  opsgenie: (now) => ({
    body: {
      source: { name: 'web', type: 'API' },
      alert: {
        alertId: '00000000-0000-4000-8000-000000000000-1',
        tinyId: '1',
        alias: 'trial',
        message: TRIAL,
        username: 'System',
        createdAt: Date.parse(now),
        updatedAt: Date.parse(now) * 1_000_000,
        tags: [],
        entity: 'trial',
      },
      action: 'Create',
      integrationId: '00000000-0000-4000-8000-000000000000',
      integrationName: 'Trial',
    },
  }),
  statuspage: (now) => ({
    body: {
      meta: { unsubscribe: '', documentation: 'https://doers.statuspage.io', generated_at: now },
      page: { id: 'trialpage000', name: 'Trial', status_indicator: 'minor' },
      incident: {
        id: 'trialincident',
        name: TRIAL,
        status: 'investigating',
        impact: 'minor',
        created_at: now,
        updated_at: now,
        shortlink: 'https://stspg.example/trial',
        incident_updates: [
          {
            id: `trial${epochSeconds(now)}`,
            status: 'investigating',
            body: TRIAL,
            created_at: now,
            display_at: now,
            updated_at: now,
            affected_components: [],
          },
        ],
      },
    },
  }),
  datadog: (now) => ({
    body: {
      id: `${epochSeconds(now)}`,
      cycle: 'trial-cycle',
      aggreg: 'trial',
      transition: 'Triggered',
      type: 'metric_alert_monitor',
      date: String(Date.parse(now)),
      last_updated: String(Date.parse(now)),
      title: TRIAL,
      msg: 'The trial monitor is above its threshold.',
      priority: 'P5',
      scope: 'service:trial',
      tags: 'service:trial',
      link: 'https://app.datadoghq.com/monitors/1',
      monitor: '1',
      org: '1',
    },
  }),
  jira: (now) => ({
    headers: { 'x-atlassian-webhook-identifier': `trial-${epochSeconds(now)}` },
    body: {
      timestamp: Date.parse(now),
      webhookEvent: 'jira:issue_created',
      issue_event_type_name: 'issue_created',
      user: { accountId: 'trial', accountType: 'app', displayName: 'Trial' },
      issue: {
        id: '10001',
        self: 'https://example.atlassian.net/rest/api/2/10001',
        key: 'TRI-1',
        fields: {
          summary: TRIAL,
          status: { name: 'To Do', statusCategory: { key: 'new' } },
          created: now,
          updated: now,
          project: { key: 'TRI', name: 'Trial' },
        },
      },
    },
  }),
  linear: (now) => ({
    headers: { 'linear-event': 'Issue', 'linear-delivery': `trial-${epochSeconds(now)}` },
    body: {
      action: 'create',
      type: 'Issue',
      createdAt: now,
      webhookTimestamp: Date.parse(now),
      url: 'https://linear.app/example/issue/TRI-1',
      data: {
        id: '00000000-0000-4000-8000-000000000000',
        identifier: 'TRI-1',
        number: 1,
        title: TRIAL,
        createdAt: now,
        updatedAt: now,
        state: { name: 'Todo', type: 'unstarted' },
        team: { key: 'TRI', name: 'Trial' },
      },
    },
  }),
  'standard-webhooks': (now) => ({ body: { version: '4', ...alertGroup(now) } }),
  'shared-token': (now) => ({ body: { version: '4', ...alertGroup(now) } }),
}
