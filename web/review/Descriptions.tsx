import { type Fits, fitsInWords, fitsQuestion } from '@secondstory/review/model/descriptions'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type OperationInput, type OperationOutput, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { keys } from '../queries.ts'
import { useWorking } from './working.tsx'

type Description = OperationOutput<'listDescriptions'>[number]
const answers: readonly Fits[] = ['one', 'two-to-four', 'five-or-more']

/** Words that name nobody and may fit one person: asked about, and only said more widely when people choose so. */
export function Descriptions() {
  const { record, reference } = useWorking()
  const client = useQueryClient()
  const [problem, setProblem] = useState('')
  const found = useQuery({
    queryKey: keys.descriptions(reference),
    queryFn: ({ signal }) => ask('listDescriptions', { incidentId: record.incident.id }, signal),
  })
  const mark = async (given: Omit<OperationInput<'markDescription'>, 'incidentId'>) => {
    const answer = await ask('markDescription', { incidentId: record.incident.id, ...given }).catch(
      (error: unknown) => sentenceOf(error),
    )
    if (typeof answer === 'string') return setProblem(answer)
    setProblem('')
    client.setQueryData(keys.descriptions(reference), answer)
    await client.invalidateQueries({ queryKey: keys.blockers(reference) })
    await client.invalidateQueries({ queryKey: keys.preview(reference) })
  }
  if (found.data === undefined || found.data.length === 0) return null
  return (
    <section id="descriptions" className="mt-8 scroll-mt-8" aria-labelledby="descriptions-title">
      <h2 id="descriptions-title" className="title border-b border-line pb-1.5 text-lg">
        {fitsQuestion}
      </h2>
      <p className="mt-2 text-soft">
        These words name nobody. Where one person fits, wider words can stand in the editions beyond the team.
      </p>
      {problem !== '' && (
        <p role="alert" className="mt-2 text-amber">
          {problem}
        </p>
      )}
      <ul>
        {found.data.map((each) => (
          <li key={`${each.kind} ${each.quote}`} className="border-b border-line py-3">
            <DescriptionCard description={each} onMark={(given) => void mark(given)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function DescriptionCard({
  description: { kind, quote, where, offer, fits, wording },
  onMark,
}: {
  readonly description: Description
  readonly onMark: (given: Omit<OperationInput<'markDescription'>, 'incidentId'>) => void
}) {
  const [words, setWords] = useState(wording === '' ? offer : wording)
  const title = kind === 'minute' ? `Exact minutes of “${quote}”` : `“${quote}”`
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{title}</legend>
      <p className="text-sm text-faint">{where}</p>
      <div className="mt-1 flex flex-wrap gap-x-5">
        {answers.map((each) => (
          <label key={each} className="target inline-flex items-center gap-2">
            <input
              type="radio"
              name={`${kind} ${quote}`}
              checked={fits === each}
              onChange={() => onMark({ kind, quote, fits: each })}
              className="size-4"
            />
            {fitsInWords[each]}
          </label>
        ))}
      </div>
      {fits === 'one' && kind === 'words' && (
        <div className="mt-1 flex flex-wrap items-end gap-2">
          <Field
            label="Say instead"
            value={words}
            maxLength={200}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button onClick={() => onMark({ kind, quote, fits, wording: words })}>
            {wording === '' ? 'Say it more widely' : 'Change the wording'}
          </Button>
        </div>
      )}
      {fits === 'one' && kind === 'minute' && wording === '' && (
        <Button className="mt-1" onClick={() => onMark({ kind, quote, fits, wording: 'the hour' })}>
          Give the hour only
        </Button>
      )}
      {wording !== '' && <p className="mt-1 text-sm text-soft">Beyond the team it reads “{wording}”.</p>}
    </fieldset>
  )
}
