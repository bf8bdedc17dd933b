import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { type Reading, readEvidence, recognise } from './index.ts'
import { fileOf } from './source.ts'

const now = '2026-11-01T00:00:00Z'

function readings(text: string): readonly Reading[] {
  return [...readEvidence(recognise(fileOf('hooks.json', strToU8(text))), { now })]
}

function drafts(...values: readonly unknown[]): readonly EvidenceDraft[] {
  return readings(values.map((value) => JSON.stringify(value)).join('\n')).flatMap((reading) =>
    reading.outcome === 'read' ? [reading.draft] : [],
  )
}

const project = { path_with_namespace: 'harbour/quay', default_branch: 'main' }

function deployed(time: string): unknown {
  return {
    object_kind: 'deployment',
    status: 'success',
    status_changed_at: time,
    deployment_id: 4,
    deployable_id: 40,
    environment: 'production',
    project,
    ref: 'main',
  }
}

const job = {
  object_kind: 'build',
  build_id: 40,
  build_name: 'to production',
  build_status: 'success',
  build_finished_at: '2026-02-03 21:14:30 UTC',
  environment: { name: 'production', action: 'start', deployment_tier: 'production' },
  project_name: 'harbour / quay',
  ref: 'main',
}

describe('GitLab', () => {
  it.each([
    '2026-02-03 21:14:30 UTC',
    '2026-02-03T21:14:30Z',
    '2026-02-03T21:14:30.000Z',
    '2026-02-03T22:14:30+01:00',
    '2026-02-03 22:14:30 +0100',
  ])('reads the time %s', (time) => {
    expect(drafts(deployed(time))[0]?.happenedAt?.at).toBe('2026-02-03T21:14:30.000Z')
  })

  it('knows one deploy by its job, from the hook of the deployment, of the job and of the pipeline', () => {
    const pipeline = {
      object_kind: 'pipeline',
      object_attributes: { id: 9, status: 'success', created_at: '2026-02-03 21:00:00 UTC' },
      project,
      builds: [
        {
          id: 40,
          name: 'to production',
          status: 'success',
          environment: job.environment,
          finished_at: job.build_finished_at,
        },
      ],
    }
    const all = [deployed('2026-02-03 21:14:30 UTC'), job, pipeline]
    for (const one of all) expect(drafts(one).map((draft) => draft.key)).toContain('gitlab:deploy:40:success')
    expect(drafts(...all).filter((draft) => draft.kind === 'deploy').length).toBe(1)
  })

  it('does not invent a time for hooks that have none', () => {
    const flag = {
      object_kind: 'feature_flag',
      project,
      object_attributes: { id: 6, name: 'wide', active: false },
    }
    const [bare] = drafts(flag)
    expect([bare?.happenedAt, bare?.basis, bare?.text]).toEqual([
      null,
      'received',
      'Feature flag wide turned off',
    ])
    const kept = {
      receivedAt: 1770157211,
      headers: { 'X-Gitlab-Event': 'Feature Flag Hook', 'Idempotency-Key': 'k' },
      body: flag,
    }
    const [received] = drafts(kept, kept)
    expect([received?.happenedAt?.at, received?.key]).toEqual([
      '2026-02-03T22:20:11.000Z',
      'gitlab:delivery:k',
    ])
    expect(drafts(kept, kept).length).toBe(1)
  })

  it('takes the word of the arrival over the clocks of the commits', () => {
    const push = {
      object_kind: 'push',
      ref: 'refs/heads/main',
      before: 'a1'.repeat(20),
      after: 'b2'.repeat(20),
      project,
      commits: [{ id: 'b2'.repeat(20), message: 'Widen', timestamp: '2026-01-01T10:00:00+02:00' }],
    }
    expect(drafts(push)[0]?.basis).toBe('written')
    const [arrived] = drafts({
      receivedAt: '2026-02-03T10:00:00Z',
      headers: { 'X-Gitlab-Event': 'Push Hook' },
      body: push,
    })
    expect([arrived?.basis, arrived?.happenedAt?.at]).toEqual(['received', '2026-02-03T10:00:00.000Z'])
  })

  it('calls a job that has not ended no deploy', () => {
    expect(
      drafts({
        ...job,
        build_status: 'created',
        build_finished_at: null,
        build_created_at: '2026-02-03 21:00:00 UTC',
      })[0]?.kind,
    ).toBe('system')
  })

  it.each([
    ['wrong types', { object_kind: 'pipeline', object_attributes: [], builds: 'many' }],
    ['a status that is a member of every object', { ...job, build_status: 'constructor' }],
    ['a kind that is a member of every object', { object_kind: 'toString' }],
    ['nothing but a kind', { object_kind: 'deployment' }],
  ])('survives %s', (_, value) => {
    const [reading] = readings(JSON.stringify(value))
    expect(reading?.outcome).toMatch(/^(?:read|not-understood)$/)
    expect(JSON.stringify(reading)).not.toMatch(/undefined|function/)
  })
})
