/** What four tools kept of one incident, as they write it: a Slack export, alerts, deployments and an agent's session. */
import { sampleFiles } from '@secondstory/review/ingest/sample-incident'

/** A file to drop. */
export interface RecordFile {
  readonly name: string
  readonly bytes: Uint8Array
}

interface Deployed {
  readonly id: number
  readonly version: string
  readonly at: string
  readonly sha: string
}

function deployment({ id, version, at, sha }: Deployed) {
  return {
    deployment_status: {
      id: id + 100,
      state: 'success',
      description: `checkout-api ${version} is running`,
      environment: 'production',
      created_at: at,
      updated_at: at,
    },
    deployment: { id, sha, ref: version, task: 'deploy', environment: 'production', created_at: at },
    repository: {
      id: 88_002,
      node_id: 'R_kgDOAAFXwg',
      full_name: 'harbour/checkout-api',
      html_url: 'https://github.com/harbour/checkout-api',
    },
    sender: { login: 'rollout-bot', type: 'Bot' },
  }
}

const deployments = [
  deployment({ id: 1, version: 'v4.18.0', at: '2026-03-12T13:52:04Z', sha: '9f3c27e'.padEnd(40, '0') }),
  deployment({ id: 2, version: 'v4.17.3', at: '2026-03-12T14:19:22Z', sha: '41d8ab0'.padEnd(40, '0') }),
]

function line(clock: string, uuid: string, content: unknown, type = 'assistant') {
  const timestamp = `2026-03-12T${clock}.000Z`
  const message = { role: type, content }
  return JSON.stringify({ type, sessionId: 'c0ffee00-orders', uuid, timestamp, message })
}

const call = (id: string, command: string) => [{ type: 'tool_use', id, name: 'Bash', input: { command } }]
const answer = (id: string, content: string) => [{ type: 'tool_result', tool_use_id: id, content }]

const session = [
  line('14:30:05', 'a1', 'Look at the locks on orders-db and stop the archiver if it holds one.', 'user'),
  line('14:30:20', 'a2', call('toolu_1', 'psql orders -c "select pid, state from pg_stat_activity"')),
  line('14:30:22', 'a3', answer('toolu_1', '9114 | idle in transaction'), 'user'),
  line('14:36:40', 'a4', call('toolu_2', 'kubectl scale deployment/order-archiver --replicas=0')),
  line('14:36:43', 'a5', answer('toolu_2', 'deployment.apps/order-archiver scaled'), 'user'),
]

/** The four files, small enough to read and large enough to overlap. */
export function mergedRecord(): readonly RecordFile[] {
  const sample = (name: string) => sampleFiles().find((file) => file.name === name)?.bytes ?? new Uint8Array()
  const encode = (text: string) => new TextEncoder().encode(text)
  return [
    { name: 'export.zip', bytes: sample('slack-export.zip') },
    { name: 'alerts.json', bytes: sample('alerts.json') },
    { name: 'deployments.json', bytes: encode(JSON.stringify(deployments)) },
    { name: 'session.jsonl', bytes: encode(session.join('\n')) },
  ]
}
