import { clockOf } from '@secondstory/review/model/instants'
import {
  type ExitChoice,
  type ExitQuestion,
  exitChoices,
  exitQuestions,
  partRules,
  partTime,
} from '@secondstory/review/model/meetings'
import { type SubmitEvent, useEffect, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { TextArea } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Papers } from './MeetingRound.tsx'
import { useSecond } from './use-meeting.ts'
import type { SeatSeen, SeatWork } from './use-seat.ts'

interface Sitting {
  readonly seat: SeatWork
  readonly seen: SeatSeen
}

/** What somebody in a seat sees: the one thing the room looks at, and one box. */
export function Seat({ seat, seen, skew_ms }: Sitting & { readonly skew_ms: number }) {
  const { floor, round } = seen
  const [toldBy, setToldBy] = useState('')
  const isWriting = round !== null && !round.isReleased && floor.state !== 'ended'
  return (
    <div className="flex flex-1 flex-col gap-7">
      <Head seen={seen} skew_ms={skew_ms} />
      <RefusalNotice error={seat.work.error} />
      {floor.pollAt !== null && <Exit seat={seat} seen={seen} />}
      {isWriting && <Paper key={round.id} {...{ seat, round, toldBy }} />}
      {!isWriting && floor.state !== 'ended' && <OnTheWall seen={seen} />}
      {round?.isReleased === true && <Papers round={round} />}
      {floor.state !== 'ended' && (
        <div className="mt-auto flex flex-col gap-3 border-t border-line pt-4">
          <Hand {...{ seat, seen, toldBy }} />
          {!isWriting && <Park seat={seat} isAgreed={floor.agreedAt !== null} />}
          <Fold label={toldBy === '' ? 'Shown as someone' : `Shown as ${toldBy}`}>
            <label className="flex flex-col gap-1.5 pt-2">
              <span className="text-sm text-soft">
                A role instead, if you like: “database on-call”. Never a name; none is kept here.
              </span>
              <input
                aria-label="Shown as this role"
                className="target w-full rounded-md border border-edge/60 bg-raised px-3"
                value={toldBy}
                maxLength={100}
                autoComplete="off"
                onChange={(event) => setToldBy(event.target.value)}
              />
            </label>
          </Fold>
        </div>
      )}
    </div>
  )
}

function Head({ seen, skew_ms }: { readonly seen: SeatSeen; readonly skew_ms: number }) {
  const { floor, agenda } = seen
  const now = useSecond(skew_ms)
  const { share, sentence } = partTime(floor, agenda, now)
  return (
    <header>
      <p className="truncate text-sm text-faint">{seen.title}</p>
      <h1 tabIndex={-1} className="title text-lg">
        {floor.state === 'ended' ? 'The meeting is over' : partRules[floor.part].name}
      </h1>
      <span className="mt-2 block h-1 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      <p className="mt-1 text-sm text-faint">
        {floor.state === 'planned'
          ? `It has not begun yet${seen.startsAt === null ? '' : `; it is planned for ${hereInWords(seen.startsAt)}`}. This page waits with you.`
          : floor.state === 'running' && sentence}
      </p>
    </header>
  )
}

