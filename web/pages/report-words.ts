import type { Naming } from '@secondstory/review/model/reports'

/** How a report came, in a word or two. */
export const namingWords: Readonly<Record<Naming, string>> = {
  named: 'Named',
  confidential: 'Confidential',
  anonymous: 'Anonymous',
  automatic: 'Filed by a guardrail',
}
