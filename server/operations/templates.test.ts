import { expect, test } from 'vitest'
import { refusal, testHouse } from './testing.ts'

const house = await testHouse()
const ask = house.as(house.people.member)
const asKeeper = house.as(house.people.keeper)

function opened(templateId?: string) {
  const given = { title: 'Exports stalled', kind: 'incident', severity: 'SEV1' } as const
  return ask('openIncident', { ...given, ...(templateId === undefined ? {} : { templateId }) })
}

const own = {
  name: 'Payments',
  about: 'Money moved, or did not.',
  sections: [
    {
      heading: 'Whom it reached',
      prompt: 'Which customers, and how do we know?',
      requiredFor: ['SEV1' as const],
    },
  ],
}

test('a template is chosen when an incident is opened, and changed until something is written', async () => {
  const { id: incidentId } = await opened('security')
  expect((await ask('readDraft', { incidentId })).text).toContain('## Exposure')
  await ask('assignTemplate', { incidentId, templateId: 'agent' })
  const draft = await ask('readDraft', { incidentId })
  expect(draft.text).toContain('## What it had in view')
  expect((await ask('readTemplate', { incidentId })).name).toBe('Agent')
  await ask('correctDraft', {
    incidentId,
    version: draft.version,
    text: `${draft.text}\nThe queue was full.`,
  })
  const late = await refusal(ask('assignTemplate', { incidentId, templateId: 'default' }))
  expect(late.blockers[0]?.rule).toBe('text-begun')
  expect((await refusal(opened('no such'))).kind).toBe('not-found')
})

test('what a template requires of a severity is asked before an edition, from the version it began with', async () => {
  const template = await asKeeper('addTemplate', own)
  const { id: incidentId } = await opened(template.id)
  const wider = {
    ...own.sections[0],
    heading: 'Cost',
    prompt: 'How much?',
    requiredFor: [...(own.sections[0]?.requiredFor ?? [])],
  }
  await asKeeper('correctTemplate', {
    ...own,
    id: template.id,
    version: 1,
    sections: [...own.sections, wider],
  })
  const missing = async () =>
    (await ask('listBlockers', { incidentId })).blockers.filter(({ rule }) => rule === 'section-required')
  expect((await missing()).map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('"Whom it reached" after a SEV1'),
  ])
  const { version } = await ask('readDraft', { incidentId })
  await ask('correctDraft', { incidentId, version, text: '## Whom it reached\n\nShops in two countries.\n' })
  expect(await missing()).toEqual([])
  await asKeeper('removeTemplate', { id: template.id })
  expect((await ask('listTemplates', {})).map(({ id }) => id)).not.toContain(template.id)
  expect((await ask('readTemplate', { incidentId })).name).toBe('Payments')
})

test('only a keeper adds a template, and none with a heading twice', async () => {
  expect((await refusal(ask('addTemplate', own))).kind).toBe('not-allowed')
  const twice = { ...own, sections: [...own.sections, ...own.sections] }
  expect((await refusal(asKeeper('addTemplate', twice))).blockers[0]?.rule).toBe('template')
})

test('tasks tick themselves, and one is left out with a reason and taken up again', async () => {
  const { id: incidentId } = await opened()
  const list = async () => ask('listStageTasks', { incidentId })
  const done = async () => (await list()).filter(({ isDone }) => isDone).map(({ id }) => id)
  expect(await done()).toEqual([])
  const at = { at: '2026-03-12T10:00:00Z', precision: 'minute' } as const
  await ask('correctIncident', { id: incidentId, version: 1, startedAt: at, endedAt: at })
  await ask('addTimelineEvent', {
    incidentId,
    happenedAt: at,
    kind: 'deploy',
    actor: { kind: 'system', name: 'queue' },
    text: 'The queue stopped.',
  })
  const meeting = await ask('openMeeting', { incidentId })
  await ask('markMeeting', { id: meeting.id, move: { kind: 'start' } })
  expect(await done()).toEqual(['timeline', 'marks'])
  await ask('markMeeting', { id: meeting.id, move: { kind: 'end' } })
  expect(await done()).toEqual(['timeline', 'marks', 'meeting-date', 'meeting'])
  expect((await list()).find(({ id }) => id === 'meeting')?.dueAt).toBe('2026-03-14T10:00:00.000Z')
  await ask('markStageTask', { incidentId, task: 'accounts', because: 'Nobody was on call.' })
  expect((await list()).find(({ id }) => id === 'accounts')?.leftOut).toBe('Nobody was on call.')
  await ask('markStageTask', { incidentId, task: 'accounts', because: '' })
  expect((await list()).find(({ id }) => id === 'accounts')?.leftOut).toBe('')
  const strange = ask('markStageTask', { incidentId, task: 'no such', because: 'x' })
  expect((await refusal(strange)).kind).toBe('invalid')
})
