/**
 * The peer of an operation: a bare route of the same framework, in the same process, on the same pool, that runs the
 * very statements the operation ran. They are overheard from the driver, so the two cannot drift apart.
 */
import fastify from 'fastify'
import pg from 'pg'

/** A statement as the driver was given it. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Runs the work and answers every statement that went to PostgreSQL meanwhile. */
export async function overhear(work: () => Promise<void>): Promise<readonly Statement[]> {
  const heard: Statement[] = []
  const { prototype } = pg.Client
  const spoken = Reflect.get(prototype, 'query')
  Reflect.set(prototype, 'query', function listen(this: pg.Client, ...given: readonly unknown[]) {
    const [first, second] = given
    const statement =
      typeof first === 'string' ? { text: first, values: Array.isArray(second) ? second : [] } : first
    if (isStatement(statement)) heard.push({ text: statement.text, values: statement.values ?? [] })
    return Reflect.apply(spoken, this, given)
  })
  try {
    await work()
  } finally {
    Reflect.set(prototype, 'query', spoken)
  }
  return heard
}

function isStatement(value: unknown): value is { text: string; values?: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}

/** Opens the bare route; answers its port and how to close it. */
export async function openBare(
  pool: pg.Pool,
  statements: readonly Statement[],
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const app = fastify()
  app.post('/bare', async () => {
    const client = await pool.connect()
    try {
      let rows: readonly unknown[] = []
      for (const { text, values } of statements) {
        const answer = await client.query(text, [...values])
        if (answer.rows.length > 0) rows = answer.rows
      }
      return rows
    } finally {
      client.release()
    }
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const [address] = app.addresses()
  return { port: typeof address === 'object' ? address.port : 0, close: () => app.close() }
}
