import { ChangeSet, Text } from '@codemirror/state'
import { type Context, check, type Finding } from '@secondstory/language'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAsking } from './wording-asking.ts'
import { type Heard, newsIn, type Said, spliced, withNews } from './wording-talk.ts'

const sentences = [
  'The operator should have checked the schedule.',
  'Writes waited behind one lock.',
  'The root cause was human error.',
  'Be more careful next time.',
  'A page went out at 14:05.',
  '## Actions',
]

/** A worker that answers when told to. */
function slowWorker() {
  const waiting: Said[] = []
  const listeners: ((event: { readonly data: Heard }) => void)[] = []
  let text = ''
  let context: Context = {}
  let answered: readonly Finding[] = []
  const answer = () => {
    const said = waiting.shift()
    if (said === undefined) return false
    const length = text.length
    if (said.kind === 'text') text = said.text
    if (said.kind === 'changes') text = spliced(text, said.splices)
    else context = said.context
    const findings = check(text, context)
    const data = newsIn(findings, answered, text.length - length)
    answered = findings
    for (const listener of listeners) listener({ data })
    return true
  }
  const port = {
    postMessage: (said: Said) => void waiting.push(said),
    addEventListener: (_: 'message', listener: (event: { readonly data: Heard }) => void) =>
      void listeners.push(listener),
  }
  return { port, answer, waiting, textThere: () => text }
}

describe('the conversation with the checking worker', () => {
  it('sends the text once, then only what changed, one question at a time', () => {
    const worker = slowWorker()
    const doc = Text.of(['The operator should have checked.'])
    const asking = openAsking(worker.port, { doc, context: {} }, () => undefined)
    asking.changed(ChangeSet.of({ from: 0, insert: 'Later. ' }, doc.length))
    asking.ask()
    expect(worker.waiting.map(({ kind }) => kind)).toEqual(['text'])
    worker.answer()
    expect(worker.waiting).toEqual([{ kind: 'changes', splices: [{ from: 0, to: 0, insert: 'Later. ' }] }])
    worker.answer()
    asking.ask()
    expect(worker.waiting).toEqual([])
  })

  it('brings a late answer to the words it speaks of', () => {
    const worker = slowWorker()
    const doc = Text.of(['The operator should have checked.'])
    const heard: (readonly Finding[])[] = []
    const asking = openAsking(worker.port, { doc, context: {} }, (findings) => void heard.push(findings))
    asking.changed(ChangeSet.of({ from: 0, insert: 'Later on. ' }, doc.length))
    worker.answer()
    const [finding] = heard[0] ?? []
    expect('Later on. The operator should have checked.'.slice(finding?.from, finding?.to)).toBe(
      finding?.quote,
    )
  })

  it('asks again with other names', () => {
    const worker = slowWorker()
    const heard: (readonly Finding[])[] = []
    const doc = Text.of(['Brisk dropped the table.'])
    const asking = openAsking(worker.port, { doc, context: {} }, (findings) => void heard.push(findings))
    asking.know({ roster: { people: [{ name: 'Ana' }] } })
    asking.know({ roster: { people: [{ name: 'Brisk' }] } })
    while (worker.answer());
    expect(heard).toHaveLength(2)
    expect(heard[1]).toEqual(check('Brisk dropped the table.', { roster: { people: [{ name: 'Brisk' }] } }))
  })

  it('ends with what a check of the whole text finds, whatever was typed meanwhile', () => {
    const edit = fc.record({
      at: fc.nat(400),
      cut: fc.nat(30),
      insert: fc.constantFrom('', '\n\n', ...sentences),
    })
    const step = fc.oneof(edit, fc.constantFrom('ask' as const, 'answer' as const))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const worker = slowWorker()
        let doc = Text.of(sentences.flatMap((sentence) => [sentence, '']))
        let last: readonly Finding[] = []
        const asking = openAsking(worker.port, { doc, context: {} }, (findings) => {
          last = findings
          for (const { to } of findings) expect(to).toBeLessThanOrEqual(doc.length)
        })
        for (const one of steps) {
          if (one === 'ask') asking.ask()
          else if (one === 'answer') worker.answer()
          else {
            const from = Math.min(one.at, doc.length)
            const to = Math.min(from + one.cut, doc.length)
            const insert = Text.of(one.insert.split('\n'))
            const changes = ChangeSet.of({ from, to, insert }, doc.length)
            doc = changes.apply(doc)
            asking.changed(changes)
          }
        }
        asking.ask()
        while (worker.answer());
        expect(worker.textThere()).toBe(doc.toString())
        expect(last).toEqual(check(doc.toString()))
      }),
      { numRuns: 60 },
    )
  })
})

it('an answer brings only what is new', () => {
  const before = check(sentences.join('\n\n'))
  const now = check(`${sentences[0]}\n\nJust be careful.\n\n${sentences.slice(1).join('\n\n')}`)
  const news = newsIn(now, before, 'Just be careful.\n\n'.length)
  expect(news.between).toHaveLength(1)
  expect(withNews(before, news)).toEqual(now)
})
