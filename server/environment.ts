/**
 * Every setting of the server, once: its name, what it may hold, its default and why one would change it. The start,
 * `secondstory settings` and the documents all read this list.
 */
import { readAllowed } from './doors/outbound-guard.ts'

export type LogLevel = (typeof LOG_LEVELS)[number]

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export type Settings = {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  /** null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null
  /** Without a slash at the end; null: the address the server listens on. */
  readonly publicUrl: string | null
  readonly keeper: { readonly email: string; readonly password: string } | null
  /** What the secrets of integrations are sealed with; null: the key file in the data directory. */
  readonly secretKey: string | null
  /** What they were sealed with before; null: with the same. */
  readonly oldKey: string | null
  /** Hosts and networks inside the company that may be called. */
  readonly outboundAllow: readonly string[]
  /** Where mail goes out and as whom; null: mail waits. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null
  readonly logLevel: LogLevel
}

export type Setting = {
  readonly name: string
  /** What it may hold, as a noun phrase that ends "…needs". */
  readonly type: string
  /** null: unset. */
  readonly default: string | null
  readonly why: string
  /** Its value is never printed. */
  readonly isSecret: boolean
  /** An example that works, for the sentence about one that does not. */
  readonly example: string
  readonly accepts: (text: string) => boolean
}

export const SETTINGS = {
  PORT: {
    name: 'PORT',
    type: 'a whole number from 0 to 65535',
    default: '4280',
    why: 'The port the server listens on; 0 takes any free one, and the address is printed.',
    isSecret: false,
    example: '4280',
    accepts: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
  },
  HOST: {
    name: 'HOST',
    type: 'a host name or an IP address, without a port',
    default: '127.0.0.1',
    why: 'Where the server listens. The default answers this machine only; 0.0.0.0 answers the network, behind a proxy that speaks https.',
    isSecret: false,
    example: '0.0.0.0',
    accepts: (text) =>
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) || /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text),
  },
  DATA_DIR: {
    name: 'DATA_DIR',
    type: 'a directory',
    default: './data',
    why: 'Holds the embedded database and its password: the one directory to back up. One directory serves one server.',
    isSecret: false,
    example: '/var/lib/second-story',
    accepts: (text) => !text.includes('\0') && !/^[a-z]+:\/\//i.test(text),
  },
  DATABASE_URL: {
    name: 'DATABASE_URL',
    type: 'a postgres:// address with a database name',
    default: null,
    why: 'A PostgreSQL 15 or newer of your own, instead of the embedded one. Needed for several servers on one database.',
    isSecret: true,
    example: 'postgres://name:password@database.example:5432/secondstory',
    accepts: (text) =>
      ['postgres:', 'postgresql:'].includes(parseUrl(text)?.protocol ?? '') && text.length < 4_000,
  },
  PUBLIC_URL: {
    name: 'PUBLIC_URL',
    type: 'an http:// or https:// address without a query',
    default: null,
    why: 'The address people type, when it is not the one the server listens on. With https, cookies are sent over https only.',
    isSecret: false,
    example: 'https://reviews.example',
    accepts: (text) => {
      const url = parseUrl(text)
      return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
    },
  },
  SECONDSTORY_KEEPER_EMAIL: {
    name: 'SECONDSTORY_KEEPER_EMAIL',
    type: 'an e-mail address',
    default: null,
    why: 'Makes the first keeper at the first start without the set-up page, for automation. Goes together with the password.',
    isSecret: false,
    example: 'keeper@example.org',
    accepts: (text) => /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= 254,
  },
  SECONDSTORY_KEEPER_PASSWORD: {
    name: 'SECONDSTORY_KEEPER_PASSWORD',
    type: 'at least 12 characters',
    default: null,
    why: 'The password of that first keeper.',
    isSecret: true,
    example: 'four words you will remember',
    accepts: (text) => text.length >= 12 && text.length <= 1_000,
  },
  SECONDSTORY_KEY: {
    name: 'SECONDSTORY_KEY',
    type: 'at least 32 characters',
    default: null,
    why: 'Seals the secrets of integrations in the database. Without it a key is made once and kept in DATA_DIR as secrets.key; with several servers on one database all of them need the same.',
    isSecret: true,
    example: 'the output of: openssl rand -base64 32',
    accepts: (text) => text.length >= 32 && text.length <= 1_000,
  },
  SECONDSTORY_OLD_KEY: {
    name: 'SECONDSTORY_OLD_KEY',
    type: 'at least 32 characters',
    default: null,
    why: 'The key before SECONDSTORY_KEY, while one takes the place of the other: it opens and seals nothing new. After `secondstory key rotate` it is needed only for links that were sent before, such as those of feeds.',
    isSecret: true,
    example: 'what SECONDSTORY_KEY was until now',
    accepts: (text) => text.length >= 32 && text.length <= 1_000,
  },
  OUTBOUND_ALLOW: {
    name: 'OUTBOUND_ALLOW',
    type: 'host names, addresses with a port, or networks, separated by commas',
    default: null,
    why: 'Hosts inside the company this server may call, such as a GitHub Enterprise of your own. Without it only public addresses are called, over https on the usual port; a host opens itself, a port or http:// when it is written, a network every host in it.',
    isSecret: false,
    example: 'github.corp.example,10.20.0.0/16',
    accepts: (text) => readAllowed(listOf(text)) !== null,
  },
  SMTP_URL: {
    name: 'SMTP_URL',
    type: 'an smtp:// or smtps:// address with a host',
    default: null,
    why: 'The mail server that reminders, invitations and digests go out through. Without it mail waits in the outbox, and a keeper sees that it does. Goes together with MAIL_FROM.',
    isSecret: true,
    example: 'smtps://name:password@mail.example:465',
    accepts: (text) => {
      const url = parseUrl(text)
      return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
    },
  },
  MAIL_FROM: {
    name: 'MAIL_FROM',
    type: 'an e-mail address, with or without a name before it',
    default: null,
    why: 'Who mail comes from.',
    isSecret: false,
    example: 'Second Story <reviews@example.org>',
    accepts: (text) => /^(?:[^<>\r\n]{1,100}<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(text),
  },
  LOG_LEVEL: {
    name: 'LOG_LEVEL',
    type: `one of ${LOG_LEVELS.join(', ')}`,
    default: 'warn',
    why: 'How much the server writes to standard error, as lines of JSON. info adds every request.',
    isSecret: false,
    example: 'info',
    accepts: (text) => isLogLevel(text),
  },
} as const satisfies Readonly<Record<string, Setting>>

