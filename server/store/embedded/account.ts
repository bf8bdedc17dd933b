import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { StartRefusal } from '../start-refusal.ts'

/**
 * The operating-system account PostgreSQL runs under when the server runs as root. PostgreSQL refuses root, and
 * initdb refuses an account without a passwd entry, so only accounts found there are candidates.
 */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

/** null: this process is not root, PostgreSQL runs as whoever started us. Directories are asked in order. */
export function chooseAccount(directories: readonly string[]): Account | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readAccounts()
  const owners = directories.map(ownerOf)
  const found =
    accounts.find((account) => account.uid !== 0 && owners.includes(account.uid)) ??
    accounts.find((account) => account.name === 'postgres') ??
    accounts.find((account) => account.name === 'nobody')
  if (found !== undefined) return found
  throw new StartRefusal(
    'The server runs as root and PostgreSQL does not, and neither the owner of DATA_DIR nor “postgres” nor “nobody” is an account here; start the server as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** What child_process needs to start a program under the account. */
export function asAccount(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid }
}

/**
 * Whether the account can walk into a directory. Asked of the kernel by trying, because modes alone do not tell:
 * every parent counts, and so do access lists and mount options.
 */
export function isReachable(directory: string, account: Account | null): boolean {
  if (account === null) return true
  const options = { ...asAccount(account), cwd: '/', stdio: 'ignore' } as const
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], options).status === 0
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.name !== '' && Number.isInteger(account.uid) && account.uid >= 0)
}

function ownerOf(directory: string): number {
  return statSync(directory, { throwIfNoEntry: false })?.uid ?? 0
}
