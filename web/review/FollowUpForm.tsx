import type { Action } from '@secondstory/review/model/actions'
import {
  type EffectKind,
  effectChoices,
  monthsInWords,
  silenceTable,
} from '@secondstory/review/model/follow-ups'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Field, TextArea } from '../kit/Field.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'

/** What every follow-up makes stale. */
const touched = [['incident'], keys.actionCheck, keys.actions(), keys.home] as const

interface Parts {
  readonly action: Action
  readonly onDone: () => void
}

/** A line, a button that keeps it, and a way back. */
function LineForm({
  label,
  hint,
  save,
  isBusy,
  error,
  onSave,
  onDone,
  children,
}: {
  readonly label: string
  readonly hint?: string
  readonly save: string
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onSave: (text: string) => void
  readonly onDone: () => void
  readonly children?: ReactNode
}) {
  const [text, setText] = useState('')
  const send = (submit: SubmitEvent) => {
    submit.preventDefault()
    onSave(text.trim())
  }
  return (
    <form
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone()
      }}
      className="mt-3 flex flex-col gap-3 rounded-lg border border-line bg-raised p-4"
    >
      {children}
      <TextArea
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={text}
        rows={2}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <RefusalNotice error={error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent" isBusy={isBusy}>
          {save}
        </Button>
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** A new day for an open action, and what was not known when the old one was chosen. */
export function ReDateForm({ action, onDone }: Parts) {
  const [dueOn, setDueOn] = useState('')
  const move = useChange('correctDueDay', { touches: () => touched, onDone })
  return (
    <LineForm
      label="What did we not know when we chose this date?"
      hint="It is kept beside the action, so that the next estimate knows it."
      save="Move the day"
      isBusy={move.isPending}
      error={move.error}
      onDone={onDone}
      onSave={(because) => {
        if (dueOn !== '') move.mutate({ id: action.id, version: action.version, dueOn, because })
      }}
    >
      <Field
        label="New day"
        type="date"
        required
        min="2000-01-01"
        max="2099-12-31"
        className="max-w-52"
        value={dueOn}
        onChange={(event) => setDueOn(event.target.value)}
      />
    </LineForm>
  )
}

/** What an open action waits for, or that it goes on. */
export function WaitForm({ action, kind, onDone }: Parts & { readonly kind: 'blocked' | 'freed' }) {
  const add = useChange('addFollowUp', { touches: () => touched, onDone })
  return (
    <LineForm
      label={kind === 'blocked' ? 'What does it wait for?' : 'What changed, so that it can go on?'}
      save={kind === 'blocked' ? 'It waits' : 'It goes on'}
      isBusy={add.isPending}
      error={add.error}
      onDone={onDone}
      onSave={(text) => add.mutate({ id: action.id, kind, text })}
    />
  )
}

/** Done or dropped, with what came of it. */
export function CloseForm({ action, state, onDone }: Parts & { readonly state: 'done' | 'dropped' }) {
  const close = useChange('closeAction', { touches: () => touched, onDone })
  return (
    <LineForm
      label={
        state === 'done'
          ? 'What came of it, and what shows that it works?'
          : 'What did we learn that makes it unneeded?'
      }
      save={state === 'done' ? 'Close as done' : 'Drop it'}
      isBusy={close.isPending}
      error={close.error}
      onDone={onDone}
      onSave={(outcome) => close.mutate({ id: action.id, version: action.version, state, outcome })}
    />
  )
}

const questions: Readonly<Record<EffectKind, string>> = {
  exercised: 'What failed without it, and held with it?',
  'seen-working': 'What did it stop or catch?',
  supported: 'What were the numbers taken from?',
  'not-yet-seen': 'What have we looked at so far?',
  refuted: 'What came back, and how did it get through?',
  'not-in-path': 'What came back, and which way did it take?',
}

/** What was seen of an action that is done: the question of the effectiveness review, and its result. */
export function EffectForm({ action, onDone }: Parts) {
  const [kind, setKind] = useState<EffectKind>('exercised')
  const [link, setLink] = useState('')
  const [lookAgainOn, setLookAgainOn] = useState('')
  const [numbers, setNumbers] = useState({ eventsBefore: '', monthsBefore: '12' })
  const add = useChange('addFollowUp', { touches: () => touched, onDone })
  return (
    <LineForm
      label={questions[kind]}
      save="Keep what was seen"
      isBusy={add.isPending}
      error={add.error}
      onDone={onDone}
      onSave={(text) =>
        add.mutate({
          id: action.id,
          kind,
          text,
          link,
          lookAgainOn: lookAgainOn === '' ? null : lookAgainOn,
          eventsBefore: wholeOf(numbers.eventsBefore),
          monthsBefore: wholeOf(numbers.monthsBefore),
        })
      }
    >
      <p className="text-soft">
        {action.plan.measure === ''
          ? 'Show it failing without the fix and holding with it.'
          : `It works when: ${action.plan.measure}`}
      </p>
      <Choices<EffectKind>
        label="What was seen"
        columns={2}
        value={kind}
        onChange={setKind}
        choices={effectChoices.map(({ kind: value, label, about }) => ({ value, label, about }))}
      />
      {(kind === 'supported' || kind === 'not-yet-seen') && <Silence />}
      {kind === 'supported' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Times it came up before"
            type="number"
            min={1}
            required
            value={numbers.eventsBefore}
            onChange={(event) => setNumbers({ ...numbers, eventsBefore: event.target.value })}
          />
          <Field
            label="In how many months"
            type="number"
            min={1}
            required
            value={numbers.monthsBefore}
            onChange={(event) => setNumbers({ ...numbers, monthsBefore: event.target.value })}
          />
        </div>
      )}
      {kind === 'not-yet-seen' && (
        <Field
          label="We look again on"
          type="date"
          required
          min="2000-01-01"
          max="2099-12-31"
          className="max-w-52"
          value={lookAgainOn}
          onChange={(event) => setLookAgainOn(event.target.value)}
        />
      )}
      {(kind === 'exercised' || kind === 'seen-working') && (
        <Field
          label="Where it can be seen"
          placeholder="A test, a drill, a change"
          isOptional
          value={link}
          onChange={(event) => setLink(event.target.value)}
        />
      )}
    </LineForm>
  )
}

function wholeOf(text: string): number | null {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : null
}

/** Shown where silence is about to be taken for an effect. */
export function Silence() {
  return (
    <figure className="border-s-2 border-edge/60 ps-4">
      <figcaption className="text-soft">
        Silence is not evidence yet. How long it has to be quiet, before quiet says anything at one chance in
        twenty:
      </figcaption>
      <table className="tabular mt-2 text-sm">
        <thead className="text-start text-faint">
          <tr>
            <th scope="col" className="pe-6 text-start font-normal">
              Times in the 12 months before
            </th>
            <th scope="col" className="text-start font-normal">
              Quiet needed after
            </th>
          </tr>
        </thead>
        <tbody>
          {silenceTable.map(({ eventsBefore, monthsNeeded }) => (
            <tr key={eventsBefore}>
              <td className="pe-6">{eventsBefore}</td>
              <td>{monthsInWords(monthsNeeded)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