/** The same list in the order it is printed. */
export const settings: readonly Setting[] = Object.values(SETTINGS)

/** The settings, or one sentence about the first value that is wrong. A value of spaces only counts as unset. */
export function readEnvironment(record: Readonly<Record<string, string | undefined>>): Settings | string {
  const texts = new Map(settings.map((setting) => [setting.name, textOf(setting, record)]))
  for (const setting of settings) {
    const text = texts.get(setting.name) ?? null
    if (text !== null && !setting.accepts(text)) return complaint(setting, text)
  }
  const text = (setting: Setting): string | null => texts.get(setting.name) ?? null
  const email = text(SETTINGS.SECONDSTORY_KEEPER_EMAIL)
  const password = text(SETTINGS.SECONDSTORY_KEEPER_PASSWORD)
  if ((email === null) !== (password === null)) return halfKeeper(email === null)
  const smtpUrl = text(SETTINGS.SMTP_URL)
  const from = text(SETTINGS.MAIL_FROM)
  if ((smtpUrl === null) !== (from === null)) return halfMail(smtpUrl === null)
  const logLevel = text(SETTINGS.LOG_LEVEL) ?? SETTINGS.LOG_LEVEL.default
  return {
    port: Number(text(SETTINGS.PORT)),
    host: text(SETTINGS.HOST) ?? SETTINGS.HOST.default,
    dataDirectory: text(SETTINGS.DATA_DIR) ?? SETTINGS.DATA_DIR.default,
    databaseUrl: text(SETTINGS.DATABASE_URL),
    publicUrl: text(SETTINGS.PUBLIC_URL)?.replace(/\/+$/, '') ?? null,
    keeper: email === null || password === null ? null : { email, password },
    secretKey: text(SETTINGS.SECONDSTORY_KEY),
    oldKey: text(SETTINGS.SECONDSTORY_OLD_KEY),
    outboundAllow: listOf(text(SETTINGS.OUTBOUND_ALLOW) ?? ''),
    mail: smtpUrl === null || from === null ? null : { smtpUrl, from },
    logLevel: isLogLevel(logLevel) ? logLevel : 'warn',
  }
}

function textOf(setting: Setting, record: Readonly<Record<string, string | undefined>>): string | null {
  const text = record[setting.name] ?? ''
  // A password may begin or end with a space on purpose; everything else was pasted with one.
  const value = setting.isSecret ? text : text.trim()
  return value.trim() === '' ? setting.default : value
}

function complaint(setting: Setting, text: string): string {
  const found = setting.isSecret ? 'holds something else' : `is “${text.slice(0, 80)}”`
  return `${setting.name} ${found} and needs ${setting.type}; set it to something like ${setting.example}, or unset it to use ${setting.default ?? 'none'}.`
}

function halfKeeper(isEmailMissing: boolean): string {
  const [there, missing] = isEmailMissing
    ? [SETTINGS.SECONDSTORY_KEEPER_PASSWORD.name, SETTINGS.SECONDSTORY_KEEPER_EMAIL.name]
    : [SETTINGS.SECONDSTORY_KEEPER_EMAIL.name, SETTINGS.SECONDSTORY_KEEPER_PASSWORD.name]
  return `${there} is set and ${missing} is not, and the first keeper needs both; set ${missing} too, or unset ${there} to use the set-up page.`
}

function halfMail(isServerMissing: boolean): string {
  const [there, missing] = isServerMissing
    ? [SETTINGS.MAIL_FROM, SETTINGS.SMTP_URL]
    : [SETTINGS.SMTP_URL, SETTINGS.MAIL_FROM]
  return `${there.name} is set and ${missing.name} is not, and mail needs both; set ${missing.name} to something like ${missing.example}, or unset ${there.name} to let mail wait.`
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function isLogLevel(text: string): text is LogLevel {
  return LOG_LEVELS.some((level) => level === text)
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
