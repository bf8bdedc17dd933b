/** Secrets of links, sessions and tokens, and passwords. What is stored is a hash of each. */
import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from './operation.ts'

/** A new secret of 256 bits. Tokens carry the prefix `sst_`, by which a leak of one can be recognised. */
export function newSecret(prefix: '' | 'sst_' = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** What is kept of a secret. It is random and long, so one round of sha-256 is enough and a lookup by it is quick. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** N = 2^17, r = 8: 128 MB and about half a second for one guess. The parameters stand in the hash, so they can grow. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const
const MAX_MEMORY = 256 * 1024 * 1024
const LENGTH = 32

/** At most two at a time, or a few sign-ins would take all memory; those who wait beyond twenty are sent away. */
const AT_ONCE = 2
const MOST_WAITING = 20
let running = 0
const waiting: (() => void)[] = []

/** What is kept of a password: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$')
}

/**
 * Whether this is the password behind the hash. With no hash (nobody has that e-mail) it takes as long and is never
 * true, so that the time of the answer does not tell who is here.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const [, n, r, p, salt, hash] = (kept ?? NOBODY).split('$')
  const expected = Buffer.from(hash ?? '', 'base64')
  const options = { N: Number(n), r: Number(r), p: Number(p) }
  const derived = await derive(password, Buffer.from(salt ?? '', 'base64'), options)
  return kept !== null && derived.length === expected.length && timingSafeEqual(derived, expected)
}

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}==$${'A'.repeat(43)}=`

async function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  await takeTurn()
  return new Promise<Buffer>((resolve, reject) => {
    // The same letter can be written in two ways in Unicode; keyboards differ in which they send.
    scrypt(password.normalize('NFKC'), salt, LENGTH, { ...cost, maxmem: MAX_MEMORY }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  }).finally(giveTurn)
}

async function takeTurn(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1
    return
  }
  if (waiting.length >= MOST_WAITING) {
    throw new Refusal('too-many', 'Many people sign in at this moment; it works again in a few seconds.')
  }
  await new Promise<void>((resolve) => waiting.push(resolve))
}

/** Hands the turn to whoever waits longest; the count of those running stays the same then. */
function giveTurn(): void {
  const next = waiting.shift()
  if (next === undefined) running -= 1
  else next()
}
