import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type Reading, readEvidence, recognise } from './index.ts'
import { fileOf } from './source.ts'

const now = '2026-11-01T00:00:00Z'

function readings(text: string): readonly Reading[] {
  return [...readEvidence(recognise(fileOf('run.json', strToU8(text))), { now })]
}

function first(value: unknown): Extract<Reading, { outcome: 'read' }>['draft'] {
  const [reading] = readings(JSON.stringify(value))
  if (reading?.outcome !== 'read') throw new Error(JSON.stringify(reading))
  return reading.draft
}

function line(type: string, more: object): object {
  return {
    '@level': 'info',
    '@message': `${type} of it`,
    '@module': 'terraform.ui',
    '@timestamp': '2026-02-03T22:41:35.250000+01:00',
    type,
    ...more,
  }
}

function plan(change: object): object {
  return {
    format_version: '1.2',
    terraform_version: '1.13.3',
    timestamp: '2026-02-03T21:30:00Z',
    resource_changes: [{ address: 'aws_db_instance.quay', change: { actions: ['update'], ...change } }],
  }
}

describe('Terraform', () => {
  it('gives a finished resource its beginning', () => {
    const hook = { resource: { addr: 'aws_db_instance.quay' }, action: 'update', elapsed_seconds: 95 }
    const draft = first(line('apply_complete', { hook }))
    expect([draft.kind, draft.happenedAt?.at, draft.until]).toEqual([
      'config-change',
      '2026-02-03T21:40:00.250Z',
      '2026-02-03T21:41:35.250Z',
    ])
  })

  it('tells a plan from what was done, and a destruction as what cannot be undone', () => {
    const summary = (operation: string) =>
      first(line('change_summary', { changes: { add: 0, change: 1, remove: 1, operation } }))
    expect([summary('plan').kind, summary('apply').kind, summary('destroy').marks[0]]).toEqual([
      'observation',
      'config-change',
      'irreversible',
    ])
  })

  it('shows values only where the plan says that they are no secret', () => {
    const values = {
      before: { size: 1, master: 'one-hidden' },
      after: { size: 2, master: 'two-hidden' },
      after_unknown: {},
    }
    const masked = first(
      plan({ ...values, before_sensitive: { master: true }, after_sensitive: { master: true } }),
    )
    expect(masked.text).toContain('size from 1 to 2; master (its value is left out)')
    const inside = first(
      plan({ ...values, before_sensitive: {}, after_sensitive: { master: [{ a: true }] } }),
    )
    expect(inside.text).toContain('master (its value is left out)')
    const whole = first(plan({ ...values, before_sensitive: false, after_sensitive: true }))
    const none = first(plan(values))
    for (const draft of [masked, inside, whole, none]) expect(JSON.stringify(draft)).not.toMatch(/-hidden/)
    expect(none.text).not.toContain('from 1 to 2')
  })

  it('hides what is named like a secret even when nobody marked it', () => {
    const unmarked = {
      before: { db_password: 'one-hidden' },
      after: { db_password: 'two-hidden' },
      before_sensitive: {},
      after_sensitive: {},
    }
    expect(first(plan(unmarked)).text).not.toContain('-hidden')
  })

  it('leaves an old plan undated', () => {
    expect(
      first({ format_version: '0.1', terraform_version: '0.12.31', resource_changes: [] }).happenedAt,
    ).toBeNull()
  })

  it.each([
    [
      'a state',
      JSON.stringify({
        format_version: '1.0',
        terraform_version: '1.1.0',
        values: { outputs: { a: { value: 'a-hidden' } } },
      }),
    ],
    [
      'a plan that stops',
      '{"format_version":"1.2","terraform_version":"1.2.0","variables":{"a":{"value":"a-hidden"',
    ],
    [
      'a line that stops',
      `${JSON.stringify(line('log', {}))}\n{"@module":"terraform.ui","outputs":{"a":{"value":"a-hidden"`,
    ],
  ])('repeats no value of %s', (_, text) => {
    let told = ''
    try {
      told = JSON.stringify(readings(text))
    } catch (cause) {
      told = String(cause)
    }
    expect(told).not.toContain('a-hidden')
    expect(told).toMatch(/not-understood|stops in the middle/)
  })

  it.each([
    ['wrong types', line('apply_complete', { hook: 7, '@timestamp': 7 })],
    ['a type that is a member of every object', line('constructor', {})],
    [
      'a plan of nothing',
      {
        format_version: '1.2',
        terraform_version: '1',
        resource_changes: [{}, 1, { change: { actions: 'all' } }],
      },
    ],
  ])('survives %s', (_, value) => {
    expect(readings(JSON.stringify(value)).length).toBe(1)
  })

  it('compares values nested without end', () => {
    const deep = (end: string) => `${'{"a":'.repeat(5000)}"${end}"${'}'.repeat(5000)}`
    const empty = JSON.stringify(plan({ before: 'B', after: 'A', before_sensitive: {}, after_sensitive: {} }))
    const [reading] = readings(empty.replace('"B"', deep('x')).replace('"A"', deep('y')))
    expect(reading).toMatchObject({
      outcome: 'read',
      draft: { text: expect.stringContaining('update aws_db_instance.quay: a') },
    })
  })
})