/** An instant on the clock of this device: whoever sits here may be in another zone than the room. */
function hereInWords(at: string): string {
  return new Date(at).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

function OnTheWall({ seen }: { readonly seen: SeatSeen }) {
  const { event, card, floor } = seen
  const isWalking = floor.part === 'timeline' && event !== null
  return (
    <section aria-label="On the wall" aria-live="polite">
      {isWalking ? (
        <>
          <p className="font-mono text-lg tabular">
            {event.happenedAt === null ? 'in order' : clockOf(event.happenedAt)}
          </p>
          <p className="mt-1 font-serif text-xl [overflow-wrap:anywhere]">{event.text}</p>
          <p className="mt-3 text-md text-accent">What did you know at this point?</p>
        </>
      ) : (
        <p className="title text-xl text-balance">{card}</p>
      )}
    </section>
  )
}

/** Everybody writes before anybody reads. What is written can be rewritten until then. */
function Paper({
  seat,
  round,
  toldBy,
}: {
  readonly seat: SeatWork
  readonly round: NonNullable<SeatSeen['round']>
  readonly toldBy: string
}) {
  const [text, setText] = useState(round.mine)
  const isLaid = round.mine !== '' && round.mine === text
  const lay = (event: SubmitEvent) => {
    event.preventDefault()
    void seat.send((secret) => ask('addPaper', { seat: secret, roundId: round.id, text, toldBy }))
  }
  return (
    <form aria-label="Silent round" onSubmit={lay} className="flex flex-col gap-3">
      <p className="title text-xl text-balance">{round.ask}</p>
      <TextArea
        label="Your answer"
        isLabelHidden
        maxLength={2000}
        rows={5}
        value={text}
        hint="Nobody reads it before everybody has written; then all of them are read at once."
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="accent" isBusy={seat.work.isPending} disabled={isLaid}>
        {isLaid
          ? 'It lies on the table'
          : round.mine === ''
            ? 'Lay it on the table'
            : 'Lay it on the table anew'}
      </Button>
    </form>
  )
}

function Hand({ seat, seen, toldBy }: Sitting & { readonly toldBy: string }) {
  const waits =
    seen.before === 0
      ? 'You are next.'
      : seen.before === 1
        ? 'One hand is before yours.'
        : `${seen.before} hands are before yours.`
  return (
    <div className="flex items-center gap-3">
      <Button
        className="flex-1"
        aria-pressed={seen.isHandUp}
        onClick={() =>
          void seat.send((secret) => ask('markHand', { seat: secret, isUp: !seen.isHandUp, toldBy }))
        }
      >
        {seen.isHandUp ? 'Take my hand down' : 'Raise my hand'}
      </Button>
      {seen.isHandUp && <p className="text-sm text-soft">{waits}</p>}
    </div>
  )
}

function Park({ seat, isAgreed }: { readonly seat: SeatWork; readonly isAgreed: boolean }) {
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (text !== '') setSaid('')
  }, [text])
  const park = async (event: SubmitEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const kept = await seat.send((secret) =>
      ask('addIdea', { seat: secret, text }).then(({ because }) => {
        setText('')
        setSaid(because === '' ? 'It stands among the ideas.' : because)
      }),
    )
    return kept
  }
  return (
    <form onSubmit={(event) => void park(event)}>
      <div className="flex gap-2">
        <input
          aria-label="An idea, for later"
          placeholder={isAgreed ? 'An idea' : 'Park an idea for later'}
          className="target w-full min-w-0 rounded-md border border-edge/60 bg-raised px-3"
          value={text}
          maxLength={2000}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{isAgreed ? 'Add' : 'Park'}</Button>
      </div>
      <p role="status" className="mt-1 text-sm text-soft">
        {said}
      </p>
    </form>
  )
}

const choiceWords = { yes: 'Yes', partly: 'Partly', no: 'No' } as const

/** Two questions on the way out. */
function Exit({ seat, seen }: Sitting) {
  const [answer, setAnswer] = useState<Readonly<Partial<Record<ExitQuestion, ExitChoice>>>>({})
  if (seen.hasLeft) {
    return (
      <p role="status" className="title text-xl">
        Thank you. Your answers carry no name, and nobody can find them again.
      </p>
    )
  }
  const { learned, evaluated } = answer
  const pick = (question: ExitQuestion) => (
    <Choices<ExitChoice>
      label={exitQuestions[question]}
      value={answer[question] ?? null}
      onChange={(choice) => setAnswer({ ...answer, [question]: choice })}
      choices={exitChoices.map((value) => ({ value, label: choiceWords[value] }))}
    />
  )
  return (
    <form
      aria-label="On the way out"
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (learned === undefined || evaluated === undefined) return
        void seat.send((secret) => ask('addExitAnswer', { seat: secret, learned, evaluated }))
      }}
    >
      {pick('learned')}
      {pick('evaluated')}
      <Button type="submit" look="accent" disabled={learned === undefined || evaluated === undefined}>
        Send both
      </Button>
      <p className="text-sm text-faint">Shown in bands, and only once five or more have answered.</p>
    </form>
  )
}
