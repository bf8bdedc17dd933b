import type { SectionKind } from '../finding.ts'

// Words of headings, most telling first: "Action items from the timeline" is about actions, so actions win.
// Accounts come before analysis, because an account under "What happened" is still somebody's own words.
const KINDS: readonly (readonly [SectionKind, RegExp])[] = [
  [
    'actions',
    /\b(?:actions?|action items?|follow[- ]?ups?|next steps?|to-?dos?|remediations?|remediation items?|correctives?|preventati?ves?|preventive|prevention|countermeasures?|improvements?|recommendations?|moving forward|commitments?|proposals?|tasks)\b/,
  ],
  [
    'accounts',
    /\b(?:accounts?|statements?|testimon(?:y|ies)|verbatim|in their (?:own )?words|interviews?|quotes?)\b/,
  ],
  [
    'timeline',
    /\b(?:time ?lines?|chronology|sequence of events|log of events|event log|decision points?|what happened when)\b/,
  ],
  [
    'analysis',
    /\b(?:causes?|root|trigger|factors?|analysis|summary|overview|what happened|what went (?:well|wrong|poorly|right)|what (?:did ?n.?t|could)|things that went|lessons?|learn(?:ed|t|ings?)|lucky|luck|why|contributing|weakness(?:es)?|mechanism|background|detection|response|resolution|recovery|impact|conclusions?|findings?|takeaways?|post-?mortem|retrospective|incident)\b/,
  ],
]

/** The section a heading opens, from its words; null when the heading says nothing about it (the outer heading then decides). */
export function sectionOf(heading: string): SectionKind | null {
  const words = heading.toLowerCase()
  for (const [kind, pattern] of KINDS) if (pattern.test(words)) return kind
  return null
}

/** The section a table column stands for ("Action", "Time", "Event"), from its head cell; null keeps the section around the table. */
export function sectionOfColumn(head: string): SectionKind | null {
  const words = head.toLowerCase().trim()
  if (/^(?:actions?|action items?|tasks?|to-?do|follow-?ups?)$/.test(words)) return 'actions'
  if (/^(?:events?|what happened|time|when)$/.test(words)) return 'timeline'
  return null
}

/** Whether a heading or the head of a column announces factors or causes. */
export function isOfCauses(heading: string): boolean {
  return /\b(?:root causes?|causes?|contributing|factors?|triggers?)\b/i.test(heading)
}

/** The section in force under a path of headings, outermost first: the innermost heading that says something decides. */
export function sectionUnder(path: readonly (SectionKind | null)[], fallback: SectionKind): SectionKind {
  for (let i = path.length - 1; i >= 0; i--) {
    const kind = path[i]
    if (kind) return kind
  }
  return fallback
}
