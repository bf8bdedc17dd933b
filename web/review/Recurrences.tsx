import { recurrenceQuestions } from '@secondstory/review/model/follow-ups'
import { recurrenceKinds } from '@secondstory/review/model/recurrence'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { TextArea } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys, recurrencesQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

type Found = OperationOutput<'findRecurrences'>
type Suggestion = Found['suggested'][number]

/** Earlier changes whose class of problem this may be. Shown only when there is one: the question is what, never who. */
export function Recurrences() {
  const { record, reference } = useWorking()
  const found = useQuery(recurrencesQuery(reference, record.incident.id))
  const { suggested = [], answered = [] } = found.data ?? {}
  if (suggested.length === 0 && answered.length === 0) return null
  return (
    <section aria-label="Has this class come back?" className="mb-8 border-s-2 border-edge/60 ps-4">
      <h2 className="title text-lg">Has this class come back?</h2>
      <ul className="flex flex-col divide-y divide-line/70">
        {suggested.map((suggestion) => (
          <SuggestionRow
            key={suggestion.fix.actionId}
            suggestion={suggestion}
            incidentId={record.incident.id}
          />
        ))}
        {answered.map((each) => (
          <AnsweredRow key={each.said.id} answered={each} reference={reference} />
        ))}
      </ul>
    </section>
  )
}

function FixLink({ suggestion: { fix } }: { readonly suggestion: Suggestion }) {
  return (
    <PathLink
      to={paths.onIncident(fix.incident.reference, { tab: 'actions', id: fix.actionId })}
      className="text-accent underline underline-offset-2"
    >
      {fix.title}
    </PathLink>
  )
}

function SuggestionRow({
  suggestion,
  incidentId,
}: {
  readonly suggestion: Suggestion
  readonly incidentId: string
}) {
  const [answer, setAnswer] = useState<'same' | 'other' | null>(null)
  return (
    <li className="py-3">
      <p>
        {recurrenceKinds[suggestion.kind]}: <FixLink suggestion={suggestion} />{' '}
        <span className="font-mono text-xs text-faint">{suggestion.fix.incident.reference}</span>
      </p>
      <ul className="mt-1 text-sm text-soft">
        {suggestion.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {answer === null ? (
        <Whoever may="write">
          <div className="mt-2 flex flex-wrap gap-2">
            <Button onClick={() => setAnswer('same')}>It is the same class</Button>
            <Button look="quiet" onClick={() => setAnswer('other')}>
              It is another
            </Button>
          </div>
        </Whoever>
      ) : (
        <AnswerForm
          incidentId={incidentId}
          actionId={suggestion.fix.actionId}
          isSame={answer === 'same'}
          onClose={() => setAnswer(null)}
        />
      )}
    </li>
  )
}

type Path = 'yes' | 'no' | 'unknown'

function AnswerForm({
  incidentId,
  actionId,
  isSame,
  onClose,
}: {
  readonly incidentId: string
  readonly actionId: string
  readonly isSame: boolean
  readonly onClose: () => void
}) {
  const [text, setText] = useState('')
  const [path, setPath] = useState<Path>('unknown')
  const mark = useChange('markRecurrence', {
    touches: () => [['incident'], keys.actionCheck],
    onDone: onClose,
  })
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    const wasInPath = path === 'unknown' ? null : path === 'yes'
    mark.mutate({ incidentId, actionId, isSame, wasInPath: isSame ? wasInPath : null, text })
  }
  return (
    <form onSubmit={send} className="mt-3 flex flex-col gap-4 rounded-lg border border-line bg-raised p-4">
      {isSame && (
        <>
          <Choices<Path>
            label={recurrenceQuestions[0]}
            value={path}
            onChange={setPath}
            choices={[
              { value: 'yes', label: 'Yes', about: 'It went through the change.' },
              { value: 'no', label: 'No', about: 'It took another way.' },
              { value: 'unknown', label: 'We do not know yet' },
            ]}
          />
          <ol className="list-decimal ps-5 text-soft" start={2}>
            {recurrenceQuestions.slice(1).map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ol>
        </>
      )}
      <TextArea
        label={isSame ? 'What was found' : 'What makes it another class?'}
        hint="One line is enough."
        value={text}
        rows={2}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <RefusalNotice error={mark.error} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={mark.isPending}>
          Keep the answer
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function AnsweredRow({
  answered: { suggestion, said },
  reference,
}: {
  readonly answered: Found['answered'][number]
  readonly reference: string
}) {
  const stale = { touches: () => [keys.recurrences(reference)] }
  const undo = useChange('undoRemoval', stale)
  const remove = useChange('removeRecurrence', {
    ...stale,
    onDone: ({ removalId }) => offerUndo('Answer removed.', () => undo.mutate({ removalId })),
  })
  return (
    <li className="flex items-start gap-2 py-3">
      <p className="min-w-0 flex-1">
        {said.isSame ? `${recurrenceKinds[said.kind]}` : 'Another class'}
        {suggestion !== null && (
          <>
            : <FixLink suggestion={suggestion} />
          </>
        )}
        <span className="block text-sm text-soft">{said.text}</span>
      </p>
      <Whoever may="write">
        <IconButton icon="close" label="Remove this answer" onClick={() => remove.mutate({ id: said.id })} />
      </Whoever>
    </li>
  )
}
