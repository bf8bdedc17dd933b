import type { Blocker } from '@secondstory/review/model/blocker'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask, Refused, sentenceOf } from '../client.ts'
import { Blockers } from '../kit/Blockers.tsx'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Margin } from '../kit/Margin.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { paths } from '../paths.ts'
import { keys } from '../queries.ts'
import { AsksMargin, useBlockers } from './AsksMargin.tsx'
import { BeforeAfter } from './BeforeAfter.tsx'
import { StepLink } from './StepLink.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** A published edition: its address part and its number. */
interface Edition {
  readonly slug: string
  readonly number: number
}

/** What readers will get: what stands in the way, every name that gives way to a role, and the step itself. */
export function Publish() {
  const { record, reference } = useWorking()
  const found = useBlockers()
  const preview = useQuery({
    queryKey: keys.preview(reference),
    queryFn: ({ signal }) => ask('readEditionPreview', { incidentId: record.incident.id }, signal),
  })
  const blockers = found.data?.blockers ?? []
  const [fresh, setFresh] = useState<Edition | null>(null)
  const standing = useEdition()
  const edition = fresh ?? standing
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
            {edition !== null && <Published edition={edition} isNew={edition === fresh} />}
            <Step
              isReady={blockers.length === 0}
              replaced={preview.data?.replacements.length ?? null}
              onPublished={setFresh}
            />
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
            <StepLink place={warning.place} className="text-accent underline underline-offset-2">
              Look<span className="sr-only">: {warning.sentence}</span>
            </StepLink>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface StepProps {
  readonly isReady: boolean
  /** Places where a name gives way to a role; null while the edition is being prepared. */
  readonly replaced: number | null
  readonly onPublished: (edition: Edition) => void
}

function givesWay(places: number): string {
  if (places === 0) return 'No name had to give way.'
  return places === 1
    ? 'In one place a name gives way to a role.'
    : `In ${places} places a name gives way to a role.`
}

function Step({ isReady, replaced, onPublished }: StepProps) {
  const { record, change, refresh } = useWorking()
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
    onPublished(answer)
    await refresh().catch(() => undefined)
  }
  const words = [
    number === 1
      ? 'Edition 1 gets its own address and is frozen.'
      : `Edition ${number} takes the place of edition ${number - 1}, which stays readable at its own address.`,
    ...(replaced === null ? [] : [givesWay(replaced)]),
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

/** The newest edition of this review; null before the first, and while it is being looked up. */
function useEdition(): Edition | null {
  const { record, reference } = useWorking()
  const { incident, review } = record
  const number = review.editionNumber
  const found = useQuery({
    queryKey: ['incident', reference, 'edition-slug'],
    queryFn: ({ signal }) =>
      ask('listIncidents', { filter: { text: incident.title }, limit: 100 }, signal).then(
        ({ items }) => items.find((line) => line.id === incident.id)?.editionSlug ?? null,
      ),
    enabled: number !== null,
    // The address of a review never changes once it has one.
    staleTime: Number.POSITIVE_INFINITY,
  })
  return number === null || found.data == null ? null : { slug: found.data, number }
}

/**
 * Prints the edition from here. It is read into a frame of its own: a second window would not be ours to print (the
 * app keeps its windows apart), and the edition's scripts are not wanted on paper.
 */
async function printEdition(address: string): Promise<boolean> {
  const answer = await fetch(address).catch(() => null)
  if (answer?.ok !== true) return false
  const frame = document.createElement('iframe')
  frame.title = 'The edition, for the printer'
  frame.sandbox.add('allow-same-origin', 'allow-modals')
  // Out of sight, yet laid out: what is not laid out prints as an empty page.
  frame.style.cssText = 'position:fixed;inset-inline-start:-200vw;inline-size:60rem;block-size:80rem;border:0'
  frame.srcdoc = await answer.text()
  return new Promise((resolve) => {
    frame.addEventListener('load', () => {
      const page = frame.contentWindow
      if (page === null) return resolve(false)
      page.addEventListener('afterprint', () => frame.remove())
      void page.document.fonts.ready.then(() => {
        page.print()
        resolve(true)
      })
    })
    document.body.append(frame)
  })
}

/** The edition is out: its address, a way to copy it, and its other forms. */
function Published({ edition, isNew }: { readonly edition: Edition; readonly isNew: boolean }) {
  const { slug, number } = edition
  const path = paths.edition(slug)
  const address = `${window.location.origin}${path}`
  const [copied, setCopied] = useState<'copied' | 'refused' | null>(null)
  const [isUnprinted, setUnprinted] = useState(false)
  const place = useRef<HTMLHeadingElement>(null)
  // The button that published is another one now; the news takes the focus, so that it is read out and seen.
  useEffect(() => {
    if (isNew) place.current?.focus()
  }, [isNew])
  const copy = () => {
    navigator.clipboard
      .writeText(address)
      .then(() => setCopied('copied'))
      .catch(() => setCopied('refused'))
  }
  return (
    <section
      aria-label="Published"
      className="mt-7 mb-7 rounded-e-lg border-s-2 border-accent bg-accent-wash px-5 py-4"
    >
      <h3 ref={place} tabIndex={-1} className="title text-lg outline-none">
        {isNew ? `Edition ${number} is published` : `Edition ${number} is out`}
      </h3>
      <p className="mt-1 [overflow-wrap:anywhere]">
        <a href={path} className="text-accent-deep underline underline-offset-2">
          {address}
        </a>
      </p>
      {number > 1 && (
        <p className="mt-1 text-sm text-soft">
          It took the place of edition {number - 1}, which stays{' '}
          <a href={`${path}?number=${number - 1}`} className="underline underline-offset-2">
            readable as it was
          </a>
          .
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button icon="link" onClick={copy}>
          {copied === 'copied' ? 'Copied' : 'Copy the address'}
        </Button>
        <a href={paths.editionMarkdown(slug)} download className={buttonClass('quiet')}>
          Markdown
        </a>
        <a href={paths.editionJson(slug)} download className={buttonClass('quiet')}>
          JSON
        </a>
        <Button
          look="quiet"
          onClick={() => void printEdition(path).then((isPrinting) => setUnprinted(!isPrinting))}
        >
          Print
        </Button>
      </div>
      <p role="status" className="text-sm text-soft">
        {isUnprinted && 'The edition did not arrive; it has a print button of its own at its address. '}
        {copied === 'refused' &&
          'The browser keeps the clipboard to itself; the address above can be selected.'}
      </p>
    </section>
  )
}
