import { audiences } from '@secondstory/review/model/audiences'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { ask, type OperationOutput, sentenceOf } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
import { paths } from '../paths.ts'
import { keys } from '../queries.ts'
import { dayInWords } from '../words.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

type Line = OperationOutput<'listReviewEditions'>[number]

/** Every edition of the review on this page, the newest first; none while they are being read. */
export function useReviewEditions(): readonly Line[] {
  const { record, reference } = useWorking()
  const found = useQuery({
    queryKey: [...keys.reviewEditions(reference), record.review.editionNumber],
    queryFn: ({ signal }) => ask('listReviewEditions', { incidentId: record.incident.id }, signal),
    enabled: record.review.editionNumber !== null,
  })
  return found.data ?? []
}

/** The editions so far: what each changed, for whom it is out, and the way to withdraw one. */
export function Editions({ editions }: { readonly editions: readonly Line[] }) {
  const [withdrawing, setWithdrawing] = useState<number | null>(null)
  if (editions.length === 0) return null
  return (
    <section id="editions" className="mt-10 scroll-mt-8" aria-labelledby="editions-title">
      <h2 id="editions-title" className="title border-b border-line pb-1.5 text-lg">
        Editions so far
      </h2>
      <ul>
        {editions.map((line) => (
          <li key={line.number} className="border-b border-line py-3">
            <EditionLine line={line} onWithdraw={() => setWithdrawing(line.number)} />
            {withdrawing === line.number && <WithdrawForm line={line} onClose={() => setWithdrawing(null)} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function EditionLine({ line, onWithdraw }: { readonly line: Line; readonly onWithdraw: () => void }) {
  const { slug, number, publishedAt, widest, changed, withdrawal, removalId } = line
  const undo = useWithdrawal()
  const address = `${paths.edition(slug)}?number=${number}`
  return (
    <article className="flex flex-wrap items-start gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1 basis-72">
        <h3>
          <a href={address} className="font-medium text-accent underline underline-offset-2">
            Edition {number}
          </a>{' '}
          <span className="text-soft">
            {dayInWords(publishedAt)}, for the {audiences[widest].name.toLowerCase()}
          </span>
        </h3>
        {changed !== '' && <p className="mt-0.5">{changed}</p>}
        {withdrawal !== null && <p className="mt-0.5 text-amber">Withdrawn: {withdrawal.because}</p>}
        {undo.problem !== '' && (
          <p role="alert" className="text-sm text-amber">
            {undo.problem}
          </p>
        )}
      </div>
      <Whoever may="publish">
        {withdrawal === null ? (
          <Button look="quiet" onClick={onWithdraw}>
            Withdraw<span className="sr-only"> edition {number}</span>
          </Button>
        ) : (
          removalId !== null && (
            <Button look="quiet" onClick={() => void undo.run(() => ask('undoRemoval', { removalId }))}>
              Bring it back<span className="sr-only">, edition {number}</span>
            </Button>
          )
        )}
      </Whoever>
    </article>
  )
}

function WithdrawForm({ line, onClose }: { readonly line: Line; readonly onClose: () => void }) {
  const [because, setBecause] = useState('')
  const { run, problem } = useWithdrawal()
  const { record } = useWorking()
  const { number } = line
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (await run(() => ask('removeEdition', { incidentId: record.incident.id, number, because }))) onClose()
  }
  return (
    <form className="mt-3 flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <Field
        label={`Why edition ${number} is withdrawn`}
        hint="This sentence stands at its address. Earlier editions stay as they were."
        autoFocus
        required
        maxLength={300}
        value={because}
        problem={problem}
        onChange={(event) => setBecause(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit">Withdraw edition {number}</Button>
        <Button look="quiet" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </form>
  )
}

/** Runs a change of the editions and reads them again; the problem is said in place. */
function useWithdrawal() {
  const client = useQueryClient()
  const { reference } = useWorking()
  const [problem, setProblem] = useState('')
  const run = async (send: () => Promise<unknown>): Promise<boolean> => {
    const failed = await send().then(
      () => '',
      (error: unknown) => sentenceOf(error),
    )
    setProblem(failed)
    if (failed !== '') return false
    await client.invalidateQueries({ queryKey: keys.reviewEditions(reference) })
    return true
  }
  return { run, problem }
}
