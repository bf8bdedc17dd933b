import type { Finding } from './finding.ts'
import type { Hit, Rule } from './rules/rule.ts'
import { fromOf, type Sentence, toOf } from './text/sentences.ts'

// The one `try` of this package (decision 8): `check` never throws, and what stops one rule on one sentence must not
// take the findings of all others from a writer.

/** What a rule finds in a sentence; null when the rule itself stopped, which is a defect of ours and never of the text. */
export function findGuarded(rule: Rule, s: Sentence): readonly Hit[] | null {
  try {
    return rule.find(s)
  } catch {
    return null
  }
}

/** The finding that says so. It covers the sentence's first word, since nobody knows which words it was about. */
export function defectOf(rule: Rule, s: Sentence): Finding {
  const from = fromOf(s, s.start)
  const to = toOf(s, s.start)
  return {
    rule: 'engine-defect',
    name: 'A rule that stopped',
    level: 'warning',
    from,
    to,
    quote: s.text.slice(from, to),
    because: `Rule “${rule.id}” stopped in this sentence. That is a defect of the checker and no fault of these words; all other rules went on.`,
    ask: 'Can you report a sentence of the same shape, so that the rule is mended?',
    source: 'Second Story, on its own defects',
    rewrites: [],
  }
}
