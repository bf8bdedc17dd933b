/** New findings after one key press in a document of 5,000 words, as the editor asks for them. */
import type { Figure } from '../report.ts'
import { chanceOf } from './chance.ts'
import type { Corpus } from './corpus.ts'
import type { Engine } from './engine.ts'

const WORDS = 5000
const PRESSES = 2000
const WARM = 200
const TYPED = 'the engineer should have seen it. '

/** The middle and the slow end of many presses at many places, most of them going on where the last one was. */
export function keystrokeFigures(engine: Engine, corpus: Corpus): readonly Figure[] {
  const chance = chanceOf(7)
  const checker = engine.openChecker()
  let text = documentOf(corpus)
  let at = 0
  const took: number[] = []
  checker(text)
  for (let press = 0; press < PRESSES + WARM; press += 1) {
    if (press % 40 === 0) at = chance.below(text.length)
    text = text.slice(0, at) + TYPED.charAt(press % TYPED.length) + text.slice(at)
    at += 1
    const began = performance.now()
    checker(text)
    if (press >= WARM) took.push(performance.now() - began)
  }
  const sorted = took.toSorted((a, b) => a - b)
  const how = `${PRESSES} presses in ${WORDS.toLocaleString('en-GB')} words through openChecker`
  const figure = (what: string, place: number, aim: number): Figure => ({
    what: `new findings after a key press, ${what}`,
    found: sorted[Math.floor(sorted.length * place)] ?? Number.NaN,
    unit: 'ms',
    aim,
    better: 'lower',
    how,
  })
  return [figure('median', 0.5, 4), figure('99th percentile', 0.99, 10)]
}

function documentOf(corpus: Corpus): string {
  let text = ''
  for (const document of corpus.documents) {
    text += `${document}\n`
    if (text.split(/\s+/).length >= WORDS) break
  }
  const cut = /^(?:\s*\S+){5000}/.exec(text)
  return cut ? cut[0] : text
}
