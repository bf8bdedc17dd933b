import { type Context, type Finding, findNames, isNullAction, isPersonShaped } from '@secondstory/language'
import { type Judgement, structureFindings } from '@secondstory/review/documents/structure-findings'
import { noteItems } from '@secondstory/review/ingest/note-lines'
import { dayWithin } from '@secondstory/review/ingest/times'
import { declaredZone } from '@secondstory/review/ingest/zones'
import { checkRecordFile } from './record-structure.ts'

// Three rooms that do not know each other, brought together: documents knows the parts of a post-mortem, ingest its
// times and zones, language its names and empty actions.

/** What a post-mortem that is a file still lacks, as findings; weights chosen in a configuration count here too. */
export function checkStructure(text: string, context: Context): readonly Finding[] {
  const ofRecord = checkRecordFile(text, context)
  if (ofRecord !== null) return ofRecord
  const judge: Judgement = {
    timedLines: (timeline) =>
      [...noteItems(timeline, null)]
        .filter(({ shape, clock }) => shape === 'timed' && clock !== null)
        .map(({ line, zone }) => ({ line: line - 1, hasZone: zone !== null })),
    declaresZone: (line) => /\btimes?\b|\btime ?zone\b/i.test(line) && declaredZone(line) !== null,
    hasDay: (line) => dayWithin(line) !== null || SLASHED.test(line),
    names: (words) => findNames(words, context.roster),
    personIn: (statement) => isPersonShaped(statement, context.roster)?.quote ?? null,
    isNullAction,
  }
  return structureFindings(text, judge).flatMap((finding): readonly Finding[] => {
    const chosen = context.levels?.[finding.rule]
    const level = typeof chosen === 'string' ? chosen : finding.level
    return level === 'off' ? [] : [{ ...finding, level }]
  })
}

// Which of the two numbers is the month does not matter for there being a date.
const SLASHED = /(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?:20)?\d{2}(?!\d)/
