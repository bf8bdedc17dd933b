/** Which side follows which, and that both end the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formOf, type IntegrationKind, integrationForms } from './integrations.ts'
import { conflictChoice, type IssueLink, issueLinkSentence } from './issue-links.ts'
import {
  agree,
  type Here,
  hereOf,
  isOvertaken,
  isTracker,
  type LastSeen,
  neverSeen,
  readIssueAddress,
  seenAfter,
  stepOf,
  type There,
  type TrackerKind,
  type TrackerPlace,
  trackerForms,
  trackerObjection,
} from './trackers.ts'

const here = fc.constantFrom<Here>('open', 'done', 'dropped')

/** Two sides and what is remembered of them, as plain values. */
interface World {
  readonly here: Here
  readonly there: There
  readonly seen: LastSeen
  readonly isAsked: boolean
}

const agreed: World = { here: 'open', there: 'open', seen: { here: 'open', there: 'open' }, isAsked: false }

/** What a tracker makes of a state: one that does not tell why knows "closed" alone. */
function told(to: Here, tellsWhy: boolean): There {
  return to === 'open' || tellsWhy ? to : 'closed'
}

/** One look at both sides, and what follows from it. */
function look(world: World, tellsWhy: boolean): World {
  const step = stepOf(world.seen, world.here, world.there)
  if (step.do === 'rest') return { ...world, seen: step.seen, isAsked: false }
  if (step.do === 'ask') return { ...world, isAsked: true }
  if (step.do === 'follow')
    return { ...world, here: step.to, seen: { here: step.to, there: world.there }, isAsked: false }
  const there = told(step.to, tellsWhy)
  return { ...world, there, seen: { here: step.to, there }, isAsked: false }
}

type Event =
  | { readonly what: 'here'; readonly to: Here }
  | { readonly what: 'there'; readonly to: Here }
  | { readonly what: 'look' }
  | { readonly what: 'choose'; readonly side: 'here' | 'there' }

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ what: fc.constant('here' as const), to: here }),
  fc.record({ what: fc.constant('there' as const), to: here }),
  fc.constant({ what: 'look' } as const),
  fc.record({
    what: fc.constant('choose' as const),
    side: fc.constantFrom('here' as const, 'there' as const),
  }),
)

function after(world: World, happened: Event, tellsWhy: boolean): World {
  if (happened.what === 'here') return { ...world, here: happened.to }
  if (happened.what === 'there') return { ...world, there: told(happened.to, tellsWhy) }
  if (happened.what === 'look') return look(world, tellsWhy)
  if (!world.isAsked) return world
  return { ...world, seen: seenAfter(happened.side, world.here, world.there) }
}

describe('two sides', () => {
  it('agree after one look, or a person is asked; a second look changes nothing', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.boolean(), (events, tellsWhy) => {
        const world = events.reduce((now, each) => after(now, each, tellsWhy), agreed)
        const once = look(world, tellsWhy)
        expect(once.isAsked || agree(once.here, once.there)).toBe(true)
        expect(look(once, tellsWhy)).toEqual(once)
      }),
      { numRuns: 1000 },
    )
  })

  it('end the same however often and between whatever changes of one side a look falls', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('here' as const, 'there' as const),
        fc.array(here, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
        (side, changes, looks) => {
          const often = changes.reduce((now, to, index) => {
            let world = after(now, { what: side, to }, true)
            for (let again = 0; again < (looks[index] ?? 0); again += 1) world = look(world, true)
            return world
          }, agreed)
          const last = changes.at(-1)
          const ended = look(often, true)
          expect([ended.here, ended.there, ended.isAsked]).toEqual([last, last, false])
        },
      ),
    )
  })

  it('are never written over when both changed: what was said on either side is still there to choose', () => {
    fc.assert(
      fc.property(here, here, fc.constantFrom('here' as const, 'there' as const), (ours, theirs, side) => {
        const both: World = { ...agreed, here: ours, there: theirs }
        const looked = look(both, true)
        fc.pre(ours !== 'open' && theirs !== 'open' && ours !== theirs)
        expect(looked).toEqual({ ...both, isAsked: true })
        const chosen = look(after(looked, { what: 'choose', side }, true), true)
        const expected = side === 'here' ? ours : theirs
        expect([chosen.here, chosen.there, chosen.isAsked]).toEqual([expected, expected, false])
      }),
    )
  })

  it('that never met are asked about only when they differ', () => {
    expect(stepOf(neverSeen, 'open', 'open').do).toBe('rest')
    expect(stepOf(neverSeen, 'done', 'closed').do).toBe('rest')
    expect(stepOf(neverSeen, 'open', 'done').do).toBe('ask')
  })

  it('a question is over when the sides come to agree by themselves', () => {
    const asked = look({ ...agreed, here: 'done', there: 'dropped' }, true)
    expect(asked.isAsked).toBe(true)
    expect(look({ ...asked, there: 'done' }, true)).toMatchObject({ isAsked: false, seen: { there: 'done' } })
    expect(look({ ...asked, there: 'open' }, true)).toMatchObject({ here: 'done', there: 'done' })
  })

  it('a proposal and a promise are open there, and closed there without a reason is done here', () => {
    expect([hereOf.proposed, hereOf.open, hereOf.done, hereOf.dropped]).toEqual([
      'open',
      'open',
      'done',
      'dropped',
    ])
    expect(stepOf({ here: 'open', there: 'open' }, 'open', 'closed')).toEqual({ do: 'follow', to: 'done' })
  })
})

