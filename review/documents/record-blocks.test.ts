/** Blocks of a text: words in it, rows of the record on a page. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { narrowed, noWidening } from './audiences.ts'
import { evidenceQuote } from './evidence-quote.ts'
import { proseHtml } from './record-block-html.ts'
import {
  blockLine,
  blockOfLine,
  blocksIn,
  evidenceLine,
  imageLine,
  type RecordBlock,
  recordBlocks,
} from './record-blocks.ts'
import { draftSections } from './sections.ts'
import { publishedRecord } from './testing.ts'

const names = Object.keys(recordBlocks) as RecordBlock[]
const [record] = fc.sample(
  publishedRecord.filter(({ timeline }) => timeline.length > 0),
  { numRuns: 1 },
)
if (record === undefined) throw new Error('No record was made.')

test('a block is a line between blank ones, and code is code', () => {
  const text = '::timeline\n\nwords\n::map\n\n```\n\n::map\n\n```\n\n  ::map\n\n::actions'
  expect(blocksIn(text)).toEqual([
    { block: { kind: 'timeline' }, from: 0, to: 10 },
    { block: { kind: 'actions' }, from: text.length - 9, to: text.length },
  ])
})

test('the page shows a block where the text has one, whatever is written around it', () => {
  const words = fc.constantFrom(
    'words',
    '',
    '> a quote',
    '- a list',
    '```\n::map\n```',
    'a ::map b',
    '[^1]',
    '### Under a heading\n::map',
    'words\n::map',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.constantFrom(...names.map(blockLine)))), (pieces) => {
      // A list would take a line that follows it into itself only when it is indented; ours never is.
      const text = pieces.join('\n\n')
      const shown = [...proseHtml(record, text, { name: 'a' }).matchAll(/class="record-block (\w+)-block"/g)]
      expect(shown.map(([, name]) => name)).toEqual(blocksIn(text).map(({ block }) => block.kind))
    }),
  )
})

test('what a quotation of evidence begins ends with it', () => {
  const quote = evidenceQuote({ text: 'curl said <!-- and\rno more', happenedAt: null, place: '' })
  expect(quote).toBe('> curl said &lt;!-- and\n> no more')
  expect(draftSections(`## Summary\n\n${quote}\n\nOurs.\n\n<!-- ask -->\n`)[0]?.text).toContain('Ours.')
})

test('the words of the record are shown, escaped; an empty record says so', () => {
  const [first] = record.timeline
  if (first === undefined) throw new Error('The sample has no event.')
  const loud = { ...record, timeline: [{ ...first, text: '<b>3 > 2</b>' }] }
  expect(proseHtml(loud, '::timeline', { name: 'a' })).toContain('&#60;b&#62;3 &#62; 2&#60;/b&#62;')
  const empty = { ...record, timeline: [], actions: [], map: { nodes: [], edges: [] } }
  for (const name of names) {
    expect(proseHtml({ ...empty, factors: [] }, blockLine(name), { name: 'a' })).toContain('class="state"')
  }
})

test('a picture is a figure with its words, evidence that is left says that it is gone, and for everyone the words remain', () => {
  const id = '0190a0b0-0000-7000-8000-0000000000aa'
  const html = proseHtml(record, imageLine(id, 'A <graph> of "depth"'), { name: 'a' })
  expect(html).toContain(`<img src="/images/${id}" alt="A &#60;graph&#62; of &#34;depth&#34;"`)
  expect(proseHtml(record, evidenceLine(id), { name: 'a' })).toContain('not kept any more')
  expect(blockOfLine(`::image ${id}`)).toBeNull()
  expect(blockOfLine(`::image ${id} `)).toBeNull()
  expect(blockOfLine('::image ../x words')).toBeNull()
  const section = { heading: 'What happened', text: `Before.\n\n${imageLine(id, 'Depth | hour')}\n\nAfter.` }
  const { record: shown, changes } = narrowed({ ...record, sections: [section] }, 'public', noWidening)
  expect(shown.sections[0]?.text).toBe('Before.\n\n*Picture: Depth | hour*\n\nAfter.')
  expect(changes.map(({ kind }) => kind)).toContain('image')
  const inside = narrowed({ ...record, sections: [section] }, 'organisation', noWidening)
  expect(inside.record.sections[0]?.text).toBe(section.text)
})

test('nothing of the writer’s becomes markup of ours, and a block stays its line in the record', () => {
  expect(proseHtml(record, '<div class="record-block"></div>', { name: 'a' })).not.toContain('<div')
  expect(blockOfLine('::timeline <b>')).toBeNull()
  expect(draftSections('## Story\n\n::timeline\n\nwords')[0]?.text).toBe('::timeline\n\nwords')
})
