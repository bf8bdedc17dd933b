/**
 * Secrets at rest: AES-256-GCM under a key that is not in the database, each bound to what it belongs to, so that a
 * row that was copied to another integration opens nothing.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, reasonOf, StartRefusal } from './start-refusal.ts'

/** Seals secrets and opens them. */
export interface Strongbox {
  seal(secret: string, belongsTo: string): Buffer
  /** Null when it was sealed with another key, or the bytes were changed. */
  open(sealed: Buffer, belongsTo: string): string | null
}

const FORM = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES

/**
 * The strongbox of a key: any text of at least 32 characters, best a random one. With a former key it still opens what was
 * sealed before, and seals with the present one.
 */
export function openStrongbox(key: string, formerKey: string | null = null): Strongbox {
  const present = boxOf(key)
  if (formerKey === null) return present
  const former = boxOf(formerKey)
  return {
    seal: present.seal,
    open: (sealed, belongsTo) => present.open(sealed, belongsTo) ?? former.open(sealed, belongsTo),
  }
}

function boxOf(key: string): Strongbox {
  const aes = Buffer.from(hkdfSync('sha256', key, '', 'second-story secrets at rest', 32))
  return {
    seal(secret, belongsTo) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', aes, nonce).setAAD(Buffer.from(belongsTo))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([FORM]), nonce, cipher.getAuthTag(), text])
    },
    open(sealed, belongsTo) {
      if (sealed[0] !== FORM || sealed.length < HEAD_BYTES) return null
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', aes, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES))
      try {
        const text = Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()])
        return text.toString('utf8')
      } catch {
        return null
      }
    },
  }
}

const KEY_FILE = 'secrets.key'
const FORMER_FILE = 'secrets.key.old'

/** The present key, and the former one as long as something may be sealed with it. */
export interface InstallationKeys {
  readonly present: string
  readonly former: string | null
}

/** Both keys, from the settings or from `directory`. A former one in a file counts where the present one is in a file. */
export function installationKeys(
  settings: { readonly secretKey: string | null; readonly oldKey: string | null },
  directory: string,
): InstallationKeys {
  const present = installationKey(settings.secretKey, directory)
  if (settings.oldKey !== null || settings.secretKey !== null) return { present, former: settings.oldKey }
  return { present, former: readKey(join(directory, FORMER_FILE)) }
}

/**
 * Begins another key in a file, unless one was begun before: the present one becomes the former one. With the key in the
 * settings nothing happens: whoever wrote it there writes both.
 */
export function beginKey(settings: { readonly secretKey: string | null }, directory: string): void {
  if (settings.secretKey !== null) return
  const [path, former] = [join(directory, KEY_FILE), join(directory, FORMER_FILE)]
  if (readKey(former) !== null || readKey(path) === null) return
  renameSync(path, former)
}

function readKey(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw unreadable(path, error)
  }
}

/**
 * The key of this installation: the one of the settings, or the one in `directory`, made at the first start and
 * readable by this account alone. Whoever backs up the database without that file has no secret of an integration.
 */
export function installationKey(setting: string | null, directory: string): string {
  if (setting !== null) return setting
  const path = join(directory, KEY_FILE)
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    // Two starts at once: the second finds the file of the first.
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw unreadable(path, error)
  }
  try {
    const key = readFileSync(path, 'utf8').trim()
    if (key.length >= 32) return key
  } catch (error) {
    throw unreadable(path, error)
  }
  throw new StartRefusal(
    `The key in ${path} is shorter than 32 characters; put it back from a backup, or remove the file and enter the secrets of the integrations again.`,
  )
}

function unreadable(path: string, error: unknown): StartRefusal {
  return new StartRefusal(
    `The key of the integrations' secrets cannot be kept in ${path} (${reasonOf(error)}); make the directory writable, or set SECONDSTORY_KEY.`,
  )
}
