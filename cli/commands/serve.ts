import { runServer } from '@secondstory/server/main'

/**
 * `secondstory serve`: the server in this process, until a signal ends it. The settings come from the environment
 * only, so that `secondstory settings` shows what a server would use.
 */
export function serve(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  return runServer(environment)
}
