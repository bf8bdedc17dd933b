import { draftSections } from '@secondstory/review/documents/sections'
import { singlePoints } from '@secondstory/review/model/single-points'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { followUpsQuery } from '../queries.ts'
import { BroughtKnowledge } from './BroughtKnowledge.tsx'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'
import { useWorking } from './working.tsx'

const seenToHold: ReadonlySet<string> = new Set(['exercised', 'seen-working', 'supported'])

/** Where the day rested on one human being, as questions. Counts stop at two and more, and nobody is named. */
export function SinglePoints() {
  const { record, reference } = useWorking()
  const followUps = useQuery(followUpsQuery(reference, record.incident.id)).data
  const language = useLanguage()
  const roster = useRoster()
  const found = useMemo(() => {
    const prose = draftSections(record.draft.text)
      .map(({ text }) => text)
      .join('\n\n')
    const rescues = (language?.check(prose, { roster, section: 'analysis' }) ?? [])
      .filter(({ rule }) => rule === 'hero')
      .map(({ quote }) => quote)
    const held = (followUps ?? []).filter(({ kind }) => seenToHold.has(kind))
    return singlePoints({ record, rescues, exercised: new Set(held.map(({ actionId }) => actionId)) })
  }, [record, followUps, language, roster])
  return (
    <section aria-label="Resting on one" className="mt-12">
      <h2 className="title border-b border-line pb-1.5 text-lg">Resting on one</h2>
      <ul>
        {found.map(({ rule, sentence, ask, count }) => (
          <li key={`${rule} ${sentence}`} className="border-b border-line py-3">
            <p>
              <span className="me-2 font-mono text-sm text-faint">{count}</span>
              {sentence}
            </p>
            <p className="font-serif text-md text-soft italic">{ask}</p>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-sm text-faint">
        {found.length === 0
          ? 'Nothing in this review says that the day rested on one.'
          : '0, 1, or 2 and more are known to be able to; it is counted no further. The second way through a step is a drill somebody else passes, or a step that is not needed any more.'}
      </p>
      <BroughtKnowledge />
    </section>
  )
}
