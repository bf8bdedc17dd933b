import { describe, expect, test } from 'vitest'
import {
  type Caller,
  hiddenSentence,
  mayCall,
  mayDo,
  mayOnRecord,
  permissionRefusal,
  type RecordNeed,
  type RecordStanding,
} from './permission.ts'

const needs: readonly RecordNeed[] = [
  'read',
  'tell',
  'correct',
  'write',
  'act',
  'name',
  'register',
  'publish',
  'entrust',
  'keep',
]

const member: Caller = { kind: 'person', role: 'member', isSteward: false, scope: 'write' }
const stranger: RecordStanding = {
  isOpen: false,
  isOfTeam: false,
  reviewRoles: [],
  isOwner: false,
  hasFacilitator: true,
  stage: 'drafting',
}

function opened(caller: Caller, standing: Partial<RecordStanding>): readonly RecordNeed[] {
  return needs.filter((need) => mayOnRecord(caller, need, { ...stranger, ...standing }))
}

describe('who may, by role', () => {
  test.each([
    [null, [true, false, false, false]],
    ['reader', [true, true, false, false]],
    ['member', [true, true, true, false]],
    ['keeper', [true, true, true, true]],
  ] as const)('%s: anyone, reader, member, keeper: %j', (role, expected) => {
    expect((['anyone', 'reader', 'member', 'keeper'] as const).map((access) => mayDo(role, access))).toEqual(
      expected,
    )
  })

  test('reports are kept by a steward of any rank, and by no keeper who is none', () => {
    expect(mayCall({ ...member, role: 'reader', isSteward: true }, 'steward')).toBe(true)
    expect(mayCall({ ...member, role: 'keeper' }, 'steward')).toBe(false)
  })
})

describe('a record', () => {
  test('is closed to a member who is nothing to it, and to a keeper but for their office', () => {
    expect(opened(member, {})).toEqual([])
    expect(opened({ ...member, role: 'keeper' }, {})).toEqual(['entrust', 'keep'])
  })

  test('is worked on by its team, and by every member where it is open', () => {
    const work = ['read', 'tell', 'correct', 'write', 'act', 'name', 'publish', 'entrust']
    expect(opened(member, { isOfTeam: true })).toEqual(work)
    expect(opened(member, { isOpen: true })).toEqual(work)
  })

  test('is not opened to a reader of the installation by a team, but by being named', () => {
    const reader: Caller = { ...member, role: 'reader' }
    expect(opened(reader, { isOpen: true, isOfTeam: true })).toEqual([])
    expect(opened(reader, { reviewRoles: ['participant'] })).toEqual(['read', 'tell', 'correct'])
  })

  test('has its facts set right by participants until it is published', () => {
    expect(opened(member, { reviewRoles: ['participant'], stage: 'calibrating' })).toContain('correct')
    expect(opened(member, { reviewRoles: ['participant'], stage: 'published' })).toEqual(['read', 'tell'])
  })

  test('is read by its readers from calibrating on', () => {
    expect(opened(member, { reviewRoles: ['reader'] })).toEqual([])
    expect(opened(member, { reviewRoles: ['reader'], stage: 'calibrating' })).toEqual(['read'])
  })

  test('lets the owner of an action follow it through, and see nothing else', () => {
    expect(opened(member, { isOwner: true })).toEqual(['act'])
  })

  test('shows the people behind roles to its facilitator, and to those who write while there is none', () => {
    expect(opened(member, { reviewRoles: ['facilitator'] })).toContain('register')
    expect(opened(member, { isOfTeam: true })).not.toContain('register')
    expect(opened(member, { isOfTeam: true, hasFacilitator: false })).toContain('register')
    expect(opened(member, { reviewRoles: ['participant'], hasFacilitator: false })).not.toContain('register')
  })

  test('is drafted by an agent, and neither published, told nor shared by one', () => {
    const agent: Caller = { ...member, kind: 'agent' }
    expect(opened(agent, { isOfTeam: true, hasFacilitator: false })).toEqual([
      'read',
      'correct',
      'write',
      'act',
    ])
  })
})

describe('a refusal', () => {
  const asked = { name: 'correctFactor', access: 'member', changes: true, need: 'write' } as const

  test('reads the same for a record that is hidden and for none', () => {
    const hidden = permissionRefusal(asked, member, stranger)
    expect(hidden).toEqual({ kind: 'not-allowed', sentence: hiddenSentence })
    expect(permissionRefusal(asked, member, null)).toEqual(hidden)
  })

  test('says what is missing to whoever sees the record', () => {
    const reader = permissionRefusal(asked, member, { ...stranger, reviewRoles: ['participant'] })
    expect(reader?.sentence).toContain('any of them can name you as an author')
  })

  test('holds a token to reading, whoever owns it', () => {
    const token: Caller = { ...member, role: 'keeper', scope: 'read' }
    expect(permissionRefusal(asked, token, { ...stranger, isOfTeam: true })?.sentence).toContain(
      'this token may only read',
    )
  })

  test('tells an agent that a person decides', () => {
    const publish = { ...asked, name: 'publishReview', need: 'publish' } as const
    expect(
      permissionRefusal(publish, { ...member, kind: 'agent' }, { ...stranger, isOfTeam: true })?.sentence,
    ).toMatch(/^publishReview is not for an agent: .* decided by people/)
  })
})
