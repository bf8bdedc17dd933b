/** Evidence in a sentence or two, for a line of the timeline; the evidence itself keeps every word. */
import { faultTalk } from './signals.ts'

/** Longest proposed line, in characters. */
export const LONGEST_LINE = 240

/** The first sentences of a text without code, quoted lines, bare addresses and judgements of people. */
export function inShort(text: string): string {
  const plain = text
    .slice(0, 4000)
    .replace(/```[\s\S]{0,4000}?(?:```|$)/g, ' ')
    .replace(/^(?:\/timeline|!note|!timeline|timeline:)\s{1,5}/i, '')
    .replace(/^(?:&gt;|>)[^\n]{0,4000}/gm, ' ')
    .replace(/ \(https?:\/\/[^\s)]{1,2000}\)/g, '')
    .replace(/https?:\/\/([^\s/]{1,200})[^\s]{0,2000}/g, '$1')
    .replace(/(?<!\w):(?=[a-z0-9_+-]{0,39}[a-z])[a-z0-9_+-]{2,40}:/g, ' ')
    .replace(/(?<=\S)\s{0,5}\[file: [^\]\n]{1,200}\]/g, '')
    .replace(/([^\s.!?:,;])\s{0,20}\n\s{0,20}(?=\S)/g, '$1. ')
    .replace(/[*_]{1,3}(?=\S)([^*_\n]{1,200}?)(?<=\S)[*_]{1,3}(?!\w)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  // A stop ends a sentence only where a space follows: not in "v2.31.0" or "db.internal".
  const sentences = plain.split(/(?<=[.!?])\s/)
  const kept = sentences.filter((sentence) => !faultTalk.test(sentence))
  return cut((kept.length > 0 ? kept : sentences).slice(0, 2))
}

function cut(sentences: readonly string[]): string {
  const [first = '', second] = sentences
  const both = second === undefined ? first : `${first} ${second}`
  const line = both.length <= LONGEST_LINE ? both : first
  if (line.length <= LONGEST_LINE) return line
  const end = line.lastIndexOf(' ', LONGEST_LINE - 1)
  return `${line.slice(0, end > LONGEST_LINE / 2 ? end : LONGEST_LINE - 1)}…`
}
