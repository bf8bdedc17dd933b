import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audienceOrder } from '../model/audiences.ts'
import type { EditionRecord } from '../model/editions.ts'
import { narrowed, noWidening, OWNER_WITHHELD, type Widening } from './audiences.ts'
import { sayAnew } from './edition-words.ts'
import { publishedRecord } from './testing.ts'

const precisions = ['day', 'hour', 'minute', 'second', 'millisecond']

/** Every text of a record with its place, in order. */
function textsOf(record: EditionRecord): readonly string[] {
  const texts: string[] = []
  sayAnew(record, (_where, text) => {
    texts.push(text)
    return text
  })
  return texts
}

/** What of a text was written by people, marks of what was withheld and wordings apart. */
function written(text: string, { wordings }: Widening): string {
  return wordings
    .reduce((left, { wording }) => left.replaceAll(new RegExp(wording, 'gi'), ''), text)
    .replace(/\[withheld: [a-z ]+\]/g, '')
}

/** Whether `narrow` can be had from `wide` by crossing out alone. */
function isCrossedOut(narrow: string, wide: string): boolean {
  let at = 0
  for (const letter of narrow) {
    at = wide.indexOf(letter, at) + letter.length
    if (at < letter.length) return false
  }
  return true
}

const linked = fc.constantFrom(
  'see https://wiki.example/a/b and [the page](https://wiki.example/~ana)',
  'from 10.2.3.4:443 to the new hire at 14:05:33',
  'The new hire asked. ![Ana at the desk](desk.png "Ana")',
)

/** A record whose prose says something to withhold, and what people chose to say more widely. */
const cases = fc
  .tuple(publishedRecord, fc.array(linked, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([record, texts, isWidened]) => {
    const sections = [...record.sections, { heading: 'More', text: texts.join('\n\n') }]
    const widening: Widening = isWidened
      ? {
          wordings: [{ quote: 'the new hire', wording: 'somebody on the team' }],
          byTheHour: record.timeline.slice(0, 1).map(({ actor }) => actor.name),
        }
      : noWidening
    return { team: { ...record, sections }, widening }
  })

describe('each audience only takes away', () => {
  test('public ⊆ organisation ⊆ team in words: nothing is in it that crossing out would not leave', () => {
    fc.assert(
      fc.property(cases, ({ team, widening }) => {
        const texts = audienceOrder.map((each) => textsOf(narrowed(team, each, widening).record))
        for (const [wide = [], narrow = []] of [texts.slice(0, 2), texts.slice(1)]) {
          expect(narrow.length).toBe(wide.length)
          for (const [index, text] of narrow.entries()) {
            expect([text, isCrossedOut(written(text, widening), wide[index] ?? '')]).toEqual([text, true])
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  test('public ⊆ organisation ⊆ team in details: times, ends, owners', () => {
    fc.assert(
      fc.property(cases, ({ team, widening }) => {
        const all = audienceOrder.map((each) => narrowed(team, each, widening).record)
        for (const [wide, narrow] of [all.slice(0, 2), all.slice(1)]) {
          if (wide === undefined || narrow === undefined) throw new Error('There are three audiences.')
          expect(narrow.timeline).toHaveLength(wide.timeline.length)
          for (const [index, event] of narrow.timeline.entries()) {
            const before = wide.timeline[index]
            if (event.until !== null) expect(before?.until).not.toBeNull()
            if (event.happenedAt === null) expect(before?.happenedAt).toBeNull()
            else {
              const finer = before?.happenedAt
              expect(precisions.indexOf(event.happenedAt.precision)).toBeLessThanOrEqual(
                precisions.indexOf(finer?.precision ?? 'day'),
              )
              expect(Date.parse(event.happenedAt.at)).toBeLessThanOrEqual(Date.parse(finer?.at ?? ''))
            }
          }
          for (const [index, { ownerRole }] of narrow.actions.entries()) {
            expect([OWNER_WITHHELD, '', wide.actions[index]?.ownerRole]).toContain(ownerRole)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  test('for everyone no link, no address and no owner is left; every change is told with its kind', () => {
    fc.assert(
      fc.property(cases, ({ team, widening }) => {
        const { record, changes } = narrowed(team, 'public', widening)
        const more = record.sections.at(-1)?.text ?? ''
        expect(more).not.toMatch(/https?:|\]\(|\d+\.\d+\.\d+\.\d+|desk\.png/)
        expect(record.actions.every(({ ownerRole }) => ['', OWNER_WITHHELD].includes(ownerRole))).toBe(true)
        for (const change of changes) expect(change.before).not.toBe(change.after)
        if (widening.wordings.length > 0) expect(more).not.toMatch(/new hire/i)
      }),
      { numRuns: 100 },
    )
  })

  test('the organisation reads minutes and no seconds; the team reads what was written', () => {
    fc.assert(
      fc.property(cases, ({ team, widening }) => {
        expect(narrowed(team, 'team', widening)).toEqual({ record: team, changes: [] })
        const { timeline } = narrowed(team, 'organisation', widening).record
        for (const { happenedAt } of timeline)
          expect(['second', 'millisecond']).not.toContain(happenedAt?.precision)
      }),
      { numRuns: 50 },
    )
  })
})
