import type { SectionKind } from '../finding.ts'

// Words of headings, most telling first: "Action items from the timeline" is about actions, so actions win.
// Accounts come before analysis, because an account under "What happened" is still somebody's own words; but service
// accounts and compliance statements are nobody's words, so the plain words count only where people are meant.
const KINDS: readonly (readonly [SectionKind, RegExp])[] = [
  [
    'actions',
    /\b(?:actions?|action items?|follow[- ]?ups?|next steps?|to-?dos?|remediations?|remediation items?|remedial|correctives?|preventati?ves?|preventive|prevention|countermeasures?|improvements?|recommendations?|(?:moving|going|looking|path|way) forward|looking ahead|what['\u2019]?s next|what is next|commitments?|proposals?|tasks|future (?:work|measures?|plans?)|mitigation (?:plans?|steps|items)|(?:how|what)\b.{1,40}\bprevent(?:ing)?|what we(?:['\u2019]re| are| will) (?:doing?|chang\w+)|things to (?:do|change|improve))\b|^\W*(?:short|near|mid|medium|long)(?:er)?[- ]term(?: (?:fix(?:es)?|plans?|work))?\W*$|^\W*immediate(?: fix(?:es)?)?\W*(?:\(|$)/,
  ],
  [
    'accounts',
    /^[^a-z]*(?:accounts?|statements?)(?:\W*$| (?:of|from|by|in)\b)|\b(?:first[- ]?hand|personal|individual|own|written|(?:eye[- ]?)?witness|(?:responder|participant|operator|engineer|people)['\u2019]?s?['\u2019]?) (?:accounts?|statements?)\b|\b(?:testimon(?:y|ies)|verbatim|in their (?:own )?words|interviews?|quotes?)\b/,
  ],
  [
    'timeline',
    /\b(?:time ?lines?|chronology|(?:sequence|course|order) of events|log of events|event log|incident log|decision points?|what happened when)\b|^\W*(?:the )?(?:sequence|events)\W*$/,
  ],
  [
    'analysis',
    /\b(?:causes?|root|trigger|factors?|analysis|summary|overview|what happened|(?:what|things(?: that)?) went (?:well|wrong|poorly|badly|right)|what (?:did ?n.?t|could|worked)|things that went|how (?:it|did (?:it|this|that)) happen(?:ed)?|lessons?|learn(?:ed|t|ings?)|lucky|luck|whys?|contributing|weakness(?:es)?|mechanism|background|lead[- ]?up|problem|fault|detection|discovery|diagnosis|investigation|response|mitigations?|resolution|recovery|impacts?|conclusions?|findings?|takeaways?|reflections?|post-?mortem|retrospective|incident|outage)\b/,
  ],
]

// "21:14", "2021-03-06 22:59", "March 22, around 19:30": an entry of a timeline, whatever it says after the time.
const CLOCK =
  /^[^\w]*(?:\d{4}-\d\d-\d\d[t,]?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?,?)?(?: (?:around|about|ca\.?|~))?[ ~]*\d{1,2}:\d\d/

/** The section a heading opens, from its words; null when the heading says nothing about it (the outer heading then decides). */
export function sectionOf(heading: string): SectionKind | null {
  const words = heading.toLowerCase()
  if (CLOCK.test(words)) return 'timeline'
  for (const [kind, pattern] of KINDS) if (pattern.test(words)) return kind
  return null
}

/** The section a table column stands for ("Action", "Time", "Event"), from its head cell; null keeps the section around the table. */
export function sectionOfColumn(head: string): SectionKind | null {
  const words = head.toLowerCase().trim()
  if (/^(?:actions?|action items?|tasks?|to-?dos?|follow[- ]?ups?|next steps?|remediations?)$/.test(words))
    return 'actions'
  if (/^(?:events?|what happened|time(?: \(?utc\)?)?|timestamp|when)$/.test(words)) return 'timeline'
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
