/** At least five megabytes of Markdown: made from our own documents, or read from a folder and repeated. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesByRule } from '@secondstory/language/rules/examples/index'
import { incidentChannel } from '@secondstory/review/ingest/samples/checkout/messages'
import { type Chance, chanceOf } from './chance.ts'

const WANTED = 5_000_000
const top = join(import.meta.dirname, '../..')

export interface Corpus {
  readonly documents: readonly string[]
  readonly bytes: number
  readonly from: string
}

/** The folder's Markdown over and over when one is given; else documents of our own making, no two alike. */
export function corpusOf(folder: string | undefined): Corpus {
  const next = folder === undefined ? maker() : repeater(folder)
  const documents: string[] = []
  let bytes = 0
  while (bytes < WANTED) {
    const document = next(documents.length)
    documents.push(document)
    bytes += Buffer.byteLength(document)
  }
  return { documents, bytes, from: folder ?? 'made from our own documents' }
}

function repeater(folder: string): (index: number) => string {
  const files = readdirSync(folder).filter((file) => /\.(?:md|markdown)$/.test(file))
  if (files.length === 0)
    throw new Error(`${folder} holds no Markdown; name a folder that has .md files, or none.`)
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8'))
  return (index) => texts[index % texts.length] ?? ''
}

const HEADINGS =
  'Summary,Impact,Timeline,What happened,Root causes,Contributing factors,Detection,What went well,Where we got lucky,Accounts,Action items,Appendix'.split(
    ',',
  )

interface Material {
  /** Blocks of our own papers as they stand, tables and code among them. */
  readonly papers: readonly string[]
  /** Sentences one by one: what rules find, what they leave, and what was written in the sample incident's channel. */
  readonly plain: readonly string[]
  readonly blaming: readonly string[]
}

function maker(): (index: number) => string {
  const material = materialOf()
  return (index) => makeDocument(material, index)
}

function materialOf(): Material {
  const papers = ['.', 'decisions', 'changes', 'language', 'review/ingest/samples/markdown']
    .flatMap((folder) => markdownIn(folder))
    .flatMap((text) => text.split(/\n{2,}/))
    .filter((block) => block.length > 20 && !block.startsWith('#') && block.length < 3000 && isClosed(block))
  const all = Object.values(examplesByRule)
  const channel = incidentChannel.map((line) => line.text)
  return {
    papers,
    plain: [
      ...all.flatMap((one) => [...one.leaves, ...one.examples.map((pair) => pair.better)]),
      ...channel,
    ].filter(isInLine),
    blaming: all.flatMap((one) => one.examples.map((pair) => pair.blaming)).filter(isInLine),
  }
}

// A fence whose other end is in the next block would make code of all that follows, and prose of code.
function isClosed(block: string): boolean {
  return (block.match(/^ *(?:```|~~~)/gm) ?? []).length % 2 === 0
}

// A sentence is set beside others on one line, where a fence that it brings along does not close.
function isInLine(sentence: string): boolean {
  return !/```|~~~|<!--/.test(sentence)
}

function markdownIn(folder: string): readonly string[] {
  return readdirSync(join(top, folder))
    .filter((file) => file.endsWith('.md') && file !== 'rules.md')
    .toSorted()
    .map((file) => readFileSync(join(top, folder, file), 'utf8'))
}

function makeDocument(material: Material, index: number): string {
  const chance = chanceOf(index + 1)
  const sections = HEADINGS.filter(() => chance.below(4) > 0).map((heading) => {
    const parts = Array.from({ length: 2 + chance.below(6) }, () => makePart(material, chance))
    return [`## ${heading}`, ...parts].join('\n\n')
  })
  return `# Outage ${index + 1} of the ${chance.of(['checkout', 'billing', 'search', 'mail'])} service\n\n${sections.join('\n\n')}\n`
}

function makePart(material: Material, chance: Chance): string {
  const sentence = () => varied(chance.of(chance.below(8) === 0 ? material.blaming : material.plain), chance)
  const some = (least: number, most: number) =>
    Array.from({ length: least + chance.below(most - least) }, sentence)
  const kind = chance.below(10)
  if (kind < 3) return varied(chance.of(material.papers), chance)
  if (kind < 7) return some(2, 9).join(chance.below(3) === 0 ? '\n' : ' ')
  if (kind === 7)
    return some(3, 8)
      .map((one) => `- ${one}`)
      .join('\n')
  if (kind === 8)
    return [
      '| Time | Event |',
      '|---|---|',
      ...some(3, 9).map((one, row) => `| 14:${10 + row} | ${one} |`),
    ].join('\n')
  return ['```', ...some(2, 6), '```'].join('\n')
}

/** The same words with other numbers, so that no two documents are alike. */
function varied(text: string, chance: Chance): string {
  return text.replace(/\d/g, () => String(chance.below(10)))
}
