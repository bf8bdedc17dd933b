/**
 * The second invented incident: a coding agent was asked to clear out what nothing reads any more, and a migration took
 * the invoice lines of 212 customers with it. Its files are the session of the agent and the alerts of that morning.
 */
import { strToU8 } from 'fflate'
import type { Severity } from '../model/severity.ts'
import type { SampleFile } from './sample-incident.ts'
import { instructions, type SampleStep, steps } from './samples/cleanup/session.ts'

const DAY = '2026-02-17'
const SESSION = '4d2b8a60-55f1-4c1e-9a3b-7e0c1d9f2b44'

/** What is known of it before its evidence is read. Instants RFC 3339 UTC. */
export const sampleAgent = {
  title: 'A clean-up migration took the invoice lines of 212 customers',
  severity: 'SEV2',
  potentialSeverity: 'SEV1',
  components: ['billing-db', 'invoice-export', 'migrate'],
  startedAt: '2026-02-17T10:41:00.000Z',
  detectedAt: '2026-02-17T10:58:00.000Z',
  mitigatedAt: '2026-02-17T11:20:00.000Z',
  endedAt: '2026-02-17T12:05:00.000Z',
  summary:
    'A table that was listed as unused was dropped in production by a migration that a coding agent had written. The table was still read by the invoice export, which lives in another repository.',
} as const satisfies { readonly severity: Severity; readonly [fact: string]: unknown }

/** The files: the session of the agent and the alerts. Same bytes every time. */
export function sampleAgentFiles(): readonly SampleFile[] {
  return [
    { name: 'session.jsonl', bytes: strToU8(sessionLines().join('\n')) },
    { name: 'alerts.json', bytes: strToU8(JSON.stringify(alerts, null, 1)) },
  ]
}

/** One line of the session: told by the one who asks, or by the agent. */
function line(index: number, at: string, message: object): string {
  const isAsking = 'content' in message && 'role' in message && message.role === 'user'
  return JSON.stringify({
    isSidechain: false,
    userType: 'external',
    cwd: '/work/billing',
    sessionId: SESSION,
    version: '2.1.4',
    gitBranch: 'main',
    type: isAsking ? 'user' : 'assistant',
    uuid: `s${index}`,
    timestamp: `${DAY}T${at}.000Z`,
    message,
  })
}

function sessionLines(): readonly string[] {
  let index = 0
  const next = (at: string, message: object): string => line(index++, at, message)
  const told = (step: SampleStep): readonly string[] => {
    if ('asked' in step) return [next(step.at, { role: 'user', content: step.asked })]
    const say = (content: object): object => ({
      id: `m${index}`,
      type: 'message',
      role: 'assistant',
      model: 'harbour-coder',
      content: [content],
    })
    if ('said' in step) return [next(step.at, say({ type: 'text', text: step.said }))]
    const id = `t${index}`
    const input = 'ran' in step ? { command: step.ran } : { file_path: step.file }
    return [
      next(step.at, say({ type: 'tool_use', id, name: 'ran' in step ? 'Bash' : step.tool, input })),
      next(step.answeredAt, {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: id, content: step.answer, is_error: false }],
      }),
    ]
  }
  return [next('10:12:04', { role: 'user', content: instructions }), ...steps.flatMap(told)]
}

const labels = { alertname: 'InvoiceExportFailed', severity: 'page', service: 'invoice-export' }
const annotations = { summary: 'invoice-export: relation "invoice_lines_v1" does not exist' }

function delivery(status: 'firing' | 'resolved', endsAt: string): object {
  const shared = { labels, annotations, startsAt: `${DAY}T10:58:10.221Z`, endsAt }
  return {
    version: '4',
    receiver: 'billing',
    status,
    groupKey: '{}:{alertname="InvoiceExportFailed"}',
    truncatedAlerts: 0,
    groupLabels: { alertname: labels.alertname },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: 'https://alerts.harbour.example',
    alerts: [
      {
        status,
        ...shared,
        generatorURL: 'https://prometheus.harbour.example/graph',
        fingerprint: 'c0ffee1234567890',
      },
    ],
  }
}

const alerts: readonly object[] = [
  delivery('firing', '0001-01-01T00:00:00Z'),
  delivery('resolved', `${DAY}T11:21:30.114Z`),
]
