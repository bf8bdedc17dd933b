/** 100,000 made-up texts: `check` never throws, every place lies inside the text, and twice gives the same. */
import type { Figure } from '../report.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Corpus } from './corpus.ts'
import type { Engine } from './engine.ts'

const INPUTS = 100_000
const ODD =
  '\n|\n\n|\r\n|\t|- |1. |> |# |## Timeline\n\n|===\n|---\n|```\n|`|``|~~~\n|"|“|”|\'|’|«|»|<!--|-->|<b>|</b>|[x](|]|)|(|[|{|}|!|?|.|…|,|:|;|—|@sam|https://e.org/a?b=c|*|**|_|\\|\u0000|\ud83d|\ude43|🙃|שלום|مرحبا|中文|\u200b|\ufeff|é|14:05|2026-03-01T14:05:00Z ERROR x|<!-- secondstory-keep hero: because x -->'
    .split('|')
    .concat('|', '| a | b |\n|---|---|\n')

/** How many of the inputs broke a law; the aim is none. */
export function fuzzFigures(engine: Engine, corpus: Corpus): readonly Figure[] {
  const words = [...new Set(corpus.documents.slice(0, 40).join(' ').split(/\s+/))]
  let broken = 0
  for (let index = 0; index < INPUTS; index += 1) {
    const text = makeText(words, chanceOf(index))
    const problem = problemOf(engine, text, index % 2 === 0 ? 'markdown' : 'plain')
    if (problem === null) continue
    broken += 1
    if (broken <= 5) console.log(`        ${problem}: ${JSON.stringify(text)}`)
  }
  return [
    {
      what: 'made-up texts on which check broke a law',
      found: broken,
      unit: '',
      aim: 0,
      better: 'lower',
      how: `${INPUTS.toLocaleString('en-GB')} texts: no throw, places inside and not empty, the same twice`,
    },
  ]
}

function makeText(words: readonly string[], chance: Chance): string {
  const length = chance.below(40)
  let text = ''
  for (let piece = 0; piece < length; piece += 1) {
    text += chance.below(3) === 0 ? chance.of(ODD) : chance.of(words)
    if (chance.below(5) > 0) text += ' '
  }
  return text
}

function problemOf(engine: Engine, text: string, format: 'markdown' | 'plain'): string | null {
  try {
    const findings = engine.check(text, { format })
    const isSound = findings.every(
      ({ from, to, quote }) => from >= 0 && from < to && to <= text.length && text.slice(from, to) === quote,
    )
    if (!isSound) return 'a place outside the text'
    const again = engine.check(text, { format })
    return JSON.stringify(again) === JSON.stringify(findings) ? null : 'another answer the second time'
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.message : String(error)}`
  }
}
