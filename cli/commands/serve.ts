import process from 'node:process'

/**
 * `secondstory serve`: the server in this process, until a signal ends it. The settings come from the environment
 * only, so that `secondstory settings` shows what a server would use. The terminal is also published alone, without
 * the server; then one sentence says where the server is.
 */
export async function serve(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const server = await import('@secondstory/server/main').catch(withoutServer)
  return server === null ? 2 : server.runServer(environment)
}

/** Seals everything with another key, where the server is. */
export async function rotateKey(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const server = await import('@secondstory/server/main').catch(withoutServer)
  return server === null ? 2 : server.rotateInstallationKey(environment)
}

function withoutServer(error: unknown): null {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
  process.stderr.write(
    'This package has the terminal only, and the server is not in it. In a checkout of Second Story, `npm start` serves.\n',
  )
  return null
}
