import { reference } from '@secondstory/review/model/incident'
import {
  heardBlameCardId,
  type MeetingPart,
  meetingParts,
  partRules,
} from '@secondstory/review/model/meetings'
import { askedQuestions, findQuestion, type OwnQuestion } from '@secondstory/review/model/questions'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { UndoBar } from '../kit/Undo.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useMayHere } from '../record.ts'
import { MeetingClock } from './MeetingClock.tsx'
import { MeetingDate } from './MeetingDate.tsx'
import { MeetingDoor } from './MeetingDoor.tsx'
import { MeetingExits } from './MeetingExits.tsx'
import { MeetingLines } from './MeetingLines.tsx'
import { MeetingRound } from './MeetingRound.tsx'
import { Side } from './MeetingSide.tsx'
import { MeetingWalk } from './MeetingWalk.tsx'
import type { Dated } from './meeting-date-entry.ts'
import type { MeetingWork, OpenMeeting } from './use-meeting.ts'

interface Shown {
  readonly meeting: OpenMeeting
  readonly record: WorkingRecord
  readonly own: readonly OwnQuestion[]
}

/** The wall of a meeting: one thing at a time in the middle, what waits at the side, the clock as a line. */
export function Meeting({
  meeting,
  record,
  own,
}: {
  readonly meeting: MeetingWork
  readonly record: WorkingRecord
  readonly own: readonly OwnQuestion[]
}) {
  const { wall } = meeting
  const about = { reference: reference(record.incident), incidentId: record.incident.id }
  if (wall === null) return <NoMeeting meeting={meeting} about={about} />
  const shown = { meeting: { ...meeting, wall }, record, own }
  return (
    <>
      <MeetingClock meeting={shown.meeting} />
      <div className="mt-8 grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-8">
          {meeting.lost !== null && (
            <Notice tone="amber">
              The server is out of reach. The wall shows how it stood a moment ago.
            </Notice>
          )}
          <RefusalNotice error={meeting.work.error} />
          <Middle {...shown} />
        </div>
        <aside aria-label="Beside the meeting" className="flex min-w-0 flex-col gap-8">
          {wall.floor.state === 'planned' && <MeetingDate about={about} date={wall.date} />}
          <MeetingHands meeting={shown.meeting} />
          <MeetingLines meeting={shown.meeting} kinds={['parked', 'note']} />
          <MeetingDoor meeting={shown.meeting} />
        </aside>
      </div>
      <UndoBar />
    </>
  )
}

function NoMeeting({ meeting, about }: { readonly meeting: MeetingWork; readonly about: Dated }) {
  const may = useMayHere()
  return (
    <div className="mx-auto mt-16 max-w-[36rem]">
      <RefusalNotice error={meeting.work.error} />
      <Empty
        title="An hour, with the facts before the fixes"
        sentence="Opening, what happened, what let it through, what could be different, closing. Everybody sees the same wall; those in the room join it by a link or a code, without a name."
        example="5, 20, 15, 15 and 5 minutes. Each can be adjusted before and while it goes on."
        action={
          may('write') ? (
            <Button
              look="accent"
              isBusy={meeting.work.isPending}
              onClick={() => void meeting.change('openMeeting', { incidentId: about.incidentId })}
            >
              Open the meeting
            </Button>
          ) : undefined
        }
      />
      <div className="mt-10">
        <MeetingDate about={about} date={null} />
      </div>
    </div>
  )
}

/** What the room looks at: the card, then what the part is about. */
function Middle({ meeting, record, own }: Shown) {
  const { floor, round } = meeting.wall
  const isWriting = round !== null && round.releasedAt === null
  const rule = partRules[floor.part]
  const guides = useMayHere()('write')
  const cardForBlame = {
    ...{ keys: 'b', about: 'Show the card for a blame that was heard' },
    run: () => void heard(meeting),
  }
  useShortcuts('Meeting', guides ? [cardForBlame] : [])
  if (floor.state === 'ended') return <AfterMeeting meeting={meeting} record={record} />
  return (
    <>
      <section aria-label="On the wall">
        <p className="text-md text-soft">{rule.means}</p>
        {!isWriting && <Card meeting={meeting} own={own} />}
      </section>
      {floor.state === 'planned' && guides && (
        <div>
          <Button look="accent" className="px-6" onClick={() => void meeting.move({ kind: 'start' })}>
            Start the meeting
          </Button>
        </div>
      )}
      {rule.script.length > 0 && !isWriting && <Script lines={rule.script} />}
      {round !== null && <MeetingRound meeting={meeting} round={round} />}
      {!isWriting && <PartWork meeting={meeting} record={record} own={own} />}
      {guides && <Moves meeting={meeting} isWriting={isWriting} />}
    </>
  )
}

function heard(meeting: OpenMeeting): Promise<unknown> {
  return meeting.move({ kind: 'card', questionId: heardBlameCardId })
}

function Script({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className="flex max-w-[40rem] flex-col gap-4 border-s-2 border-line ps-5">
      {lines.map((line) => (
        <p key={line} className="font-serif text-lg text-soft">
          {line}
        </p>
      ))}
    </div>
  )
}

