import { describe, expect, test } from 'vitest'
import { sayWithoutPronouns } from './pronouns.ts'
import { withholdCommits, withholdEveryLink, withholdLinks, withholdNetwork } from './withhold.ts'

describe('words for one person', () => {
  test.each([
    ['He was on call. She restarted it.', 'They were on call. They restarted it.'],
    ['What he saw was her dashboard.', 'What they saw was their dashboard.'],
    ['We told her that it was slow, and asked him.', 'We told them that it was slow, and asked them.'],
    ['She thinks it is fine.', 'The person thinks it is fine.'],
    ["He's on it; she hasn't looked.", "They are on it; they haven't looked."],
    ['The idea was his. It was hers, too.', 'The idea was theirs. It was theirs, too.'],
    ['He always looked at it himself.', 'They always looked at it themselves.'],
    ['he/she decides', 'the person decides'],
    ['The theme of the shell was here.', 'The theme of the shell was here.'],
    ['`he` and https://he.example/she are no one', '`he` and https://he.example/she are no one'],
    ['HIS is a hospital system', 'HIS is a hospital system'],
  ])('%s', (text, expected) => {
    expect(sayWithoutPronouns(text).text).toBe(expected)
  })

  test('are told in their sentence', () => {
    expect(sayWithoutPronouns('It was slow. She was away.').changes).toEqual([
      {
        before: 'She was away.',
        after: 'They were away.',
        name: 'She was',
        role: 'They were',
        kind: 'pronoun',
      },
    ])
  })
})

describe('what leads to somebody', () => {
  test.each([
    ['fixed by a1b2c3d4 today', 'fixed by [withheld: commit] today'],
    ['`9fceb02d0ae598e95dc970b74767f19372d61af8`', '`[withheld: commit]`'],
    ['pod checkout-7d9f8b6c5d-x2x4z', 'pod checkout-7d9f8b6c5d-x2x4z'],
    ['trace 4bf92f3577b34da6a3ce929d0e0e4736', 'trace 4bf92f3577b34da6a3ce929d0e0e4736'],
    ['sha256:9fceb02d0ae5', 'sha256:9fceb02d0ae5'],
    ['defaced 1234567 added', 'defaced 1234567 added'],
  ])('commits: %s', (text, expected) => {
    expect(withholdCommits(text).text).toBe(expected)
  })

  test.each([
    ['[the fix](https://github.com/acme/shop/pull/42)', 'the fix'],
    ['https://github.com/acme/shop/commit/9fceb02d0a', '[withheld: link]'],
    ['https://git.acme.example/a/b/-/merge_requests/7#note_1', '[withheld: link]'],
    ['https://github.com/zoelind', '[withheld: link]'],
    ['https://github.com/acme/shop', 'https://github.com/acme/shop'],
    ['https://wiki.acme.example/people/zoe', '[withheld: link]'],
    ['![desk](data:image/png;base64,iVBORw0KGgo=)', 'desk'],
  ])('links: %s', (text, expected) => {
    expect(withholdLinks(text).text).toBe(expected)
  })

  test.each([
    ['see [a](https://b.example) and https://c.example/d.', 'see a and [withheld: link].'],
    ['<https://c.example>', '[withheld: link]'],
    ['[1]: https://c.example "t"', '[withheld: link]'],
  ])('every link, for those outside: %s', (text, expected) => {
    expect(withholdEveryLink(text).text).toBe(expected)
  })

  test.each([
    ['from 10.0.3.17:5432', 'from [withheld: network]'],
    ['version 1.2.3 of 14:05:06', 'version 1.2.3 of 14:05:06'],
  ])('machines: %s', (text, expected) => {
    expect(withholdNetwork(text).text).toBe(expected)
  })
})
