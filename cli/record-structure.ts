import { type Context, type Finding, findNames, isNullAction, isPersonShaped } from '@secondstory/language'
import { checkRecord, isRecord } from '@secondstory/review/documents/record-check'
import type { Blocker, Place } from '@secondstory/review/model/blocker'

// A file in our own format is held to what the page and the API ask, in the same sentences. Here they get a place.

/** What such a file still lacks; null for a file in another format. */
export function checkRecordFile(text: string, context: Context): readonly Finding[] | null {
  if (!isRecord(text)) return null
  const { blockers, warnings } = checkRecord(text, {
    isNullAction,
    isName: (text) => findNames(text, context.roster).length > 0,
    personIn: (statement) => {
      const shape = isPersonShaped(statement, context.roster)
      return shape === null ? null : { quote: shape.quote, isError: shape.found === 'human-error' }
    },
  })
  return [
    ...blockers.map((blocker) => findingOf(text, blocker, 'error')),
    ...warnings.map((blocker) => findingOf(text, blocker, 'warning')),
  ].flatMap((finding): readonly Finding[] => {
    const chosen = context.levels?.[finding.rule]
    const level = typeof chosen === 'string' ? chosen : finding.level
    return level === 'off' ? [] : [{ ...finding, level }]
  })
}

const headings: Readonly<Record<Place['tab'], RegExp>> = {
  story: /^## (?:Summary|What the review answers|Impact)/m,
  timeline: /^## Timeline/m,
  accounts: /^# /m,
  decisions: /^## Decision points/m,
  factors: /^## Contributing factors/m,
  map: /^## Causal map/m,
  actions: /^## Actions/m,
  publish: /^# /m,
  evidence: /^## Timeline/m,
  incident: /^---/m,
  meeting: /^# /m,
}

function findingOf(text: string, { rule, sentence, place }: Blocker, level: 'error' | 'warning'): Finding {
  const [because, ask] = divided(sentence)
  const { from, to } = stretchOf(text, place)
  const quote = text.slice(from, to)
  const name = rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll('-', ' ')
  return { rule, name, level, from, to, quote, because, ask, source: 'the review itself', rewrites: [] }
}

/** What was found, and the question that would answer it: the last sentence that asks. */
function divided(sentence: string): readonly [because: string, ask: string] {
  const asked = /^(.*?[.!”"])\s+([^.]*\?.*)$/s.exec(sentence)
  return asked === null ? [sentence, ''] : [asked[1] ?? sentence, asked[2] ?? '']
}

/** The row a place means, or the heading of its part, or the first line. */
function stretchOf(text: string, { tab, id }: Place): { readonly from: number; readonly to: number } {
  const heading = headings[tab].exec(text) ?? /^.*$/m.exec(text)
  const at = heading?.index ?? 0
  const row = /^\w+ (\d+)$/.exec(id ?? '')?.[1]
  const start = row === undefined ? at : rowAt(text, at, Number(row))
  const end = text.indexOf('\n', start)
  return { from: start, to: end < 0 ? text.length : end }
}

/** The beginning of a row of the first table below a heading; the heading where the table has no such row. */
function rowAt(text: string, heading: number, row: number): number {
  const next = text.indexOf('\n## ', heading + 1)
  const part = text.slice(heading, next < 0 ? undefined : next)
  const lines = [...part.matchAll(/^\|.*$/gm)]
  const found = lines[row + 2]
  return found === undefined ? heading : heading + found.index
}
