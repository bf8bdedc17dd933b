import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact, redactDraft } from './redact.ts'

/** Before, after; secrets are written in parts so that no scanner takes them for live ones. */
const removed: readonly (readonly [string, string])[] = [
  ['postgres://app:p@ss/w0rd@db:5432/x', 'postgres://[removed: password]@db:5432/x'],
  ['redis://:pw@cache:6379', 'redis://[removed: password]@cache:6379'],
  ['https://x.example/z?token=abc&b=1', 'https://x.example/z?token=[removed: token]&b=1'],
  [
    `see https://files.example/a.png?t=${'xo'}xe-123-abcdef`,
    'see https://files.example/a.png?t=[removed: token]',
  ],
  ['password=hunter2 and more', 'password=[removed: password] and more'],
  ['PGPASSWORD=x psql', 'PGPASSWORD=[removed: password] psql'],
  ['the password is correct-horse-9', 'the password is [removed: password]'],
  ['{"password":"hun ter2","a":1}', '{"password":[removed: password],"a":1}'],
  ['{\\"password\\":\\"hunter2\\"}', '{\\"password\\":[removed: password]}'],
  ['mysql -u root --password s3cret', 'mysql -u root --password [removed: password]'],
  ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'Authorization: Basic [removed: token]'],
  ['Cookie: sid=1; theme=dark', 'Cookie: [removed: token]'],
  [`key ${'AK'}IAIOSFODNN7ABCDEFG used`, 'key [removed: key] used'],
  ['key: AbCd1234EfGh5678IjKl9012', 'key: [removed: key]'],
  ['mail jane.doe@mail.example.com now', 'mail [removed: e-mail] now'],
  ['call me on +49 151 23456789, please', 'call me on [removed: phone number], please'],
  ['bridge: +1 (555) 010-1234', 'bridge: [removed: phone number]'],
  ['+4915123456789 did not ring', '[removed: phone number] did not ring'],
  ['ring 555-010-1234 or (555) 010-1234', 'ring [removed: phone number] or [removed: phone number]'],
  ['phone: 0151 2345 6789', 'phone: [removed: phone number]'],
  ['{"phone_number":"030 1234567"}', '{"phone_number":"[removed: phone number]"}'],
  ['<tel:+15550101234|+1 555 010 1234>', '<tel:[removed: phone number]|[removed: phone number]>'],
  ['client_ip=203.0.113.77 refused', 'client_ip=[removed: IP address] refused'],
  ['{"user":{"ip_address":"203.0.113.77"}}', '{"user":{"ip_address":"[removed: IP address]"}}'],
  ['X-Forwarded-For: 2001:db8:85a3::8a2e:370:7334', 'X-Forwarded-For: [removed: IP address]'],
  ['"sourceIPAddress": "198.51.100.9"', '"sourceIPAddress": "[removed: IP address]"'],
  ['remote address 198.51.100.9', 'remote address [removed: IP address]'],
  ['12 March 2026 4111 1111 1111 1111 was charged', '12 March 2026 [removed: card number] was charged'],
  [`-----BEGIN ${'PRIVATE'} KEY-----\nabc\n-----END ${'PRIVATE'} KEY----- tail`, '[removed: key] tail'],
  [`-----BEGIN ${'PRIVATE'} KEY-----\nabc and no end`, '[removed: key]'],
]

const kept: readonly string[] = [
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7',
  'key=9fceb02d0ae598e95dc970b74767f19372d61af8',
  'request 550e8400-e29b-41d4-a716-446655440000 from 10.2.3.4 and [2001:db8::1]',
  'the password was reset, the token expired, the secret was rotated',
  'max_tokens=4096 and token: 5 left',
  'basic auth was down, the bearer of bad news',
  'order 4111111111111112 and id 1736554746482349',
  'git clone ssh://git@github.com/harbour/checkout-api and git@github.com:harbour/x',
  'ping @ines about https://grafana.example/d/abc?from=1&to=2',
  'npm i @harbour/checkout@4.18.0',
  'from 203.0.113.77 to 10.2.3.4:5432, gateway 198.51.100.1',
  'client_ip=10.2.3.4 and remote addr 192.168.1.9, user ip ::1',
  'at 2026-03-12T14:02:09+0100, UTC+01:00, +02:00, build 2026-03-12-1405',
  'diff +1048576 -20480, replicas +12 000, version 1.555-010-12345',
  'telemetry: 0.0.123456789, mobile release 4.18.0, cellar 12345678',
  'span 555-0101-234567 of job 12-555-010-1234',
]

describe('redact', () => {
  it.each(removed)('removes the secret in %j', (before, after) => {
    expect(redact(before).text).toBe(after)
    expect(redact(before).removed.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0)
  })

  it.each(kept)('leaves %j as it is', (text) => {
    expect(redact(text)).toEqual({ text, removed: [] })
  })

  it('applied twice changes nothing more', () => {
    const parts = fc.constantFrom(
      ...removed.map(([before]) => before),
      ...kept,
      ' ',
      '"',
      '=',
      'password',
      'token: ',
      '@',
      ': ',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(' ')).text
        expect(redact(once).text).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('looks at every text field of a draft', () => {
    const secret = `${'gh'}p_${'A1b2C3d4E5'.repeat(4)}`
    const { draft, removed: found } = redactDraft({
      source: 'notes',
      key: `k ${secret}`,
      happenedAt: null,
      basis: 'declared',
      sequence: secret,
      kind: 'note',
      speaker: { kind: 'person', ref: secret, name: secret, handles: [secret] },
      text: secret,
      place: secret,
      thread: secret,
      link: secret,
      marks: [secret],
      correlates: [secret],
    })
    expect(JSON.stringify(draft)).not.toContain(secret)
    expect(found).toEqual([{ kind: 'token', count: 11 }])
  })

  /** Texts made to be slow: doubling their length may not much more than double the work. */
  const slow: readonly (readonly [string, string])[] = [
    ['words', 'password '],
    ['assignments', 'password="'],
    ['names', '_token'],
    ['schemes', 'http://'],
    ['dots', 'a.'],
    ['ats', 'a@'],
    ['digits', '4 '],
    ['one run of digits', '4'],
    ['beginnings of keys', `-----BEGIN ${'PRIVATE'} KEY-----`],
    ['beginnings of web tokens', 'eyJ'],
    ['queries', '?token'],
    ['backslashes', 'password="\\'],
    ['colons', '://a:'],
  ]
  it.each(slow)('takes time in proportion to the length of many %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(400_000 / piece.length))
    const start_ms = performance.now()
    redact(text)
    // 400,000 characters take a few milliseconds; a pattern that squares them would take minutes.
    expect(performance.now() - start_ms).toBeLessThan(5000)
  })
})
