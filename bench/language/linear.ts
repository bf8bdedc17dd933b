/** Ten times the text in about ten times the time, and no text that is slower by its shape. */
import type { Figure } from '../report.ts'
import { fastest } from './clock.ts'
import type { Corpus } from './corpus.ts'
import type { Engine } from './engine.ts'

const ROUNDS = 5
const MANY = 100_000

/** Texts that a reader of words, quotes, brackets or Markdown can lose itself in; each of 100,000 pieces or a megabyte. */
const HOSTILE: Readonly<Record<string, () => string>> = {
  'a megabyte without a full stop': () => fill('the queue held what the reviewer had seen and '),
  'a megabyte of one word': () => 'a'.repeat(1_000_000),
  'a megabyte of “should have”': () => fill('the engineer should have noticed human error '),
  '100,000 unclosed quotes': () => '"a '.repeat(MANY),
  '100,000 unclosed curly quotes': () => '“a '.repeat(MANY),
  '100,000 nested brackets': () => `${'['.repeat(MANY)}${']'.repeat(MANY)}`,
  '100,000 open links': () => 'a]('.repeat(MANY),
  '100,000 asterisks': () => '*'.repeat(MANY),
  '100,000 back-ticks apart': () => '` '.repeat(MANY),
  '100,000 runs of back-ticks': () => '`a ``b ```c '.repeat(MANY / 3),
  '100,000 bars': () => '|'.repeat(MANY),
  '100,000 rows of bars': () => `| a | b |\n|---|---|\n${'| | |\n'.repeat(MANY)}`,
  '100,000 open tags': () => '<a '.repeat(MANY),
  'lists 100,000 deep on one line': () => '- '.repeat(MANY),
  'lists 1,000 deep': () => Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
  'quotes 100,000 deep': () => '> '.repeat(MANY),
  '100,000 headings': () => '# a\n'.repeat(MANY),
  '100,000 reference definitions': () => '[a]: b\n'.repeat(MANY),
  '100,000 keeps for nothing': () => '<!-- secondstory-keep hero: because of it -->\n\n'.repeat(MANY),
  '50,000 keeps with their findings': () =>
    'The cause was human error. <!-- secondstory-keep human-error: because of it -->\n\n'.repeat(MANY / 2),
  '50,000 keeps in one paragraph': () =>
    'The cause was human error. <!-- secondstory-keep human-error: because of it -->\n'.repeat(MANY / 2),
  '100,000 lines of front matter never closed': () => `---\n${'a: b\n'.repeat(MANY)}`,
}

function fill(unit: string): string {
  return unit.repeat(Math.ceil(1_000_000 / unit.length))
}

/** One figure for the growth, one for each hostile text, per byte beside ordinary text. */
export async function linearFigures(engine: Engine, corpus: Corpus): Promise<readonly Figure[]> {
  const whole = corpus.documents.join('\n')
  const tenth = whole.slice(0, Math.floor(whole.length / 10))
  // The same words ten times over: with other words, as many more findings would count as growth.
  const tenfold = tenth.repeat(10)
  const small = await fastest(ROUNDS * 3, () => engine.check(tenth))
  const large = await fastest(ROUNDS, () => engine.check(tenfold))
  const ordinary = (await fastest(ROUNDS, () => engine.check(whole))) / whole.length
  const figures: Figure[] = [
    {
      what: 'ten times the text, in how many times the time',
      found: large / small,
      unit: '×',
      aim: 11,
      better: 'lower',
      how: `${(tenth.length / 1e6).toFixed(1)} and ${(tenfold.length / 1e6).toFixed(1)} million characters as one document each, fastest of ${ROUNDS}`,
    },
  ]
  for (const [name, make] of Object.entries(HOSTILE)) {
    const text = make()
    const took = await fastest(ROUNDS, () => engine.check(text))
    figures.push({
      what: name,
      found: took / text.length / ordinary,
      unit: '×',
      aim: 2,
      better: 'lower',
      how: `time a character beside ordinary text; ${(text.length / 1e6).toFixed(1)} million characters in ${took.toFixed(0)} ms`,
    })
  }
  return figures
}
