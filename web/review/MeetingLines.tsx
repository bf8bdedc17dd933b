import {
  type EntryKind,
  heardBlameCardId,
  type MeetingEntry,
  soakBlockers,
  soakedAt,
  themeRange,
} from '@secondstory/review/model/meetings'
import { strengthLevels } from '@secondstory/review/model/strength'
import { type SubmitEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Select } from '../kit/Field.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { useMayHere } from '../record.ts'
import { dayInWords } from '../words.ts'
import { type OpenMeeting, useSecond } from './use-meeting.ts'

interface KindWords {
  readonly title: string
  readonly empty: string
  readonly label: string
}

const words: Readonly<Record<EntryKind, KindWords>> = {
  parked: {
    title: 'Parking lot',
    empty: 'Fixes that come up early wait here, so that nobody has to hold on to one.',
    label: 'Park an idea',
  },
  note: { title: 'Notes', empty: 'What was said, in roles. One line is enough.', label: 'Note' },
  theme: {
    title: 'Themes',
    empty: `Between ${themeRange.least} and ${themeRange.most}: what ran through the story, said as a condition.`,
    label: 'A theme',
  },
  idea: {
    title: 'Ideas',
    empty: 'Ideas are not actions yet. They rest for some working days, and then one of them may become one.',
    label: 'An idea',
  },
}

/** Lines of a meeting, kind by kind, each with a box to add one. */
export function MeetingLines({
  meeting,
  kinds,
  isLarge = false,
}: {
  readonly meeting: OpenMeeting
  readonly kinds: readonly EntryKind[]
  readonly isLarge?: boolean
}) {
  const guides = useMayHere()('write')
  return kinds.map((kind) => (
    <section key={kind} aria-label={words[kind].title}>
      <h2 className="overline-label mb-1">{words[kind].title}</h2>
      <Lines {...{ meeting, kind, isLarge }} />
      {guides && meeting.wall.floor.state !== 'ended' && <AddLine meeting={meeting} kind={kind} />}
    </section>
  ))
}

function Lines({
  meeting,
  kind,
  isLarge,
}: {
  readonly meeting: OpenMeeting
  readonly kind: EntryKind
  readonly isLarge: boolean
}) {
  const guides = useMayHere()('write')
  const lines = meeting.wall.entries.filter((entry) => entry.kind === kind)
  const why = lines.find(({ because }) => because !== '')?.because ?? null
  if (lines.length === 0) return <p className="text-sm text-faint">{words[kind].empty}</p>
  return (
    <>
      <ul className="flex flex-col">
        {lines.map((entry) => (
          <li key={entry.id} className="border-t border-line py-1.5 first:border-0">
            <div className="flex items-start gap-2">
              <p
                className={classes(
                  'min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere]',
                  isLarge && 'font-serif text-lg sm:text-xl',
                )}
              >
                {entry.text}
              </p>
              {guides && (
                <IconButton
                  label={`Remove: ${entry.text}`}
                  icon="close"
                  onClick={() => void remove(meeting, entry)}
                />
              )}
            </div>
            {guides && kind === 'parked' && meeting.wall.floor.agreedAt !== null && (
              <Button look="quiet" className="-ms-3.5 text-sm" onClick={() => void takeOut(meeting, entry)}>
                Make it an idea
              </Button>
            )}
            {kind === 'idea' && <Resting {...{ meeting, entry }} />}
          </li>
        ))}
      </ul>
      {why !== null && meeting.wall.floor.agreedAt === null && (
        <p className="mt-1 mb-2 text-sm text-soft">{why}</p>
      )}
    </>
  )
}

function takeOut(meeting: OpenMeeting, { id, version }: MeetingEntry) {
  return meeting.change('correctMeetingEntry', { id, version, kind: 'idea' })
}

async function remove(meeting: OpenMeeting, { id, text }: MeetingEntry): Promise<void> {
  const answer = await meeting.change('removeMeetingEntry', { id })
  if (!isRemoval(answer)) return
  offerUndo(`“${text.slice(0, 60)}” is removed.`, () => {
    void ask('undoRemoval', { removalId: answer.removalId }).then(meeting.look, () => undefined)
  })
}

function isRemoval(answer: unknown): answer is { readonly removalId: string } {
  return typeof answer === 'object' && answer !== null && 'removalId' in answer
}

const strengths = strengthLevels
  .filter(({ strength }) => strength > 0)
  .map(({ strength, name }) => ({ value: String(strength), label: name }))

/** How long an idea rests, and then the way to make it an action. */
function Resting({ meeting, entry }: { readonly meeting: OpenMeeting; readonly entry: MeetingEntry }) {
  const now = useSecond(meeting.skew_ms)
  const [strength, setStrength] = useState('3')
  const { soak_days } = meeting.wall
  const guides = useMayHere()('write')
  if (entry.actionId !== null) return <p className="text-sm text-soft">Proposed as an action.</p>
  if (soakBlockers(entry, soak_days, now).length > 0) {
    const until = soakedAt(entry.addedAt, soak_days)
    return (
      <p className="text-sm text-faint">
        Rests until {dayInWords(until)}, {until.slice(11, 16)} UTC.
      </p>
    )
  }
  if (!guides) return null
  return (
    <div className="flex flex-wrap items-end gap-2 pb-1">
      <Select
        label="How strong it is"
        value={strength}
        options={strengths}
        onChange={(event) => setStrength(event.target.value)}
      />
      <Button
        onClick={() => void meeting.change('acceptIdea', { id: entry.id, strength: strengthOf(strength) })}
      >
        Propose it as an action
      </Button>
    </div>
  )
}

function strengthOf(value: string): 1 | 2 | 3 | 4 | 5 {
  return ([1, 2, 3, 4, 5] as const).find((each) => String(each) === value) ?? 3
}

/** One box. A note that points at a person is kept as it was said, and the card for it is offered. */
function AddLine({ meeting, kind }: { readonly meeting: OpenMeeting; readonly kind: EntryKind }) {
  const [text, setText] = useState('')
  const [heard, setHeard] = useState<string | null>(null)
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const kept = await meeting.change('addMeetingEntry', { meetingId: meeting.wall.id, kind, text })
    if (kept === undefined) return
    setText('')
    const { check } = await import('@secondstory/language')
    const blame = check(text).find(({ level }) => level !== 'hint')
    setHeard(blame === undefined ? null : blame.ask)
  }
  return (
    <>
      <form onSubmit={(event) => void save(event)} className="mt-1 flex gap-2">
        <input
          aria-label={words[kind].label}
          placeholder={words[kind].label}
          value={text}
          maxLength={2000}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          className="target w-full min-w-0 rounded-md border border-edge/60 bg-raised px-3"
        />
        <Button type="submit">Add</Button>
      </form>
      {heard !== null && (
        <p role="status" className="mt-2 border-s-2 border-amber-line ps-3 text-sm text-soft">
          {heard}{' '}
          <button
            type="button"
            className="text-accent underline underline-offset-2"
            onClick={() => {
              setHeard(null)
              void meeting.move({ kind: 'card', questionId: heardBlameCardId })
            }}
          >
            Show the card: what was known then?
          </button>
        </p>
      )}
    </>
  )
}
