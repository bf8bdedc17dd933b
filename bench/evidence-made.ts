/** Records of an invented incident of any size, as their tools write them: alerts, deploys, and pages line by line. */
import { closeSync, openSync, writeSync } from 'node:fs'

const START_MS = Date.parse('2026-02-03T00:00:00Z')

function at(seconds: number): string {
  return new Date(START_MS + seconds * 1000).toISOString()
}

/** Deliveries of Alertmanager, one per line: every alert begins, and half of them end. */
export function alertLines(count: number): string {
  return Array.from({ length: count }, (_, number) => {
    const isOver = number % 2 === 0
    const alert = {
      status: isOver ? 'resolved' : 'firing',
      labels: {
        alertname: `Slow${number % 40}`,
        severity: number % 9 === 0 ? 'page' : 'ticket',
        instance: `host-${number}`,
      },
      annotations: {
        summary: `p99 is ${number % 7} s`,
        description: 'The limit is 500 ms for five minutes.',
      },
      startsAt: at(number * 30),
      endsAt: isOver ? at(number * 30 + 600) : '0001-01-01T00:00:00Z',
      fingerprint: number.toString(16).padStart(16, '0'),
    }
    return JSON.stringify({ version: '4', status: alert.status, receiver: 'ops', alerts: [alert] })
  }).join('\n')
}

/** Deploys as GitHub delivers them, one per line. */
export function deployLines(count: number): string {
  return Array.from({ length: count }, (_, number) => {
    const sha = number.toString(16).padStart(40, '0')
    const deployment = {
      id: number,
      sha,
      ref: 'main',
      task: 'deploy',
      environment: 'production',
      created_at: at(number * 60),
    }
    return JSON.stringify({
      deployment_status: {
        id: number,
        state: 'success',
        environment: 'production',
        created_at: at(number * 60 + 20),
        updated_at: at(number * 60 + 20),
      },
      deployment,
      repository: {
        id: number % 25,
        node_id: 'R_kgDOAAFXwg',
        full_name: `acme/service-${number % 25}`,
        html_url: 'https://github.com/acme/service',
      },
      sender: { login: `someone-${number % 30}`, type: 'User' },
    })
  }).join('\n')
}

/** A file of at least this size of what a pager delivers, one per line; answers how many records it holds. */
export function writePages(path: string, sizeBytes: number): number {
  const file = openSync(path, 'w')
  let written = 0
  let records = 0
  while (written < sizeBytes) {
    const lines = Array.from({ length: 2000 }, () => pageLine(records++)).join('')
    written += writeSync(file, lines)
  }
  closeSync(file)
  return records
}

/** A file of so many records. */
export function writePageRecords(path: string, count: number): void {
  const file = openSync(path, 'w')
  for (let from = 0; from < count; from += 2000)
    writeSync(
      file,
      Array.from({ length: Math.min(2000, count - from) }, (_, index) => pageLine(from + index)).join(''),
    )
  closeSync(file)
}

function pageLine(number: number): string {
  const about = {
    id: `PGR${number}`,
    type: 'incident',
    html_url: `https://acme.pagerduty.com/incidents/PGR${number}`,
    number,
    status: 'triggered',
    created_at: at(number),
    title: `A little bump in the road, number ${number}`,
    service: { id: 'PF9KMXH', summary: 'Ledger', type: 'service_reference' },
    escalation_policy: { id: 'PUS0KTE', summary: 'Default', type: 'escalation_policy_reference' },
    urgency: 'high',
    body: { details: 'Writes take longer than the limit. '.repeat(8) },
  }
  const event = {
    id: `EV${number}`,
    event_type: 'incident.triggered',
    resource_type: 'incident',
    occurred_at: at(number),
    agent: { id: 'PLH1HKV', summary: 'Ines Moreau', type: 'user_reference' },
    data: about,
  }
  return `${JSON.stringify({ event })}\n`
}
