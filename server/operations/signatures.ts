/**
 * Whether a delivery comes from where it says. Looked at over the bytes as they arrived, before anything reads them,
 * and compared in constant time. Nothing here throws: what is missing, huge or hostile is answered with a sentence.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { isFields, parseJson } from '@secondstory/review/ingest/json'
import {
  formOf,
  type IntegrationKind,
  type IntegrationSettings,
  type Verification,
} from '@secondstory/review/model/integrations'

/** A request as it arrived. */
export interface Arrived {
  readonly body: Buffer
  /** A header by its name in lower case, '' when there is none. */
  header(name: string): string
  /** `?token=` of the address, '' when there is none. */
  readonly addressToken: string
}

/** What a delivery is measured against; `now` is the moment it arrived, RFC 3339. */
export interface Expected {
  readonly kind: IntegrationKind
  readonly settings: IntegrationSettings
  /** Any of them may have signed: while a secret is changed, both the old and the new one do. */
  readonly secrets: readonly string[]
  readonly now: string
}

/** Longest header we look at. */
const LONGEST_HEADER = 4096
/** Most signatures of one list we look at. */
const MOST_SIGNATURES = 20
/** How far the time of a delivery may lie from ours, on either side. */
const WINDOW_MS = 5 * 60_000
/** Linear asks for less. */
const LINEAR_WINDOW_MS = 60_000

/** Header of the shared token, when the integration names no other. */
export const TOKEN_HEADER = 'x-second-story-token'

/** Null when the delivery is genuine; otherwise why it is not taken, as a sentence. */
export function objectionTo(arrived: Arrived, expected: Expected): string | null {
  const { says, verification } = formOf(expected.kind)
  if (expected.secrets.length === 0) {
    return `This integration has no secret yet, so nothing shows that ${says} sent this; paste the secret in the settings.`
  }
  return checks[verification](arrived, expected)
}

const checks: Readonly<Record<Verification, (arrived: Arrived, expected: Expected) => string | null>> = {
  slack(arrived, expected) {
    const stamp = arrived.header('x-slack-request-timestamp')
    return (
      untimely('x-slack-request-timestamp', stamp, expected.now) ??
      unsigned(arrived, expected, {
        header: 'x-slack-signature',
        between: null,
        sign: (secret) => `v0=${hmac(secret, 'hex', `v0:${stamp}:`, arrived.body)}`,
      })
    )
  },
  github: (arrived, expected) =>
    unsigned(arrived, expected, {
      header: 'x-hub-signature-256',
      between: null,
      sign: (secret) => `sha256=${hmac(secret, 'hex', arrived.body)}`,
    }),
  gitlab(arrived, expected) {
    const isToken = secretIn([arrived.header('x-gitlab-token')], expected.secrets)
    if (isToken) return null
    if (arrived.header('webhook-signature') !== '') return checks['standard-webhooks'](arrived, expected)
    return arrived.header('x-gitlab-token') === ''
      ? 'There is no X-Gitlab-Token header; set the secret token of the webhook to the secret made here.'
      : 'The X-Gitlab-Token header holds another secret than ours; set the secret token of the webhook again.'
  },
  pagerduty: (arrived, expected) =>
    unsigned(arrived, expected, {
      header: 'x-pagerduty-signature',
      between: /\s*,\s*/,
      sign: (secret) => `v1=${hmac(secret, 'hex', arrived.body)}`,
    }),
  'standard-webhooks'(arrived, expected) {
    const [id, stamp] = [arrived.header('webhook-id'), arrived.header('webhook-timestamp')]
    if (id === '' || id.length > LONGEST_HEADER)
      return 'There is no webhook-id header we can read; a sender of Standard Webhooks adds one.'
    return (
      untimely('webhook-timestamp', stamp, expected.now) ??
      unsigned(arrived, expected, {
        header: 'webhook-signature',
        between: /\s+/,
        sign: (secret) => `v1,${hmac(standardKey(secret), 'base64', `${id}.${stamp}.`, arrived.body)}`,
      })
    )
  },
  sentry: (arrived, expected) =>
    unsigned(arrived, expected, {
      header:
        arrived.header('sentry-hook-signature') === '' ? 'sentry-app-signature' : 'sentry-hook-signature',
      between: null,
      sign: (secret) => hmac(secret, 'hex', arrived.body),
    }),
  grafana(arrived, expected) {
    const { signatureHeader, timestampHeader } = expected.settings
    const header = signatureHeader === '' ? 'x-grafana-alerting-signature' : signatureHeader
    if (arrived.header(header) === '') return withoutToken(arrived, expected)
    const stamp = timestampHeader === '' ? '' : arrived.header(timestampHeader)
    const late = timestampHeader === '' ? null : untimely(timestampHeader, stamp, expected.now)
    const signed = timestampHeader === '' ? [arrived.body] : [`${stamp}:`, arrived.body]
    const sign = (secret: string): string => hmac(secret, 'hex', ...signed)
    return late ?? unsigned(arrived, expected, { header, between: null, sign })
  },
  linear: (arrived, expected) =>
    unsigned(arrived, expected, {
      header: 'linear-signature',
      between: null,
      sign: (secret) => hmac(secret, 'hex', arrived.body),
    }) ?? untimelyBody(arrived.body, expected.now),
  jira: (arrived, expected) =>
    arrived.header('x-hub-signature') === ''
      ? withoutToken(arrived, expected)
      : unsigned(arrived, expected, {
          header: 'x-hub-signature',
          between: null,
          sign: (secret) => `sha256=${hmac(secret, 'hex', arrived.body)}`,
        }),
  'shared-token': withoutToken,
}

