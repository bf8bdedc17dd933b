/** Asks one address again and again over kept-alive connections, and says how many answers came per second. */
import { Agent, request } from 'node:http'

export interface Ask {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Answered {
  readonly perSecond: number
  readonly p50_ms: number
  readonly p99_ms: number
  /** Answers that were not 200. A bench with any of these measured something else. */
  readonly refused: number
}

/** Runs `connections` askers side by side for `length_ms`, each waiting for its answer before it asks again. */
export async function load(ask: Ask, connections: number, length_ms: number): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const took: number[] = []
  let refused = 0
  const began = performance.now()
  const asker = async (): Promise<void> => {
    while (performance.now() - began < length_ms) {
      const sent = performance.now()
      const status = await once(ask, agent)
      took.push(performance.now() - sent)
      if (status !== 200) refused += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, asker))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  return { perSecond: took.length / seconds, p50_ms: at(0.5), p99_ms: at(0.99), refused }
}

function once(ask: Ask, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port: ask.port,
        host: '127.0.0.1',
        path: ask.path,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...ask.headers },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end(ask.body)
  })
}
