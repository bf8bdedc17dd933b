import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { EvidenceDraft } from '../model/evidence.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { propose } from './proposals.ts'
import { registerOf } from './register.ts'
import { fileOf } from './source.ts'

const now = '2026-11-01T00:00:00Z'

function readings(text: string): readonly Reading[] {
  return [...readEvidence(recognise(fileOf('events.json', strToU8(text))), { now })]
}

function drafts(...values: readonly unknown[]): readonly EvidenceDraft[] {
  return readings(values.map((value) => JSON.stringify(value)).join('\n')).flatMap((reading) =>
    reading.outcome === 'read' ? [reading.draft] : [],
  )
}

const repository = {
  node_id: 'R_1',
  full_name: 'harbour/quay',
  html_url: 'https://github.com/harbour/quay',
  default_branch: 'main',
}
const sender = { login: 'noor-k', node_id: 'U_1', type: 'User' }
const pull = {
  id: 7,
  node_id: 'PR_7',
  number: 7,
  title: 'Widen the pool',
  state: 'closed',
  html_url: 'https://github.com/harbour/quay/pull/7',
  url: 'https://api.github.com/repos/harbour/quay/pulls/7',
  head: { sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334' },
  base: { ref: 'main' },
  created_at: '2026-02-03T10:00:00Z',
  updated_at: '2026-02-03T12:00:00Z',
  closed_at: '2026-02-03T11:00:00Z',
  merged_at: '2026-02-03T11:00:00Z',
}

describe('GitHub', () => {
  it('gives a thing one key, delivered with headers, without, logged or listed', () => {
    const body = { action: 'closed', pull_request: pull, repository, sender }
    const ways = [
      { headers: { 'x-github-event': 'pull_request' }, body },
      { headers: { 'X-GitHub-Event': 'pull_request' }, body: JSON.stringify(body) },
      body,
      { guid: 'g', event: 'pull_request', delivered_at: '2026-02-03T11:00:02Z', request: { payload: body } },
      pull,
    ]
    const keys = ways.map((way) => drafts(way)[0]?.key)
    expect(new Set(keys)).toEqual(new Set(['github:pull_request:7:merged']))
    expect(drafts(...ways).length).toBe(1)
    expect(drafts(pull)[0]?.correlates[0]).toBe('pr:harbour/quay/pull/7')
  })

  it('trusts the clock of the push over the clocks of the commits in it', () => {
    const pushed = {
      ref: 'refs/heads/main',
      before: 'a1'.repeat(20),
      after: 'b2'.repeat(20),
      commits: [
        { id: 'b2'.repeat(20), message: 'Later than it looks', timestamp: '2025-12-01T09:00:00+01:00' },
      ],
      head_commit: { timestamp: '2025-12-01T09:00:00+01:00' },
      sender,
    }
    const [stored] = drafts({ ...pushed, repository: { ...repository, pushed_at: 1770112800 } })
    expect([stored?.happenedAt?.at, stored?.basis]).toEqual(['2026-02-03T10:00:00.000Z', 'recorded'])
    const [written] = drafts({ ...pushed, repository })
    expect([written?.happenedAt?.at, written?.basis]).toEqual(['2025-12-01T08:00:00.000Z', 'written'])
  })

  it('takes a release by when it came out, not by the date of its commit', () => {
    const release = {
      id: 3,
      node_id: 'RE_3',
      html_url: 'https://github.com/harbour/quay/releases/3',
      tag_name: 'v2.0.1',
      created_at: '2025-11-30T08:00:00Z',
      published_at: '2026-02-03T10:00:00Z',
    }
    const [draft] = drafts({ action: 'published', release, repository, sender })
    expect([draft?.kind, draft?.happenedAt?.at]).toEqual(['deploy', '2026-02-03T10:00:00.000Z'])
  })

  it('says about when, or not at all, where the body has no time', () => {
    const made = { ref: 'v1', ref_type: 'tag', master_branch: 'main', pusher_type: 'user', sender }
    const [near] = drafts({ ...made, repository: { ...repository, pushed_at: '2026-02-03T10:00:00Z' } })
    expect(near?.happenedAt?.isAbout).toBe(true)
    const [never] = drafts({ ...made, repository })
    expect(never?.happenedAt).toBeNull()
    const [received] = drafts({
      receivedAt: '2026-02-03T10:00:09Z',
      headers: { 'X-GitHub-Event': 'create' },
      body: { ...made, repository },
    })
    expect([received?.happenedAt?.at, received?.basis]).toEqual(['2026-02-03T10:00:09.000Z', 'received'])
  })

  it('keeps two labels of one second apart', () => {
    const issue = { id: 9, number: 9, title: 'Slow quay', updated_at: '2026-02-03T10:00:00Z', html_url: 'h' }
    const labelled = (name: string) => ({ action: 'labeled', issue, label: { name }, repository, sender })
    expect(drafts(labelled('incident'), labelled('sev2')).map((draft) => draft.text.split(':')[0])).toEqual([
      'Issue #9 labeled incident',
      'Issue #9 labeled sev2',
    ])
  })

  it('tells people, systems and agents apart by their accounts', () => {
    const by = (login: string, type: string) =>
      drafts({ ...pull, merged_by: { login, type } }).map((draft) => draft.speaker?.kind)[0]
    expect([by('noor-k', 'User'), by('renovate[bot]', 'Bot'), by('claude[bot]', 'Bot')]).toEqual([
      'person',
      'system',
      'agent',
    ])
    expect(drafts(pull)[0]?.speaker).toBeNull()
  })

  it.each([
    [
      'a wrong type everywhere',
      { action: 7, pull_request: { id: [], node_id: {}, html_url: 1, number: null } },
    ],
    [
      'an event named like a member of every object',
      { headers: { 'X-GitHub-Event': 'constructor' }, body: {} },
    ],
    ['an object that is missing', { headers: { 'X-GitHub-Event': 'deployment_status' }, body: { sender } }],
    ['commits that are none', { headers: { 'X-GitHub-Event': 'push' }, body: { commits: 'all', ref: [] } }],
  ])('survives %s', (_, value) => {
    for (const reading of readings(JSON.stringify(value)))
      expect(['read', 'not-understood']).toContain(reading.outcome)
  })

  it('keeps what came whole before a cut, and tells the rest', () => {
    const whole = JSON.stringify(pull)
    expect(readings(`${whole}\n${whole.slice(0, 200)}`).map((reading) => reading.outcome)).toEqual([
      'read',
      'not-understood',
    ])
  })

  it('keeps deploys of one commit to two places apart', () => {
    const deploy = (id: number, state: string, environment: string) => ({
      action: 'created',
      deployment_status: { id, state, environment, created_at: `2026-02-03T10:0${id}:00Z`, html_url: 'h' },
      deployment: { id, sha: 'a1'.repeat(20), ref: 'main' },
      repository,
      sender: { login: 'github-actions[bot]', type: 'Bot' },
    })
    const told = drafts(
      deploy(1, 'success', 'staging'),
      deploy(2, 'failure', 'production'),
      deploy(3, 'success', 'production'),
    )
    const evidence = told.map((draft) => ({ ...draft, id: draft.key, incidentId: 'i', importId: 'm' }))
    expect(propose(evidence, registerOf([])).map(({ text, state }) => [text.split(' (')[0], state])).toEqual([
      ['Deployed main', 'tray'],
      ['Deploy failed: main', 'proposed'],
      ['Deployed main', 'proposed'],
    ])
  })

  it('counts what it holds', () => {
    const { source, inspection } = inspectFile(fileOf('runs.json', strToU8(JSON.stringify([pull, pull]))))
    expect([source.name, inspection.records]).toEqual(['github', 1])
  })
})
