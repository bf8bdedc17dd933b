/** A place where a text describes somebody so closely that few people fit, without naming them. */
export interface DescriptionFound {
  readonly from: number
  readonly to: number
  readonly quote: string
  /** Words that say less. */
  readonly wider: string
}

interface Shape {
  readonly pattern: RegExp
  readonly wider: string
}

const WHO =
  '(?:engineer|developer|person|operator|responder|administrator|admin|dba|maintainer|analyst|specialist|colleague|member|owner|expert|contractor)'

/** From the most telling on; where two meet, the first keeps its place. */
const shapes: readonly Shape[] = [
  { pattern: /\b(?:a |the )?(?:team|squad|department|rota|shift) of one\b/gi, wider: 'a small team' },
  {
    pattern:
      /\b(?:the|our|a) (?:new(?:est)? (?:hire|starter|joiner|colleague|team member)|newcomer|intern|trainee|apprentice|working student)\b/gi,
    wider: 'somebody on the team',
  },
  {
    pattern: new RegExp(
      `\\b(?:the|our) (?:only|sole|last remaining|remaining|single|one) (?:[\\w-]+ ){0,2}${WHO}\\b`,
      'gi',
    ),
    wider: 'somebody on the team',
  },
  {
    pattern: new RegExp(
      `\\b(?:the|our) (?:most )?(?:senior|principal|staff|lead|chief|head|junior|youngest|longest-serving) (?:[\\w-]+ ){0,2}${WHO}\\b`,
      'gi',
    ),
    wider: 'somebody on the team',
  },
  {
    pattern:
      /\b(?:the|our) (?:head|director|vice president|vp|chief|manager) of [\w-]+(?: (?!and\b|or\b|was\b|is\b|at\b|in\b)[\w-]+)?\b|\b(?:the|our) (?:c[etio]o|ciso|founder)\b/gi,
    wider: 'somebody in the lead',
  },
  {
    pattern:
      /\bin (?:the|their|a) (?:first|second|last) (?:day|week|month) (?:on|in|at|with|of) (?:the )?(?:job|team|company|rota)\b/gi,
    wider: 'at that time',
  },
  {
    pattern:
      /\b(?:on|back from|returning from|before) (?:parental|maternity|paternity|sick|medical) leave\b/gi,
    wider: 'away',
  },
  {
    pattern:
      /\b(?:working|dialling in|dialing in|connected|joining) from (?:home in |the )?(?:[A-Z][\w-]+)(?: office)?\b/g,
    wider: 'working elsewhere',
  },
]

/** Finds descriptions that may fit one person, in the order of the text and without overlap. Never throws. */
export function findDescriptions(text: string): readonly DescriptionFound[] {
  const found = shapes.flatMap(({ pattern, wider }) =>
    [...text.matchAll(pattern)].map(({ index, 0: quote }) => ({
      from: index,
      to: index + quote.length,
      quote,
      wider,
    })),
  )
  const kept: DescriptionFound[] = []
  for (const each of found) {
    if (!kept.some((other) => each.from < other.to && other.from < each.to)) kept.push(each)
  }
  return kept.toSorted((a, b) => a.from - b.from)
}
