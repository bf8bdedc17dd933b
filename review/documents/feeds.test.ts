import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FeedKind, type FeedSource, feedShapes, feedText } from './feeds.ts'
import { htmlOf } from './html.ts'
import { anyRecord, publishedRecord } from './testing.ts'

const kinds = Object.keys(feedShapes).filter((kind): kind is FeedKind => kind in feedShapes)
const address = 'https://reviews.example/incidents/INC-42/factors#f1'

/** Every source a record offers. */
function sourcesOf(record: FeedSource['record']): readonly FeedSource[] {
  return (['factor', 'action'] as const).flatMap((of) => {
    const rows = of === 'factor' ? record.factors : record.actions
    return rows.map((_, position) => ({ record, address, subject: { of, position } }))
  })
}

describe('a draft', () => {
  test('leads back to its review, whatever the record holds, and is Markdown that renders', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...kinds), (record, kind) => {
        for (const source of sourcesOf(record)) {
          const text = feedText(kind, source)
          expect(text).toContain(`](<${address}>)`)
          expect(htmlOf(text ?? '', { name: 'draft' })).not.toMatch(/<script|href="javascript:/i)
        }
      }),
    )
  })

  test('holds every factor of its action, and every action of its factor', () => {
    fc.assert(
      fc.property(publishedRecord, (record) => {
        for (const [position, factor] of record.factors.entries()) {
          const risk = feedText('risk', { record, address, subject: { of: 'factor', position } })
          const changing = record.actions.filter(({ factors }) => factors.includes(position))
          expect(risk?.includes('**Changed by:**')).toBe(changing.length > 0)
          expect(risk).toContain(factor.code)
        }
      }),
    )
  })

  test('there is none for a row the record does not have', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...kinds), (record, kind) => {
        const position = record.factors.length
        expect(feedText(kind, { record, address, subject: { of: 'factor', position } })).toBeNull()
      }),
    )
  })
})
