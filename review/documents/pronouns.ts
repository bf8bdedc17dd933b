/** "He" and "she" about one person become "they": which of two people it was is nothing a reader needs. */
import type { PlacedReplacement } from './gate.ts'
import { sentenceAround } from './sentence-around.ts'

/** Code, links and tags are nobody's speech. */
const NOT_SPOKEN = /`{3}[\s\S]*?(?:`{3}|$)|~{3}[\s\S]*?(?:~{3}|$)|`[^`\n]*`|https?:\/\/\S+|<[^>\n]{1,200}>/g

const PRONOUN =
  /(?<![\p{L}\p{N}_@/.'’-])(?:\(?s\)?\/?he|he\/she|she\/he|his\/her|him\/her|he|she|himself|herself|him|hers|her|his)(?![\p{L}\p{N}_@/-])(?:['’](?:s|d|ll)\b)?/giu

/** Words after "her" that cannot belong to it: there it stands for the person, not for something of theirs. */
const AFTER_OBJECT =
  /^\s+(?:that|to|the|an?|it|and|or|but|about|when|where|if|what|why|how|in|on|at|by|for|from|with|without|as|because|so|then|again|back|up|down|off|out|there|here|later|directly|first thing|before|after|until|while|who|which|was|is|were|had|has)\b|^\s*(?:[.,;:!?)"”\]]|$)/iu

const AGREE: Readonly<Record<string, string>> = {
  was: 'were',
  is: 'are',
  has: 'have',
  does: 'do',
  "wasn't": "weren't",
  "isn't": "aren't",
  "hasn't": "haven't",
  "doesn't": "don't",
}

/** Adverbs that end like a verb of one person. */
const NO_VERB =
  /^(?:always|perhaps|sometimes|afterwards|besides|nevertheless|thus|this|its|less|across|as|is|was|has)$/i

/** The text without words for one person, and each change in its sentence. */
export function sayWithoutPronouns(text: string): {
  readonly text: string
  readonly changes: readonly Omit<PlacedReplacement, 'where'>[]
} {
  if (!/\b(?:s?he|him|hers?|his|himself|herself)\b/i.test(text)) return { text, changes: [] }
  const still = [...text.matchAll(NOT_SPOKEN)].map(({ index, 0: words }) => [index, index + words.length])
  const found = [...text.matchAll(PRONOUN)].filter(
    ({ index, 0: word }) =>
      !still.some(([from = 0, to = 0]) => index >= from && index < to) &&
      !/^(?:HIS|HER|HE|SHE|HIM)$/.test(word),
  )
  const changes: Omit<PlacedReplacement, 'where'>[] = []
  let said = ''
  let from = 0
  for (const { index, 0: word } of found) {
    const rest = text.slice(index + word.length)
    const { words, length } = neutral(word, rest)
    const to = index + word.length + length
    const shown = /^\p{Lu}/u.test(word) ? words.charAt(0).toUpperCase() + words.slice(1) : words
    const gone = text.slice(index, to)
    const before = sentenceAround(text, { from: index, to })
    changes.push({ before, after: before.replace(gone, shown), name: gone, role: shown, kind: 'pronoun' })
    said += text.slice(from, index) + shown
    from = to
  }
  return { text: said + text.slice(from), changes }
}

/** What is said instead, and how many characters after the pronoun it takes along: the verb has to agree. */
function neutral(word: string, rest: string): { readonly words: string; readonly length: number } {
  const [, pronoun = '', ending = ''] = /^(.*?)(?:['’](s|d|ll))?$/i.exec(word) ?? []
  const bare = pronoun.toLowerCase()
  if (/self$/.test(bare)) return { words: 'themselves', length: 0 }
  if (bare === 'hers') return { words: 'theirs', length: 0 }
  if (bare === 'him' || bare === 'him/her') return { words: 'them', length: 0 }
  if (bare === 'his' || bare === 'his/her') {
    return { words: AFTER_OBJECT.test(rest) ? 'theirs' : 'their', length: 0 }
  }
  if (bare === 'her') return { words: AFTER_OBJECT.test(rest) ? 'them' : 'their', length: 0 }
  if (ending.toLowerCase() === 's') {
    return {
      words: /^\s+(?:been|had|\p{L}+ed|seen|done|gone)\b/u.test(rest) ? 'they have' : 'they are',
      length: 0,
    }
  }
  if (ending !== '') return { words: `they'${ending.toLowerCase()}`, length: 0 }
  const [next = '', space = '', verb = ''] = /^(\s+)(\p{L}+(?:['’]t)?)/u.exec(rest) ?? []
  const agreed = AGREE[verb.toLowerCase().replace('’', "'")]
  if (agreed !== undefined) return { words: `they${space}${agreed}`, length: next.length }
  // "He thinks": without a list of every verb, a noun keeps the sentence whole.
  const isPresent = /[^su]s$/.test(verb) && !NO_VERB.test(verb)
  return { words: isPresent ? 'the person' : 'they', length: 0 }
}
