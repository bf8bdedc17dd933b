import { createHmac } from 'node:crypto'
import { type IntegrationKind, integrationForms, usualSettings } from '@secondstory/review/model/integrations'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { type Arrived, objectionTo, signedHeaders, TOKEN_HEADER } from './signatures.ts'

/** A request with these headers. */
function arrived(
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
  addressToken = '',
): Arrived {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { body: Buffer.from(body), header: (name) => lower.get(name) ?? '', addressToken }
}

interface Vector {
  readonly kind: IntegrationKind
  readonly secret: string
  readonly now: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Headers that prove something; a letter of each is changed. */
  readonly proving: readonly string[]
}

const at = (seconds: number): string => new Date(seconds * 1000).toISOString()
const hex = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex')

const NOW = '2026-03-12T14:05:00.000Z'
const NOW_S = Date.parse(NOW) / 1000
const body = '{"action":"created","text":"Größe — 19 digits 1420452224764002246"}'

/** Examples the makers of the formats publish: their documentation and the test suites of their own libraries. */
const published: readonly Vector[] = [
  {
    kind: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    now: at(1531420618),
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    headers: {
      'X-Slack-Request-Timestamp': '1531420618',
      'X-Slack-Signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    proving: ['X-Slack-Request-Timestamp', 'X-Slack-Signature'],
  },
  {
    kind: 'github',
    secret: "It's a Secret to Everybody",
    now: NOW,
    body: 'Hello, World!',
    headers: {
      'X-Hub-Signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    },
    proving: ['X-Hub-Signature-256'],
  },
  {
    kind: 'standard-webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    now: at(1614265330),
    body: '{"test": 2432232314}',
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    proving: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  },
  {
    kind: 'pagerduty',
    secret: 'lDQHScfUeXUKaQRNF+8XIiDKZ7XX3itBAYzwU0TARw8lJqRnkKl2iB1anSb0Z+IK',
    now: NOW,
    body: '{"event":{"id":"01BWDWL3NYY7LUFPZCC28QUCMK","event_type":"incident.priority_updated","resource_type":"incident","occurred_at":"2021-04-26T17:36:27.458Z","agent":{"html_url":"https://acme.pagerduty.com/users/PLH1HKV","id":"PLH1HKV","self":"https://api.pagerduty.com/users/PLH1HKV","summary":"Tenex Engineer","type":"user_reference"},"client":null,"data":{"id":"PGR0VU2","type":"incident","self":"https://api.pagerduty.com/incidents/PGR0VU2","html_url":"https://acme.pagerduty.com/incidents/PGR0VU2","number":2,"status":"triggered","title":"A little bump in the road","service":{"html_url":"https://acme.pagerduty.com/services/PF9KMXH","id":"PF9KMXH","self":"https://api.pagerduty.com/services/PF9KMXH","summary":"API Service","type":"service_reference"},"assignees":[{"html_url":"https://acme.pagerduty.com/users/PTUXL6G","id":"PTUXL6G","self":"https://api.pagerduty.com/users/PTUXL6G","summary":"User 123","type":"user_reference"}],"escalation_policy":{"html_url":"https://acme.pagerduty.com/escalation_policies/PUS0KTE","id":"PUS0KTE","self":"https://api.pagerduty.com/escalation_policies/PUS0KTE","summary":"Default","type":"escalation_policy_reference"},"teams":[{"html_url":"https://acme.pagerduty.com/teams/PFCVPS0","id":"PFCVPS0","self":"https://api.pagerduty.com/teams/PFCVPS0","summary":"Engineering","type":"team_reference"}],"priority":{"html_url":"https://acme.pagerduty.com/account/incident_priorities","id":"PSO75BM","self":"https://api.pagerduty.com/priorities/PSO75BM","summary":"P1","type":"priority_reference"},"urgency":"high","conference_bridge":{"conference_number":1000,"conference_url":"https://example.com"},"resolve_reason":null}}}',
    headers: {
      'X-PagerDuty-Signature': 'v1=0c0b9495b893a39e70d1fea2fe11fbe0a825f88b9f67846f6cc07dd2bc5476cd',
    },
    proving: ['X-PagerDuty-Signature'],
  },
]

/** The rest is computed here, by the words of each format's documentation and not by the code under test. */
const computed: readonly Vector[] = [
  {
    kind: 'sentry',
    secret: 'sentry-client-secret',
    now: NOW,
    body,
    headers: { 'Sentry-Hook-Signature': hex('sentry-client-secret', body) },
    proving: ['Sentry-Hook-Signature'],
  },
  {
    kind: 'grafana',
    secret: 'grafana-hmac-secret',
    now: NOW,
    body,
    headers: { 'X-Grafana-Alerting-Signature': hex('grafana-hmac-secret', body) },
    proving: ['X-Grafana-Alerting-Signature'],
  },
  {
    kind: 'linear',
    secret: 'lin_wh_secret_of_a_test',
    now: NOW,
    body: `{"action":"create","webhookTimestamp":${NOW_S * 1000}}`,
    headers: {
      'Linear-Signature': hex(
        'lin_wh_secret_of_a_test',
        `{"action":"create","webhookTimestamp":${NOW_S * 1000}}`,
      ),
    },
    proving: ['Linear-Signature'],
  },
  {
    kind: 'gitlab',
    secret: 'gitlab-secret-token',
    now: NOW,
    body,
    headers: { 'X-Gitlab-Token': 'gitlab-secret-token' },
    proving: ['X-Gitlab-Token'],
  },
  {
    kind: 'alertmanager',
    secret: 'a-token-nobody-guesses',
    now: NOW,
    body,
    headers: { Authorization: 'Bearer a-token-nobody-guesses' },
    proving: ['Authorization'],
  },
  {
    kind: 'opsgenie',
    secret: 'a-token-nobody-guesses',
    now: NOW,
    body,
    headers: { 'X-Second-Story-Token': 'a-token-nobody-guesses' },
    proving: ['X-Second-Story-Token'],
  },
]

const vectors = [...published, ...computed]
const isSigned = ({ kind }: Vector): boolean =>
  !['gitlab', 'shared-token'].includes(integrationForms[kind].verification)

function judge(vector: Vector, request: Arrived, now = vector.now): string | null {
  return objectionTo(request, { kind: vector.kind, settings: usualSettings, secrets: [vector.secret], now })
}

describe.each(vectors)('$kind', (vector) => {
  it('takes what is genuine', () => {
    expect(judge(vector, arrived(vector.body, vector.headers))).toBeNull()
  })

  it('turns away a change of any single letter of what proves it', () => {
    for (const name of vector.proving) {
      const value = vector.headers[name] ?? ''
      for (let place = 0; place < value.length; place += 1) {
        for (const letter of ['0', 'A', 'z', '~', ',', '']) {
          if (value[place] === letter) continue
          const altered = value.slice(0, place) + letter + value.slice(place + 1)
          // Whether "Bearer" is written large or small says nothing.
          if (name === 'Authorization' && altered.toLowerCase() === value.toLowerCase()) continue
          const objection = judge(vector, arrived(vector.body, { ...vector.headers, [name]: altered }))
          expect(objection, `${name}: ${altered}`).toMatch(/^[A-Z].{20,}[.…"]$/)
        }
      }
    }
  })

  it.runIf(isSigned(vector))('turns away a change of any single bit of the body', () => {
    const bytes = Buffer.from(vector.body)
    for (let place = 0; place < bytes.length; place += 1) {
      for (const bit of [0x01, 0x80]) {
        const altered = Buffer.from(bytes)
        altered[place] = (altered[place] ?? 0) ^ bit
        expect(judge(vector, arrived(altered, vector.headers)), `byte ${place}`).not.toBeNull()
      }
    }
    expect(judge(vector, arrived(`${vector.body} `, vector.headers))).not.toBeNull()
    expect(judge(vector, arrived(bytes.subarray(1), vector.headers))).not.toBeNull()
  })

  it('says which header is missing', () => {
    for (const missing of vector.proving) {
      const rest = Object.fromEntries(Object.entries(vector.headers).filter(([name]) => name !== missing))
      expect(judge(vector, arrived(vector.body, rest))).toMatch(/^There is no /)
    }
  })

  it('takes the old secret and the new one while they change, and neither of two others', () => {
    const { kind, now, body: text, headers } = vector
    const ask = (secrets: readonly string[]) =>
      objectionTo(arrived(text, headers), { kind, settings: usualSettings, secrets, now })
    expect(ask(['the new secret of it', vector.secret])).toBeNull()
    expect(ask([vector.secret, 'the new secret of it'])).toBeNull()
    expect(ask(['the new secret of it', 'another one'])).not.toBeNull()
    expect(ask([])).toMatch(/has no secret yet/)
  })

  it('answers hostile headers with a sentence and never throws', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.constantFrom(
        'v1='.repeat(5000),
        'v0=',
        'sha256=',
        ','.repeat(4000),
        'v1, v1, v1,',
        ' ',
        '\u0000',
        '=',
      ),
      fc.integer({ min: 4097, max: 9_000 }).map((length) => 'a'.repeat(length)),
    )
    fc.assert(
      fc.property(hostile, fc.uint8Array({ maxLength: 64 }), (value, bytes) => {
        const headers = Object.fromEntries(vector.proving.map((name) => [name, value]))
        const objection = judge(vector, arrived(Buffer.from(bytes), headers))
        expect(objection).toMatch(/^[A-Z].{20,}[.…"]$/s)
        expect(objection).not.toContain(vector.secret)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the time of a delivery', () => {
  it.each(['slack', 'standard-webhooks'] as const)('may lie five minutes off on either side: %s', (kind) => {
    const vector = vectors.find((each) => each.kind === kind)
    if (vector === undefined) throw new Error(`There is no vector of ${kind}.`)
    const moved = (seconds: number) =>
      judge(
        vector,
        arrived(vector.body, vector.headers),
        new Date(Date.parse(vector.now) + seconds * 1000).toISOString(),
      )
    expect([moved(300), moved(-300)]).toEqual([null, null])
    expect(moved(301)).toMatch(/signed 301 seconds ago/)
    expect(moved(-301)).toMatch(/signed 301 seconds in the future/)
  })

  it('of Linear stands in the body and may lie a minute off', () => {
    const vector = vectors.find(({ kind }) => kind === 'linear')
    if (vector === undefined) throw new Error('There is no vector of Linear.')
    const moved = (seconds: number) =>
      judge(vector, arrived(vector.body, vector.headers), at(NOW_S + seconds))
    expect([moved(60), moved(-60)]).toEqual([null, null])
    expect([moved(61), moved(-61)].every((sentence) => sentence?.includes('61 seconds') === true)).toBe(true)
    const timeless = '{"action":"create"}'
    const headers = { 'linear-signature': hex(vector.secret, timeless) }
    expect(judge(vector, arrived(timeless, headers))).toMatch(/does not say when it was sent/)
  })

  it('of Grafana is looked at where a header for it is named', () => {
    const secret = 'grafana-hmac-secret'
    const stamp = String(NOW_S)
    const settings = { ...usualSettings, timestampHeader: 'x-signed-at', signatureHeader: 'x-signature' }
    const ask = (headers: Readonly<Record<string, string>>, now = NOW) =>
      objectionTo(arrived(body, headers), { kind: 'grafana', settings, secrets: [secret], now })
    const signature = hex(secret, `${stamp}:${body}`)
    expect(ask({ 'x-signature': signature, 'x-signed-at': stamp })).toBeNull()
    expect(ask({ 'x-signature': signature, 'x-signed-at': String(NOW_S + 1) })).toMatch(/does not belong/)
    expect(ask({ 'x-signature': hex(secret, body) })).toMatch(/no x-signed-at header/)
    expect(ask({ 'x-signature': signature, 'x-signed-at': stamp }, at(NOW_S + 301))).toMatch(/301 seconds/)
  })
})

describe('several signatures', () => {
  const vector = published[3]
  if (vector === undefined) throw new Error('There is a vector of PagerDuty.')
  const right = vector.headers['X-PagerDuty-Signature'] ?? ''
  const wrong = `v1=${'0'.repeat(64)}`
  it.each([
    [`${wrong},${right}`, true],
    [`${right}, ${wrong}`, true],
    [`${wrong},${wrong}`, false],
    [`${Array.from({ length: 25 }, () => wrong).join(',')},${right}`, false],
  ])('of PagerDuty: %s', (value, isTaken) => {
    expect(judge(vector, arrived(vector.body, { 'x-pagerduty-signature': value })) === null).toBe(isTaken)
  })

  it('of Standard Webhooks are a list, of which other versions are passed over', () => {
    const standard = published[2]
    if (standard === undefined) throw new Error('There is a vector of Standard Webhooks.')
    const mine = standard.headers['webhook-signature'] ?? ''
    const ask = (value: string) =>
      judge(standard, arrived(standard.body, { ...standard.headers, 'webhook-signature': value }))
    expect(ask(`v1a,${'A'.repeat(86)}== ${mine}`)).toBeNull()
    expect(ask(mine.replace('v1,', 'v2,'))).not.toBeNull()
  })
})

describe('other ways to prove it', () => {
  it('GitLab signs as Standard Webhooks do when a signing token is set', () => {
    const secret = `whsec_${Buffer.from('twenty-four bytes of key').toString('base64')}`
    const signature = new Webhook(secret).sign('msg_1', new Date(NOW), body)
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(NOW_S),
      'webhook-signature': signature,
    }
    const ask = (text: string) =>
      objectionTo(arrived(text, headers), {
        kind: 'gitlab',
        settings: usualSettings,
        secrets: [secret],
        now: NOW,
      })
    expect(ask(body)).toBeNull()
    expect(ask(`${body} `)).toMatch(/does not belong/)
  })

  it('a token may stand in the address only where the sender can add no header', () => {
    const ask = (kind: IntegrationKind) =>
      objectionTo(arrived(body, {}, 'the-token-of-it'), {
        kind,
        settings: usualSettings,
        secrets: ['the-token-of-it'],
        now: NOW,
      })
    expect([ask('statuspage'), ask('shared-token')]).toEqual([null, null])
    expect([ask('datadog'), ask('alertmanager')].every((each) => each?.startsWith('There is no token'))).toBe(
      true,
    )
  })

  it('basic credentials carry the token as their password', () => {
    const headers = { authorization: `Basic ${Buffer.from('anyone:the-token:of-it').toString('base64')}` }
    const expected = { kind: 'alertmanager', settings: usualSettings, now: NOW } as const
    expect(objectionTo(arrived(body, headers), { ...expected, secrets: ['the-token:of-it'] })).toBeNull()
    expect(objectionTo(arrived(body, headers), { ...expected, secrets: ['the-token'] })).not.toBeNull()
  })
})

describe('what is signed here', () => {
  it.each(Object.keys(integrationForms) as IntegrationKind[])('is taken here: %s', (kind) => {
    const secret = 'a secret for trying it out'
    const text = JSON.stringify({ webhookTimestamp: NOW_S * 1000 })
    const headers = signedHeaders({ kind, settings: usualSettings, now: NOW }, secret, Buffer.from(text))
    const expected = { kind, settings: usualSettings, secrets: [secret], now: NOW }
    expect(objectionTo(arrived(text, headers), expected)).toBeNull()
    expect(objectionTo(arrived(text, headers), { ...expected, secrets: ['another secret'] })).not.toBeNull()
  })

  it('is what the library of Standard Webhooks signs', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    const headers = signedHeaders(
      { kind: 'standard-webhooks', settings: usualSettings, now: NOW },
      secret,
      Buffer.from(body),
    )
    const theirs = new Webhook(secret).sign(headers['webhook-id'] ?? '', new Date(NOW), body)
    expect(headers['webhook-signature']).toBe(theirs)
  })

  it('names the header of tokens in one place', () => {
    expect(TOKEN_HEADER).toBe('x-second-story-token')
  })
})
