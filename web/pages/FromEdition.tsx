import { reference } from '@secondstory/review/model/incident'
import { useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Fold } from '../kit/Fold.tsx'
import { Notice } from '../kit/Notice.tsx'
import { PathLink, useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'

/** Largest file worth reading, in bytes: no edition comes near it, and the server takes no more. */
const LARGEST_BYTES = 4_000_000

/** What the page tells at once before it goes on; the rest is folded. */
const MOST_TOLD = 8

/** Stand-ins were taken for these, so that somebody should look at them. Open times are no stand-ins. */
const standIns: Readonly<Record<string, string>> = {
  title: 'a title',
  kind: 'whether it was an incident or a near miss',
  severity: 'a severity',
}

/** The way back for an exported edition: a quiet line, for the few who bring one. */
export function FromEdition() {
  const go = useGo()
  const [problem, setProblem] = useState('')
  const bring = useChange('importEdition', {
    onDone: (opened) => {
      if (asksOf(opened).length === 0) go(paths.incident(reference(opened.incident)))
    },
  })
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    setProblem('')
    if (file.size > LARGEST_BYTES) {
      setProblem(`${file.name} has ${Math.ceil(file.size / 1_000_000)} MB, and an edition has up to 4.`)
      return
    }
    // The file may have gone since it was chosen.
    const text = await file.text().then(
      (whole) => whole,
      () => null,
    )
    if (text === null) setProblem(`${file.name} could not be read. Is it still where it was?`)
    else bring.mutate({ text, format: /\.json$/i.test(file.name) ? 'json' : 'markdown' })
  }
  return (
    <div className="-mt-4 mb-6 flex flex-col gap-3">
      <p className="text-sm text-soft">
        Or open one from{' '}
        <label className="target inline-flex cursor-pointer items-center text-accent underline underline-offset-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          <input
            type="file"
            aria-label="Open one from an exported edition"
            accept=".md,.markdown,.json"
            className="sr-only"
            aria-busy={bring.isPending}
            disabled={bring.isPending}
            onChange={(event) => {
              void read(event.target.files?.[0])
              // The same file may be chosen again after it was mended.
              event.target.value = ''
            }}
          />
          an exported edition
        </label>{' '}
        (.md or .json). You hold its actions then, under the roles it names.
      </p>
      {problem !== '' && (
        <Notice tone="amber" isUrgent>
          {problem}
        </Notice>
      )}
      <RefusalNotice error={bring.error} />
      {bring.data !== undefined && <Opened opened={bring.data} />}
    </div>
  )
}

/** What needs a second look, as sentences. */
function asksOf({ notUnderstood, missing }: OperationOutput<'importEdition'>): readonly string[] {
  const absent = missing.flatMap((fact) => standIns[fact] ?? [])
  const stated = absent.map((fact) => `The document does not state ${fact}; it can be set on the incident.`)
  return [...stated, ...notUnderstood]
}

function Opened({ opened }: { readonly opened: OperationOutput<'importEdition'> }) {
  const asks = asksOf(opened)
  if (asks.length === 0) return null
  const name = reference(opened.incident)
  return (
    <Notice
      tone="amber"
      action={
        <PathLink
          to={paths.incident(name)}
          className="target inline-flex items-center text-accent underline underline-offset-2"
        >
          Go on to {name}
        </PathLink>
      }
    >
      <p>{name} is open. Not all of the document found its place; its words stand at the end of the story.</p>
      <ul className="mt-1.5 list-disc ps-5 text-soft">
        {asks.slice(0, MOST_TOLD).map((ask) => (
          <li key={ask}>{ask}</li>
        ))}
      </ul>
      {asks.length > MOST_TOLD && (
        <Fold label={`and ${asks.length - MOST_TOLD} more`}>
          <ul className="list-disc ps-5 text-soft">
            {asks.slice(MOST_TOLD).map((ask) => (
              <li key={ask}>{ask}</li>
            ))}
          </ul>
        </Fold>
      )}
    </Notice>
  )
}
