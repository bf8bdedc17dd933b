import { draftSections } from '@secondstory/review/documents/sections'
import { textsOfRun } from '@secondstory/review/model/agent-runs'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useMemo } from 'react'
import { Fold } from '../kit/Fold.tsx'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'
import { useWorking } from './working.tsx'

/** The analysis read with "agent" and "engineer" exchanged: what makes sense for one of them alone is listed. */
export function Mirror() {
  const { record } = useWorking()
  const language = useLanguage()
  const roster = useRoster()
  const found = useMemo(
    () => (language === null ? null : language.mirror(analysisOf(record), roster)),
    [language, record, roster],
  )
  if (found === null) return null
  const about =
    found.length === 0
      ? 'Read with an engineer in place of the agent, every sentence still makes sense.'
      : `Read with an engineer in place of the agent, ${found.length === 1 ? 'one sentence does' : `${found.length} sentences do`} not make the same sense.`
  return (
    <div className="mt-5">
      <h3 className="font-medium">The mirror</h3>
      <p className="text-soft">{about}</p>
      {found.length > 0 && (
        <Fold label="Show them" isOpen={found.length < 4}>
          <ul>
            {found.map(({ sentence, swapped, because }) => (
              <li key={sentence} className="border-b border-line py-2.5 last:border-0">
                <p className="font-serif text-md">{sentence}</p>
                <p className="font-serif text-md text-faint">{swapped}</p>
                <p className="mt-0.5 text-sm text-soft">{because}</p>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  )
}

/** What the review says in its own words; what the agent said of itself is quoted and no analysis. */
function analysisOf(record: WorkingRecord): string {
  return [
    ...draftSections(record.draft.text).map(({ text }) => text),
    ...record.factors.map(({ statement }) => statement),
    ...record.decisions.flatMap(({ situation, madeSenseBecause }) => [situation, madeSenseBecause]),
    ...record.agentRuns.flatMap(({ gates }) => textsOfRun({ gates, claims: [] })),
  ].join('\n')
}