/** The question everybody sees, and the others of this part one press away. */
function Card({ meeting, own }: { readonly meeting: OpenMeeting; readonly own: readonly OwnQuestion[] }) {
  const { floor } = meeting.wall
  // While the room walks from event to event, the event is what it looks at.
  const isAside = floor.part === 'timeline' && floor.eventId !== null
  const words = floor.cardId === null ? null : findQuestion(floor.cardId, own)
  const cards = cardsOf(floor.part, own)
  const place = cards.findIndex(({ id }) => id === floor.cardId)
  const turn = (by: number) => {
    const next = cards[(Math.max(place, by < 0 ? cards.length : place) + by + cards.length) % cards.length]
    if (next !== undefined) void meeting.move({ kind: 'card', questionId: next.id })
  }
  const guides = useMayHere()('write')
  const turns = [
    { keys: 'ArrowRight', about: 'Next card', run: () => turn(1) },
    { keys: 'ArrowLeft', about: 'Card before', run: () => turn(-1) },
  ]
  useShortcuts('Card', guides ? turns : [])
  return (
    <div className="mt-3 flex items-start gap-4">
      <p
        aria-live="polite"
        className={classes(
          'min-w-0 flex-1 text-balance',
          isAside ? 'font-serif text-lg text-soft' : 'title text-2xl sm:text-[2.75rem] sm:leading-[1.2]',
        )}
      >
        {words ?? ''}
      </p>
      {guides && (
        <span className="flex shrink-0">
          <IconButton label="Card before" icon="left" onClick={() => turn(-1)} />
          <IconButton label="Next card" icon="right" onClick={() => turn(1)} />
        </span>
      )}
    </div>
  )
}

function cardsOf(part: MeetingPart, own: readonly OwnQuestion[]) {
  const places = {
    opening: 'meeting',
    timeline: 'timeline',
    conditions: 'factors',
    changes: 'actions',
    closing: 'meeting',
  } as const
  return askedQuestions(places[part], own, new Map())
}

function PartWork({ meeting, record }: Shown) {
  const { part } = meeting.wall.floor
  if (part === 'timeline') return <MeetingWalk meeting={meeting} record={record} />
  if (part === 'conditions') return <MeetingLines meeting={meeting} kinds={['theme']} isLarge />
  if (part === 'changes') return <MeetingLines meeting={meeting} kinds={['idea']} isLarge />
  if (part === 'closing') return <MeetingExits meeting={meeting} />
  return null
}

/** The few things whoever guides the meeting does; the one that comes next is the accent. */
function Moves({ meeting, isWriting }: { readonly meeting: OpenMeeting; readonly isWriting: boolean }) {
  const [asking, setAsking] = useState(false)
  const { floor } = meeting.wall
  const next = meetingParts[meetingParts.indexOf(floor.part) + 1]
  if (isWriting || floor.state === 'planned') return null
  return (
    <section aria-label="Guide the meeting" className="no-print border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-2">
        {next === undefined ? (
          <Button look="accent" onClick={() => void meeting.move({ kind: 'end' })}>
            End the meeting
          </Button>
        ) : (
          <Button look="accent" onClick={() => void meeting.move({ kind: 'part', part: next })}>
            On to: {partRules[next].name.toLowerCase()}
          </Button>
        )}
        <Button onClick={() => setAsking(!asking)} aria-expanded={asking}>
          Silent round
        </Button>
        <Button look="quiet" onClick={() => void heard(meeting)}>
          A blame was heard
        </Button>
      </div>
      {asking && <AskRound meeting={meeting} onClose={() => setAsking(false)} />}
    </section>
  )
}

function AskRound({ meeting, onClose }: { readonly meeting: OpenMeeting; readonly onClose: () => void }) {
  const [words, setWords] = useState('What surprised you most?')
  return (
    <form
      aria-label="Open a silent round"
      className="mt-4 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() === '') return
        void meeting.change('openRound', { meetingId: meeting.wall.id, ask: words }).then(onClose)
      }}
    >
      <label className="flex min-w-0 grow basis-72 flex-col gap-1.5">
        <span className="font-medium">Everybody writes to this before anybody reads</span>
        <input
          className="target w-full rounded-md border border-edge/60 bg-raised px-3"
          value={words}
          maxLength={300}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <Button type="submit">Begin</Button>
    </form>
  )
}

/** Hands that are up, the longest waiting first. Nothing of it is kept. */
function MeetingHands({ meeting }: { readonly meeting: OpenMeeting }) {
  const { hands } = meeting.wall
  const guides = useMayHere()('write')
  return (
    <Side title="Hands" isEmpty={hands.length === 0} empty="Nobody waits to speak.">
      <ol className="flex flex-col">
        {hands.map((hand, index) => (
          <li key={hand.id} className="flex items-center justify-between gap-3">
            <span className={classes(index === 0 ? 'text-ink' : 'text-soft', 'first-letter:uppercase')}>
              {hand.toldBy === '' ? 'Someone' : hand.toldBy}
            </span>
            {guides && (
              <Button
                look="quiet"
                className="text-sm"
                onClick={() =>
                  void meeting.change('closeHand', { meetingId: meeting.wall.id, handId: hand.id })
                }
              >
                Had its turn
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Side>
  )
}

function AfterMeeting({
  meeting,
  record,
}: {
  readonly meeting: OpenMeeting
  readonly record: WorkingRecord
}) {
  const guides = useMayHere()('write')
  return (
    <>
      <p className="title text-2xl">The meeting is over. What it found stands here and in the review.</p>
      <MeetingLines meeting={meeting} kinds={['theme', 'idea']} isLarge />
      <MeetingExits meeting={meeting} />
      {guides && (
        <div>
          <Button onClick={() => void meeting.change('openMeeting', { incidentId: record.incident.id })}>
            Open another meeting
          </Button>
        </div>
      )}
    </>
  )
}
