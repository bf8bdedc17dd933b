import type { Blocker } from '@secondstory/review/model/blocker'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Refused, sentenceOf } from '../client.ts'
import { Blockers } from '../kit/Blockers.tsx'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Margin } from '../kit/Margin.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys } from '../queries.ts'
import { AsksMargin, stepPath, useBlockers } from './AsksMargin.tsx'
import { BeforeAfter } from './BeforeAfter.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** What readers will get: what stands in the way, every name that gives way to a role, and the step itself. */
export function Publish() {
  const { record, reference } = useWorking()
  const found = useBlockers()
  const preview = useQuery({
    queryKey: keys.preview(reference),
    queryFn: ({ signal }) => ask('readEditionPreview', { incidentId: record.incident.id }, signal),
  })
  const blockers = found.data?.blockers ?? []
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
            <Lines blockers={blockers} reference={reference} />
            <Warnings warnings={found.data.warnings} reference={reference} />
            <Step isReady={blockers.length === 0} replaced={preview.data?.replacements.length ?? 0} />
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
          The working record keeps its words. The edition shows roles in place of names.
        </p>
        {preview.isPending && <Skeleton lines={3} label="Preparing the edition" />}
        {preview.isError && <p className="text-amber">{sentenceOf(preview.error)}</p>}
        {preview.data !== undefined && <BeforeAfter preview={preview.data} />}
      </section>
    </div>
  )
}

function Lines({
  blockers,
  reference,
}: {
  readonly blockers: readonly Blocker[]
  readonly reference: string
}) {
  return (
    <Blockers
      lines={blockers.map((blocker, index) => ({
        key: `${blocker.rule} ${blocker.place.id} ${index}`,
        sentence: blocker.sentence,
        link: (
          <PathLink to={stepPath(reference, blocker.place)} className={buttonClass('quiet', 'text-accent!')}>
            Go there<span className="sr-only">: {blocker.sentence}</span>
          </PathLink>
        ),
      }))}
    />
  )
}

/** Worth a second look; they do not hold anything up. */
function Warnings({
  warnings,
  reference,
}: {
  readonly warnings: readonly Blocker[]
  readonly reference: string
}) {
  if (warnings.length === 0) return null
  return (
    <details className="mt-4" open={warnings.length < 4}>
      <summary className="target flex items-center text-soft">
        {warnings.length === 1
          ? 'One thing worth a second look'
          : `${warnings.length} things worth a second look`}
      </summary>
      <ul className="flex flex-col gap-1.5 ps-4 text-soft">
        {warnings.map((warning, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two warnings of one rule may share a place.
          <li key={`${warning.rule} ${warning.place.id} ${index}`}>
            {warning.sentence}{' '}
            <PathLink
              to={stepPath(reference, warning.place)}
              className="text-accent underline underline-offset-2"
            >
              Look<span className="sr-only">: {warning.sentence}</span>
            </PathLink>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Step({ isReady, replaced }: { readonly isReady: boolean; readonly replaced: number }) {
  const { record, change, refresh } = useWorking()
  const [slug, setSlug] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const number = (record.review.editionNumber ?? 0) + 1
  const publish = async () => {
    setBusy(true)
    const answer = await change({
      send: () => ask('publishReview', { incidentId: record.incident.id }),
      isShownInPlace: true,
    })
    setBusy(false)
    setProblem(answer instanceof Refused ? answer.sentence : '')
    if (answer instanceof Refused) return
    setSlug(answer.slug)
    await refresh().catch(() => undefined)
  }
  if (slug !== null) return <Published slug={slug} />
  const words = [
    `Edition ${number} gets its own address and is frozen.`,
    replaced === 0
      ? 'No name had to give way.'
      : replaced === 1
        ? 'In one place a name gives way to a role.'
        : `In ${replaced} places a name gives way to a role.`,
    'Everyone with an account can read it; the working record stays with its members.',
  ]
  return (
    <div className="mt-7 border-t border-line pt-5">
      <p className="mb-3 text-soft">{words.join(' ')}</p>
      {problem !== '' && (
        <p role="alert" className="mb-3 border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      <Button
        look={isReady ? 'accent' : 'plain'}
        isBusy={isBusy}
        disabled={!isReady}
        onClick={() => void publish()}
      >
        {number === 1 ? 'Publish the first edition' : `Publish edition ${number}`}
      </Button>
    </div>
  )
}

/** The edition is out: its address, a way to copy it, and its other forms. */
function Published({ slug }: { readonly slug: string }) {
  const address = `${window.location.origin}${paths.edition(slug)}`
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard
      .writeText(address)
      .then(() => setCopied(true))
      .catch(() => setCopied(false))
  }
  return (
    <section aria-label="Published" className="mt-7 border-s-2 border-accent bg-accent-wash px-5 py-4">
      <h3 className="title text-lg">It is published</h3>
      <p className="mt-1 mb-3 [overflow-wrap:anywhere]">
        <a href={paths.edition(slug)} className="text-accent-deep underline underline-offset-2">
          {address}
        </a>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button icon="link" onClick={copy}>
          {isCopied ? 'Copied' : 'Copy the address'}
        </Button>
        <a href={paths.editionMarkdown(slug)} download className={buttonClass('quiet')}>
          Markdown
        </a>
        <a href={paths.editionJson(slug)} download className={buttonClass('quiet')}>
          JSON
        </a>
        <a href={`${paths.edition(slug)}?print`} className={buttonClass('quiet')}>
          Open to print
        </a>
      </div>
    </section>
  )
}
