import { type Audience, audiences } from '@secondstory/review/model/audiences'
import type { Blocker } from '@secondstory/review/model/blocker'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Blockers } from '../kit/Blockers.tsx'
import { buttonClass } from '../kit/Button.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Margin } from '../kit/Margin.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys } from '../queries.ts'
import { AsksMargin, useBlockers } from './AsksMargin.tsx'
import { BeforeAfter } from './BeforeAfter.tsx'
import { Calibration } from './Calibration.tsx'
import { CloseReview } from './CloseReview.tsx'
import { Descriptions } from './Descriptions.tsx'
import { Editions, useReviewEditions } from './Editions.tsx'
import { PublishedEdition, type PublishedPlace } from './PublishedEdition.tsx'
import { PublishStep } from './PublishStep.tsx'
import { StepLink } from './StepLink.tsx'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** What readers will get: what stands in the way, every change on the way, for whom, and the step itself. */
export function Publish() {
  const { record, reference } = useWorking()
  const found = useBlockers()
  const [audience, setAudience] = useState<Audience>('organisation')
  const preview = useQuery({
    queryKey: keys.preview(reference, audience),
    queryFn: ({ signal }) => ask('readEditionPreview', { incidentId: record.incident.id, audience }, signal),
    placeholderData: keepPreviousData,
  })
  const blockers = found.data?.blockers ?? []
  const [fresh, setFresh] = useState<PublishedPlace | null>(null)
  const editions = useReviewEditions()
  const edition = fresh ?? editions.find(({ withdrawal }) => withdrawal === null) ?? null
  return (
    <div>
      <FailureNotice />
      <div className="max-w-[46rem]">
        {found.isPending && <Skeleton lines={3} label="Looking for what stands in the way" />}
        {found.isError && <p className="text-amber">{sentenceOf(found.error)}</p>}
        {found.data !== undefined && (
          <>
            <h2 className="title mb-2 text-lg">
              {blockers.length === 0 ? 'Nothing stands in the way' : 'Before it can be published'}
            </h2>
            {blockers.length > 0 && <Lines blockers={blockers} />}
            <Warnings warnings={found.data.warnings} />
            <Calibration />
            <Whoever may="write">
              <Descriptions />
            </Whoever>
            {edition !== null && <PublishedEdition edition={edition} isNew={edition === fresh} />}
            <Whoever may="publish">
              <PublishStep
                isReady={blockers.length === 0}
                audience={audience}
                onAudience={setAudience}
                changes={preview.data?.replacements.length ?? null}
                onPublished={setFresh}
              />
            </Whoever>
            <Whoever may="publish">
              <CloseReview />
            </Whoever>
            <Editions editions={editions} />
          </>
        )}
      </div>
      <Margin label="What the review asks">
        <AsksMargin place="story" />
      </Margin>
      <section className="mt-10" aria-labelledby="changes-title">
        <h2 id="changes-title" className="title text-lg">
          What changes on the way
        </h2>
        <p className="mb-4 text-soft">
          The working record keeps its words. The edition for the {audiences[audience].name.toLowerCase()}{' '}
          reads like this.
        </p>
        {preview.isPending && <Skeleton lines={3} label="Preparing the edition" />}
        {preview.isError && <p className="text-amber">{sentenceOf(preview.error)}</p>}
        {preview.data !== undefined && <BeforeAfter preview={preview.data} />}
      </section>
    </div>
  )
}

function Lines({ blockers }: { readonly blockers: readonly Blocker[] }) {
  return (
    <Blockers
      lines={blockers.map((blocker, index) => ({
        key: `${blocker.rule} ${blocker.place.id} ${index}`,
        sentence: blocker.sentence,
        link: (
          <StepLink place={blocker.place} className={buttonClass('quiet', 'text-accent!')}>
            {blocker.place.tab === 'incident' ? 'Say it here' : 'Go there'}
            <span className="sr-only">: {blocker.sentence}</span>
          </StepLink>
        ),
      }))}
    />
  )
}

/** Worth a second look; they do not hold anything up. */
function Warnings({ warnings }: { readonly warnings: readonly Blocker[] }) {
  if (warnings.length === 0) return null
  return (
    <div className="mt-4">
      <Fold
        label={
          warnings.length === 1
            ? 'One thing worth a second look'
            : `${warnings.length} things worth a second look`
        }
        isOpen={warnings.length < 4}
      >
        <ul className="flex flex-col gap-1.5 ps-4 text-soft">
          {warnings.map((warning, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two warnings of one rule may share a place.
            <li key={`${warning.rule} ${warning.place.id} ${index}`}>
              {warning.sentence}{' '}
              <StepLink place={warning.place} className="text-accent underline underline-offset-2">
                Look<span className="sr-only">: {warning.sentence}</span>
              </StepLink>
            </li>
          ))}
        </ul>
      </Fold>
    </div>
  )
}
