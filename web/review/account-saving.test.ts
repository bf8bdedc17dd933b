import { noWords, type OwnAccount } from '@secondstory/review/model/accounts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  confirmedAccount,
  entryIn,
  joinedEntry,
  metAccount,
  missedAccount,
  openedAccount,
  pauseOf,
  readKeptAccount,
  sendingAccount,
  typedAccount,
} from './account-saving.ts'

const account: OwnAccount = {
  id: 'a',
  incidentId: 'i',
  role: 'database on-call',
  words: noWords,
  eventIds: [],
  stretch: null,
  isAsTold: false,
  consent: '',
  welcomesThanks: false,
  state: 'private',
  savedAt: '2026-03-12T14:02:00.000Z',
  version: 1,
}
const saying = (saw: string) => ({ words: { ...noWords, saw } })

it('what is typed while an answer is on its way is sent next, and nothing of it is lost', () => {
  const sent = sendingAccount(typedAccount(openedAccount(account, null), saying('flat')))
  const more = typedAccount(sent, saying('flat graph'))
  const after = confirmedAccount(more, { ...account, version: 2, ...saying('flat') })
  expect(after).toMatchObject({ state: 'changed', version: 2, entry: saying('flat graph') })
  expect(pauseOf(after)).toBe(700)
  const done = confirmedAccount(sendingAccount(after), { ...account, version: 3, ...saying('flat graph') })
  expect(done.state).toBe('saved')
  expect(pauseOf(done)).toBeNull()
})

it('roles that took the place of names are taken over', () => {
  const sent = sendingAccount(typedAccount(openedAccount(account, null), saying('asked Mia')))
  const after = confirmedAccount(sent, { ...account, version: 2, ...saying('asked the support lead') })
  expect(after).toMatchObject({ state: 'saved', entry: saying('asked the support lead') })
})

it('what this device kept comes back after a reload, field by field', () => {
  const typed = typedAccount(openedAccount(account, null), saying('flat'))
  const kept = readKeptAccount(JSON.parse(JSON.stringify({ entry: typed.entry, base: typed.base })))
  const elsewhere = { ...account, version: 4, words: { ...noWords, tried: 'a restart' } }
  expect(openedAccount(elsewhere, kept)).toMatchObject({
    state: 'changed',
    version: 4,
    entry: { words: { saw: 'flat', tried: 'a restart' } },
  })
  expect(readKeptAccount({ entry: {}, base: {} })).toBeNull()
  expect(readKeptAccount('x')).toBeNull()
})

it('out of reach it is kept, tried ever less often, and sent as soon as something answers', () => {
  let saving = typedAccount(openedAccount(account, null), saying('flat'))
  const pauses = [0, 1, 2, 3, 4, 5, 6].map(() => {
    saving = missedAccount(sendingAccount(saving))
    return pauseOf(saving) ?? 0
  })
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses.at(-1)).toBe(60_000)
  expect(typedAccount(saving, saying('flatter')).state).toBe('kept')
})

it('another window’s words are joined', () => {
  const mine = typedAccount(openedAccount(account, null), saying('flat'))
  const met = metAccount(mine, { ...account, version: 9, words: { ...noWords, believed: 'a lag' } })
  expect(met).toMatchObject({
    state: 'changed',
    version: 9,
    entry: { words: { saw: 'flat', believed: 'a lag' } },
  })
})

it('law: joining with what nobody changed changes nothing, and what I changed always stays', () => {
  const word = fc.string()
  const entries = fc
    .record({ saw: word, believed: word, tried: word, expected: word, surprised: word })
    .map((words) => entryIn({ ...account, words }))
  fc.assert(
    fc.property(entries, entries, entries, (base, mine, theirs) => {
      expect(joinedEntry(base, mine, base)).toEqual(mine)
      expect(joinedEntry(base, base, theirs)).toEqual(theirs)
      const joined = joinedEntry(base, mine, theirs)
      if (mine.words.saw !== base.words.saw) expect(joined.words.saw).toBe(mine.words.saw)
    }),
  )
})
