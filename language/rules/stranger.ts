import { Tag } from '../text/lexicon.ts'
import { products } from '../text/names.ts'
import { formAt, isCapital, isTagged, type Sentence } from '../text/sentences.ts'

/** Whether a word has a capital of its own and is in no list: a name, where only a person could stand. */
export function isStranger(s: Sentence, i: number): boolean {
  const form = formAt(s, i)
  const isPlain = form.length > 2 && !/[^\p{L}-]/u.test(form) && !products.has(form)
  return i > s.start && isPlain && isCapital(s, i) && !isTagged(s, i, Tag.known | Tag.number | Tag.thing)
}
