import { SMALLEST_GROUP } from '@secondstory/review/model/bands'
import {
  type PulseAnswer,
  type PulseRound,
  pulseQuestions,
  pulseScale,
} from '@secondstory/review/model/pulse'
import { dayAfter } from '@secondstory/review/model/reports'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, pulseQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords, useNow } from '../words.ts'
import { Page, Part } from './Page.tsx'

/** How safe it is to speak here, asked without knowing who answers. */
export function Pulse() {
  const may = useMay()
  const pulse = useQuery(pulseQuery)
  const open = pulse.data?.rounds.find(({ closedOn }) => closedOn === null)
  const closed = pulse.data?.rounds.filter(({ closedOn }) => closedOn !== null) ?? []
  return (
    <Page
      width="form"
      title="Pulse"
      about={`Five questions, four times a year at most. Answers carry no name, are shown as bands when a round is over, and never of fewer than ${SMALLEST_GROUP} people.`}
    >
      <RefusalNotice error={pulse.error} />
      {pulse.isPending && <Skeleton lines={4} />}
      {open !== undefined && (
        <Part title={`Open until ${dayInWords(open.endsOn)}`}>
          {pulse.data?.isAsked === true ? (
            <Questions />
          ) : (
            <p className="text-soft">You took your token for this round. Its result shows when it is over.</p>
          )}
        </Part>
      )}
      {may('startPulse') && pulse.data !== undefined && <Rounds isOpen={open !== undefined} />}
      {closed.map((round) => (
        <Part key={round.id} title={`Closed on ${dayInWords(round.closedOn ?? round.endsOn)}`}>
          <Result round={round} />
        </Part>
      ))}
      {pulse.data !== undefined && open === undefined && closed.length === 0 && (
        <p className="text-soft">No round was asked yet. A keeper starts one.</p>
      )}
    </Page>
  )
}

const unsaid: readonly PulseAnswer[] = pulseQuestions.map(() => null)

/** The token is taken at the moment of sending: one asks who is here, the other leaves without a name. */
function Questions() {
  const [answers, setAnswers] = useState(unsaid)
  const send = useChange('acceptPulse', {
    touches: () => [],
    onDone: ({ token }) => void leave.mutate({ token, answers: [...answers] }),
  })
  const leave = useChange('addPulseAnswer', { touches: () => [keys.pulse] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({})
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {pulseQuestions.map(({ text }, place) => (
        <Select
          key={text}
          label={text}
          value={String(answers[place] ?? '')}
          options={pulseScale.map(({ value, label }) => ({ value: String(value ?? ''), label }))}
          onChange={(event) => {
            const chosen = pulseScale.find(({ value }) => String(value ?? '') === event.target.value)
            setAnswers(answers.with(place, chosen?.value ?? null))
          }}
        />
      ))}
      <p className="text-sm text-soft">
        That you took part is kept until the round is over, so that nobody answers twice. What you answered is
        kept apart from it.
      </p>
      <RefusalNotice error={send.error ?? leave.error} />
      <Button type="submit" look="accent" isBusy={send.isPending || leave.isPending} className="self-start">
        Send without a name
      </Button>
    </form>
  )
}

function Result({ round }: { readonly round: PulseRound }) {
  const { result } = round
  if (result === null) {
    return (
      <p className="text-soft">
        Fewer than {SMALLEST_GROUP} people answered, so nothing is shown and nothing was kept.
      </p>
    )
  }
  return (
    <>
      <p className="mb-2 text-sm text-soft">{result.answered} people answered. Agreed, mostly or fully:</p>
      <dl className="flex flex-col divide-y divide-line/70">
        {pulseQuestions.map(({ text, isReversed }, place) => (
          <div key={text} className="grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_12rem]">
            <dt>
              {text}
              {isReversed && <span className="ms-1 text-sm text-faint">Here agreeing is the worry.</span>}
            </dt>
            <dd className="text-soft">{result.agreed[place]?.yes ?? 'too few answered this one'}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Rounds({ isOpen }: { readonly isOpen: boolean }) {
  const today = useNow().slice(0, 10)
  const [endsOn, setEnds] = useState(dayAfter(today, 14))
  const start = useChange('startPulse', { touches: () => [keys.pulse] })
  const close = useChange('closePulse', { touches: () => [keys.pulse] })
  if (isOpen) {
    return (
      <Part title="For keepers">
        <Notice
          action={
            <Button isBusy={close.isPending} onClick={() => close.mutate({})}>
              End the round now
            </Button>
          }
        >
          It ends by itself. Ended now, it shows what was answered so far, for good.
        </Notice>
        <RefusalNotice error={close.error} />
      </Part>
    )
  }
  return (
    <Part title="For keepers">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate({ endsOn })
        }}
        className="flex flex-wrap items-end gap-4"
      >
        <Field
          label="Last day"
          type="date"
          required
          className="w-44"
          value={endsOn}
          onChange={(event) => setEnds(event.target.value)}
        />
        <Button type="submit" isBusy={start.isPending}>
          Start a round
        </Button>
      </form>
      <RefusalNotice error={start.error} />
    </Part>
  )
}
