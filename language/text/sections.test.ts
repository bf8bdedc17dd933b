import { describe, expect, it } from 'vitest'
import { sectionOf, sectionOfColumn } from './sections.ts'

describe('headings', () => {
  it.each([
    ['## What went wrong', 'analysis'],
    ['## Lessons learned', 'analysis'],
    ['## Mitigation', 'analysis'],
    ['## What happened', 'analysis'],
    ['## How did this happen?', 'analysis'],
    ['## Lead-up', 'analysis'],
    ['## The five whys', 'analysis'],
    ['# Outage of the export queue', 'analysis'],
    ['## Next steps', 'actions'],
    ['## Follow-ups', 'actions'],
    ['## Mitigation plan', 'actions'],
    ['## How we will prevent this', 'actions'],
    ['## What we’re doing about it', 'actions'],
    ['### Short-term', 'actions'],
    ['### Immediate (this week)', 'actions'],
    ['## Looking ahead', 'actions'],
    ['## Course of events', 'timeline'],
    ['### 21:14', 'timeline'],
    ['### 2031-03-06 22:59 root cause found', 'timeline'],
    ['### March 22, around 19:30', 'timeline'],
    ['## Accounts', 'accounts'],
    ['## 3. Accounts of those on call', 'accounts'],
    ['## First-hand accounts', 'accounts'],
  ])('“%s” opens %s', (heading, section) => {
    expect(sectionOf(heading)).toBe(section)
  })

  it.each([
    '## Attendees',
    '## Service accounts',
    '## Compliance statement',
    '## A rule preventing traffic',
    '# 2031-03-06',
  ])('“%s” says nothing of its own', (heading) => {
    expect(sectionOf(heading)).toBeNull()
  })

  it('knows columns by their heads', () => {
    expect(sectionOfColumn('Next step')).toBe('actions')
    expect(sectionOfColumn('Time (UTC)')).toBe('timeline')
    expect(sectionOfColumn('Owner')).toBeNull()
  })

  it('comes to an end on a long heading of words that almost tell', () => {
    expect(sectionOf(`## ${'how what '.repeat(25_000)}`)).toBeNull()
  })
})
