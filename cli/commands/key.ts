import process from 'node:process'
import { rotateKey } from './serve.ts'

const help = `Usage: secondstory key rotate

Seals every secret in the database, every report and every letter that waits with another key, and says what it did.
It can be broken off and run again. It runs where the server runs, with its settings.

Key in DATA_DIR (secrets.key): stop the server, run this, start the server. The former key stays as secrets.key.old.
Key in the settings: set SECONDSTORY_KEY to the new key and SECONDSTORY_OLD_KEY to the former one, start the servers
again with both, then run this.

Links that were sent before (feeds, the end of letters, reminders) work as long as the former key is there; remove it
when they may end. Exit codes: 0 done, 2 trouble.
`

/** `secondstory key rotate`. */
export async function key(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [verb] = args
  if (verb !== 'rotate') {
    process.stdout.write(help)
    return verb === undefined || verb === '--help' || verb === '-h' ? 0 : 2
  }
  return rotateKey(environment)
}
