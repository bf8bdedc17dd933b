/** Sends signed deliveries at a steady pace from a process of its own, and reports how long each waited for its answer. */
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

export interface Storm {
  readonly port: number
  readonly path: string
  readonly secret: string
  readonly perSecond: number
  readonly seconds: number
}

export interface Weathered {
  readonly sent: number
  readonly stored: number
  /** Answers that were not 202, by their status; 0 when there was none. */
  readonly others: Readonly<Record<string, number>>
  /** From the first one to the last answer. */
  readonly took_s: number
  readonly p50_ms: number
  readonly p99_ms: number
  readonly slowest_ms: number
}

/** Every millisecond it sends what is due by then, whether or not the earlier ones were answered. */
async function weather(storm: Storm): Promise<Weathered> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const total = storm.perSecond * storm.seconds
  const took: number[] = []
  const others: Record<string, number> = {}
  const answers: Promise<void>[] = []
  const began = performance.now()
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - began) * storm.perSecond) / 1000) + 1)
    for (; sent < due; sent += 1) {
      // Counted from when it was due, so that a server that stalls is not excused from what it delayed.
      const due_ms = began + (sent * 1000) / storm.perSecond
      answers.push(
        send(storm, agent, bodyOf(sent)).then((status) => {
          took.push(performance.now() - due_ms)
          if (status !== 202) others[status] = (others[status] ?? 0) + 1
        }),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(answers)
  const took_s = (performance.now() - began) / 1000
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number): number =>
    took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  const failed = Object.values(others).reduce((sum, count) => sum + count, 0)
  const times = { p50_ms: at(0.5), p99_ms: at(0.99), slowest_ms: took.at(-1) ?? Number.NaN }
  return { sent: total, stored: total - failed, others, took_s, ...times }
}

/** A page as PagerDuty tells of it, one and a half kB of it, each with an id of its own. */
function bodyOf(number: number): string {
  const reference = (id: string, type: string, summary: string) => ({
    id,
    type: `${type}_reference`,
    summary,
    self: `https://api.pagerduty.example/${type}s/${id}`,
    html_url: `https://harbour.pagerduty.example/${type}s/${id}`,
  })
  const occurred_at = new Date().toISOString()
  return JSON.stringify({
    event: {
      id: `01STORM${String(number).padStart(12, '0')}`,
      event_type: 'incident.triggered',
      resource_type: 'incident',
      occurred_at,
      agent: reference('PSERVICE', 'service', 'Checkout'),
      client: { name: 'Monitoring', url: 'https://monitoring.example/alerts/checkout' },
      data: {
        ...reference(
          `Q${String(number).padStart(13, '0')}`,
          'incident',
          `Checkout refuses orders (${number})`,
        ),
        type: 'incident',
        number,
        status: 'triggered',
        title: `Checkout refuses orders (${number}): 5xx above 2 % for five minutes`,
        created_at: occurred_at,
        incident_key: `checkout/5xx/${number}`,
        service: reference('PSERVICE', 'service', 'Checkout'),
        escalation_policy: reference('PPOLICY', 'escalation_policy', 'Payments'),
        teams: [reference('PTEAM', 'team', 'Payments')],
        assignees: [reference('PUSER', 'user', 'On-call one')],
        priority: reference('PPRIO', 'priority', 'P1'),
        urgency: 'high',
        conference_bridge: null,
        resolve_reason: null,
      },
    },
  })
}

function send({ port, path, secret }: Storm, agent: Agent, body: string): Promise<number> {
  const signature = `v1=${createHmac('sha256', secret).update(body).digest('hex')}`
  return new Promise((resolve) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-pagerduty-signature': signature },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}

process.once('message', (storm: Storm) => {
  void weather(storm).then((weathered) => process.send?.(weathered, () => process.exit(0)))
})
