/** `npm run bench:language [-- --corpus FOLDER] [part …]`: the language engine beside its peers and its aims. Exit code 1 when one is missed. */
import { parseArgs } from 'node:util'
import { type Figure, meets, printFigure, printMachine } from '../report.ts'
import { type Corpus, corpusOf } from './corpus.ts'
import { type Built, buildEngine } from './engine.ts'
import { fuzzFigures } from './fuzz.ts'
import { keystrokeFigures } from './keystroke.ts'
import { linearFigures } from './linear.ts'
import { peerFigures } from './peers.ts'
import { terminalFigures } from './terminal.ts'

type Part = (built: Built, corpus: Corpus) => readonly Figure[] | Promise<readonly Figure[]>

const parts: Readonly<Record<string, Part>> = {
  size: ({ size }) => [size],
  peers: ({ engine }, corpus) => peerFigures(engine, corpus),
  keystroke: ({ engine }, corpus) => keystrokeFigures(engine, corpus),
  terminal: () => terminalFigures(),
  linear: ({ engine }, corpus) => linearFigures(engine, corpus),
  fuzz: ({ engine }, corpus) => fuzzFigures(engine, corpus),
}

const { values, positionals } = parseArgs({
  options: { corpus: { type: 'string' } },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => parts[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}"; the parts are ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

printMachine()
const built = await buildEngine()
const corpus = corpusOf(values.corpus)
const figures: Figure[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  for (const figure of await measure(built, corpus)) {
    figures.push(figure)
    printFigure(figure)
  }
}
const met = figures.filter(meets).length
console.log(`${met} of ${figures.length} aims met`)
process.exitCode = met === figures.length ? 0 : 1