describe('a reading', () => {
  it('that was overtaken on its way is told by its time', () => {
    expect(isOvertaken(null, { changedAt: '2026-03-12T12:00:00.000Z' })).toBe(false)
    const known = '2026-03-12T12:00:01.000Z'
    expect(isOvertaken(known, { changedAt: '2026-03-12T12:00:00.000Z' })).toBe(true)
    expect(isOvertaken(known, { changedAt: known })).toBe(false)
  })
})

const places: Readonly<Record<TrackerKind, TrackerPlace>> = {
  github: { kind: 'github', settings: { baseAddress: '', place: 'acme/checkout' } },
  gitlab: { kind: 'gitlab', settings: { baseAddress: '', place: 'acme/checkout' } },
  jira: { kind: 'jira', settings: { baseAddress: 'https://acme.atlassian.net/', place: 'OPS' } },
  linear: { kind: 'linear', settings: { baseAddress: '', place: 'ENG' } },
}

describe('the address of an issue', () => {
  it('is read in the form its tracker shows as an example', () => {
    const read = Object.values(places).map((place) => {
      const found = readIssueAddress(place, `  ${trackerForms[place.kind].example}?focus=1#note_3 `)
      return typeof found === 'string' ? found : `${found.externalId} ${found.key} ${found.url}`
    })
    expect(read).toEqual([
      '42 acme/checkout#42 https://github.com/acme/checkout/issues/42',
      '42 acme/checkout#42 https://gitlab.com/acme/checkout/-/issues/42',
      'OPS-12 OPS-12 https://acme.atlassian.net/browse/OPS-12',
      'ENG-7 ENG-7 https://linear.app/acme/issue/ENG-7',
    ])
  })

  it('is read below the path a company put its tracker at', () => {
    const own: TrackerPlace = {
      kind: 'jira',
      settings: { baseAddress: 'https://tools.example/jira', place: 'OPS' },
    }
    expect(readIssueAddress(own, 'https://tools.example/jira/browse/OPS-3')).toMatchObject({ key: 'OPS-3' })
  })

  it.each([
    ['nothing of the kind', '“nothing of the kind” is no address'],
    ['https://gitlab.com/acme/checkout/-/issues/42', 'this tracker is at https://github.com'],
    ['https://github.com/acme/checkout/pull/42', 'there is no issue'],
    ['https://github.com/acme/ledger/issues/42', 'belongs to acme/ledger'],
  ])('%s is answered with what was found and what helps', (written, expected) => {
    expect(readIssueAddress(places.github, written)).toContain(expected)
  })
})

describe('a tracker', () => {
  it('is a sort of integration, and every sort that is one has a form', () => {
    const kinds = Object.keys(integrationForms) as IntegrationKind[]
    expect(kinds.filter(isTracker).toSorted()).toEqual(Object.keys(trackerForms).toSorted())
  })

  it('says what is missing before anything is asked of it', () => {
    const says = formOf('jira').says
    expect(trackerObjection(places.jira, says)).toBeNull()
    expect(trackerObjection({ kind: 'jira', settings: { baseAddress: '', place: 'OPS' } }, says)).toContain(
      'no address of its own',
    )
    expect(
      trackerObjection({ kind: 'github', settings: { baseAddress: '', place: 'checkout' } }, 'GitHub'),
    ).toBe('“Repository for issues” is “checkout”. Such as acme/checkout.')
  })
})

describe('what a link says', () => {
  const link: IssueLink = {
    id: 'l',
    incidentId: 'i',
    actionId: 'a',
    integrationId: 't',
    kind: 'jira',
    key: 'OPS-12',
    url: 'https://acme.atlassian.net/browse/OPS-12',
    state: 'linked',
    there: 'open',
    word: 'In Progress',
    assignedThere: '',
    readAt: null,
    conflict: null,
    dueAt: null,
    because: '',
    isGivenUp: false,
    version: 1,
  }

  it.each([
    [{}, 'OPS-12 is in progress at Jira.'],
    [{ word: '', there: 'dropped' }, 'OPS-12 is given up at Jira.'],
    [{ there: null }, 'OPS-12 is being read.'],
    [{ state: 'making', key: '' }, 'The issue is being made at Jira.'],
    [{ because: 'Jira is away.' }, 'Jira is away. It is tried again by itself.'],
    [{ state: 'gone' }, 'OPS-12 is not at Jira any more'],
    [{ because: 'No such project.', isGivenUp: true }, 'Nothing is tried any more until you ask for it.'],
  ] as const)('%o', (more, expected) => {
    expect(issueLinkSentence({ ...link, ...more }, 'Jira')).toContain(expected)
  })

  it('asks which side holds, and says what each is', () => {
    expect(conflictChoice({ here: 'done', there: 'dropped', because: '' }, 'Jira')).toEqual({
      question:
        'Here it is done, at Jira it is given up, and both changed since they last agreed. Which one holds?',
      here: 'Ours: done',
      there: 'Theirs: given up',
    })
  })
})