/** How one sender signs: in which header, with what between several signatures, and what the right one is. */
interface Scheme {
  readonly header: string
  readonly between: RegExp | null
  sign(secret: string): string
}

function unsigned(arrived: Arrived, { secrets }: Expected, scheme: Scheme): string | null {
  const given = arrived.header(scheme.header)
  if (given === '')
    return `There is no ${scheme.header} header, so nothing shows who sent this; check that the secret is set on the other side.`
  if (given.length > LONGEST_HEADER)
    return `The ${scheme.header} header is longer than ${LONGEST_HEADER} characters; no sender signs like that.`
  const signatures =
    scheme.between === null
      ? [given]
      : given.split(scheme.between, MOST_SIGNATURES).filter((each) => each !== '')
  const right = secrets.map((secret) => scheme.sign(secret))
  // Every pair is compared, so that the time it takes does not tell which one was near.
  const matches = signatures.flatMap((each) => right.map((one) => isSame(each, one)))
  if (matches.includes(true)) return null
  return `The signature in ${scheme.header} does not belong to this body and our secret; paste the secret of the other side again, or check what changes the body on its way.`
}

/** Two texts without telling by the time where they differ. Their lengths are no secret. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')]
  return a.length === b.length && timingSafeEqual(a, b)
}

function hmac(
  key: string | Buffer,
  encoding: 'hex' | 'base64',
  ...parts: readonly (string | Buffer)[]
): string {
  const made = createHmac('sha256', key)
  for (const part of parts) made.update(part)
  return made.digest(encoding)
}

/** `whsec_` marks a key written in base64; GitLab lets people choose one that is not. */
function standardKey(secret: string): string | Buffer {
  const [, encoded] = /^(?:whsec_)([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  return encoded === undefined ? secret : Buffer.from(encoded, 'base64')
}

function untimely(name: string, stamp: string, now: string): string | null {
  if (stamp === '') return `There is no ${name} header; with none, an old delivery could be sent again.`
  if (!/^\d{9,11}$/.test(stamp)) return `The ${name} header holds no time in seconds since 1970.`
  return outside(Number(stamp) * 1000, now, WINDOW_MS)
}

function outside(sent_ms: number, now: string, window_ms: number): string | null {
  const apart_ms = Date.parse(now) - sent_ms
  if (Math.abs(apart_ms) <= window_ms) return null
  const seconds = Math.round(Math.abs(apart_ms) / 1000)
  const side = apart_ms > 0 ? 'ago' : 'in the future'
  return `It was signed ${seconds} seconds ${side}, and at most ${window_ms / 1000} are taken; it was sent again, or one of the two clocks is wrong.`
}

/** The time Linear writes into the body it signs. */
function untimelyBody(body: Buffer, now: string): string | null {
  const sent = numberIn(body.toString('utf8'), 'webhookTimestamp')
  if (sent === null)
    return 'The body does not say when it was sent (webhookTimestamp), so it could be an old one.'
  return outside(sent, now, LINEAR_WINDOW_MS)
}

function numberIn(text: string, key: string): number | null {
  const value = parseJson(text)?.value
  const found = isFields(value) ? value[key] : null
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

function withoutToken(arrived: Arrived, { kind, settings, secrets }: Expected): string | null {
  const header = tokenHeader(kind, settings)
  const given = [
    arrived.header(header),
    ...tokensOf(arrived.header('authorization')),
    ...(mayStandInAddress(kind) ? [arrived.addressToken] : []),
  ].filter((each) => each !== '')
  if (given.length === 0) {
    return `There is no token: it is expected in the ${header} header or as "Authorization: Bearer …".`
  }
  return secretIn(given, secrets)
    ? null
    : 'The token is not the one made here; set it again on the other side, or make a new one.'
}

/** Addresses end up in logs of others, so only senders that cannot add a header may carry it there. */
export function mayStandInAddress(kind: IntegrationKind): boolean {
  return kind === 'statuspage' || kind === 'shared-token' || kind === 'jira'
}

/** What stands behind "Bearer", or the password of "Basic". */
function tokensOf(authorization: string): readonly string[] {
  if (authorization.length > LONGEST_HEADER) return []
  const [, scheme = '', rest = ''] = /^(bearer|basic|token|genie-?key) +(\S.*)$/i.exec(authorization) ?? []
  if (rest === '') return []
  if (scheme.toLowerCase() !== 'basic') return [rest]
  const pair = Buffer.from(rest, 'base64').toString('utf8')
  return [pair.slice(pair.indexOf(':') + 1)]
}

/** Hashes are compared and not the tokens, so that not even their length is told. */
function secretIn(given: readonly string[], secrets: readonly string[]): boolean {
  const hashes = secrets.map(hashOf)
  const matches = given
    .filter((each) => each !== '' && each.length <= LONGEST_HEADER)
    .flatMap((each) => hashes.map((hash) => timingSafeEqual(hash, hashOf(each))))
  return matches.includes(true)
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

/** The headers with which this sender would send a body, for trying an integration out. */
export function signedHeaders(
  expected: Pick<Expected, 'kind' | 'settings' | 'now'>,
  secret: string,
  body: Buffer,
): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(Date.parse(expected.now) / 1000))
  const { verification } = formOf(expected.kind)
  const plain = hmac(secret, 'hex', body)
  switch (verification) {
    case 'slack': {
      const signature = `v0=${hmac(secret, 'hex', `v0:${seconds}:`, body)}`
      return { 'x-slack-request-timestamp': seconds, 'x-slack-signature': signature }
    }
    case 'github':
      return { 'x-hub-signature-256': `sha256=${plain}` }
    case 'jira':
      return { 'x-hub-signature': `sha256=${plain}` }
    case 'gitlab':
      return { 'x-gitlab-token': secret }
    case 'pagerduty':
      return { 'x-pagerduty-signature': `v1=${plain}` }
    case 'standard-webhooks': {
      const id = `msg_${seconds}`
      const signature = `v1,${hmac(standardKey(secret), 'base64', `${id}.${seconds}.`, body)}`
      return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature }
    }
    case 'sentry':
      return { 'sentry-hook-signature': plain, 'sentry-hook-timestamp': seconds }
    case 'linear':
      return { 'linear-signature': plain }
    case 'grafana':
    case 'shared-token':
      return { [tokenHeader(expected.kind, expected.settings)]: secret }
  }
}

/** The header named in the settings of Grafana carries a signature, so its token has the usual one. */
function tokenHeader(kind: IntegrationKind, settings: IntegrationSettings): string {
  return kind === 'grafana' || settings.signatureHeader === '' ? TOKEN_HEADER : settings.signatureHeader
}
