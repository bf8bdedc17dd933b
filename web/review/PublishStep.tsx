import { type Audience, audienceOrder, audiences } from '@secondstory/review/model/audiences'
import { revisionBlockers } from '@secondstory/review/model/editions'
import { useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Field } from '../kit/Field.tsx'
import type { PublishedPlace } from './PublishedEdition.tsx'
import { useWorking } from './working.tsx'

interface StepProps {
  readonly isReady: boolean
  readonly audience: Audience
  readonly onAudience: (audience: Audience) => void
  /** Places that change for this audience; null while the edition is being prepared. */
  readonly changes: number | null
  readonly onPublished: (edition: PublishedPlace) => void
}

function changesIn(places: number): string {
  if (places === 0) return 'Nothing had to give way.'
  return places === 1
    ? 'One place reads differently, as listed below.'
    : `${places} places read differently, as listed below.`
}

/** Three doors, the sentence of a revision, and the step itself. */
export function PublishStep({ isReady, audience, onAudience, changes, onPublished }: StepProps) {
  const { record, change, refresh } = useWorking()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [changed, setChanged] = useState('')
  const before = record.review.editionNumber
  const number = (before ?? 0) + 1
  const missing = revisionBlockers(before, changed)[0]?.sentence ?? ''
  const publish = async () => {
    if (missing !== '') return setProblem(missing)
    setBusy(true)
    const answer = await change({
      send: () => ask('publishReview', { incidentId: record.incident.id, audience, changed }),
      isShownInPlace: true,
    })
    setBusy(false)
    setProblem(answer instanceof Refused ? answer.sentence : '')
    if (answer instanceof Refused) return
    setChanged('')
    onPublished(answer)
    await refresh().catch(() => undefined)
  }
  const words = [
    before === null
      ? 'Edition 1 gets its own address and is frozen.'
      : `Edition ${number} takes the place of edition ${before}, which stays readable at its own address.`,
    ...(changes === null ? [] : [changesIn(changes)]),
    'The working record stays with its members.',
  ]
  return (
    <div className="mt-7 border-t border-line pt-5">
      <Choices
        label="Who reads it"
        hint="Each audience reads what the one before it reads, with more taken out."
        columns={1}
        value={audience}
        onChange={onAudience}
        choices={audienceOrder.map((value) => ({
          value,
          label: audiences[value].name,
          about: audiences[value].who,
          aside: `Taken out: ${lowerFirst(audiences[value].takesOut)}`,
        }))}
      />
      {before !== null && (
        <Field
          className="mt-4"
          label="What is different this time"
          hint="One sentence; readers see it above the edition, with the two side by side."
          id="changed"
          value={changed}
          maxLength={300}
          onChange={(event) => setChanged(event.target.value)}
        />
      )}
      <p className="mt-4 mb-3 text-soft">{words.join(' ')}</p>
      {problem !== '' && (
        <p role="alert" className="mb-3 border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      <Button
        look={isReady && number === 1 ? 'accent' : 'plain'}
        isBusy={isBusy}
        disabled={!isReady}
        onClick={() => void publish()}
      >
        {number === 1 ? 'Publish the first edition' : `Publish edition ${number}`}
      </Button>
    </div>
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
