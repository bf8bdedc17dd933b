import {
  longestPart_min,
  type MeetingPart,
  meetingParts,
  partRules,
  partTime,
  timeIn_ms,
  timelineShare,
} from '@secondstory/review/model/meetings'
import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { useMayHere } from '../record.ts'
import { type OpenMeeting, useSecond } from './use-meeting.ts'

/** The agenda as a line, true to scale: what each part has had of its minutes, and which one it is. */
export function MeetingClock({ meeting }: { readonly meeting: OpenMeeting }) {
  const { wall, move } = meeting
  const { agenda, floor } = wall
  const now = useSecond(meeting.skew_ms)
  const [isAdjusting, setAdjusting] = useState(false)
  const guides = useMayHere()('write')
  const time = partTime(floor, agenda, now)
  const isPast = meetingParts.indexOf(floor.part) > meetingParts.indexOf('timeline')
  const early = isPast && floor.agreedAt === null ? timelineShare(floor, agenda, now) : null
  return (
    <section aria-label="Agenda">
      <ol className="flex gap-1">
        {meetingParts.map((part) => (
          <li key={part} style={{ flexGrow: Math.max(3, agenda[part]), flexBasis: 0 }} className="min-w-0">
            <Segment {...{ part, meeting, now }} />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-x-6 text-soft">
        <p
          role="status"
          className={classes('py-1', time.isOver && floor.state === 'running' && 'text-amber')}
        >
          <span className="me-2 font-medium text-ink sm:hidden">{partRules[floor.part].name}</span>
          {floor.state === 'ended' ? 'Over.' : floor.state === 'planned' ? 'Not begun yet.' : time.sentence}
          {early !== null && floor.state === 'running' && <span className="ms-3 text-soft">{early}</span>}
        </p>
        {floor.state !== 'ended' && guides && (
          <span className="-me-3.5 flex max-sm:-ms-3.5">
            {floor.state === 'running' && (
              <Button
                look="quiet"
                onClick={() => void move({ kind: floor.since === null ? 'resume' : 'pause' })}
              >
                {floor.since === null ? 'Go on' : 'Pause'}
              </Button>
            )}
            <Button look="quiet" aria-expanded={isAdjusting} onClick={() => setAdjusting(!isAdjusting)}>
              Adjust the agenda
            </Button>
          </span>
        )}
      </div>
      {isAdjusting && <Adjust meeting={meeting} onClose={() => setAdjusting(false)} />}
    </section>
  )
}

function Segment({
  part,
  meeting,
  now,
}: {
  readonly part: MeetingPart
  readonly meeting: OpenMeeting
  readonly now: string
}) {
  const { agenda, floor } = meeting.wall
  const whole_ms = agenda[part] * 60_000
  const share = whole_ms === 0 ? 0 : Math.min(1, timeIn_ms(floor, part, now) / whole_ms)
  const isHere = floor.part === part
  const guides = useMayHere()('write')
  return (
    <button
      type="button"
      disabled={floor.state !== 'running' || !guides}
      aria-current={isHere ? 'step' : undefined}
      aria-label={`${partRules[part].name}, ${agenda[part]} minutes`}
      onClick={() => void meeting.move({ kind: 'part', part })}
      className="target w-full pt-3 text-start"
    >
      <span
        className={classes('block h-1 overflow-hidden rounded-full', isHere ? 'bg-accent/25' : 'bg-line')}
      >
        <span
          className={classes('block h-full', isHere ? 'bg-accent' : 'bg-edge')}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span
        className={classes(
          'mt-1.5 block truncate text-sm max-sm:sr-only',
          isHere ? 'font-medium text-ink' : 'text-faint',
        )}
      >
        {partRules[part].name}
      </span>
    </button>
  )
}

function Adjust({ meeting, onClose }: { readonly meeting: OpenMeeting; readonly onClose: () => void }) {
  const { id, agenda, soak_days } = meeting.wall
  const [minutes, setMinutes] = useState<Readonly<Record<MeetingPart, number>>>(agenda)
  const [soak, setSoak] = useState(soak_days)
  return (
    <form
      aria-label="Adjust the agenda"
      className="mt-2 flex flex-wrap items-end gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        void meeting.change('correctMeeting', { id, agenda: minutes, soak_days: soak }).then(onClose)
      }}
    >
      {meetingParts.map((part) => (
        <NumberBox
          key={part}
          label={partRules[part].name}
          most={longestPart_min}
          value={minutes[part]}
          onChange={(value) => setMinutes({ ...minutes, [part]: value })}
        />
      ))}
      <NumberBox label="Working days ideas rest" most={30} value={soak} onChange={setSoak} />
      <Button type="submit">Keep</Button>
    </form>
  )
}

function NumberBox({
  label,
  value,
  most,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly most: number
  readonly onChange: (value: number) => void
}) {
  return (
    <label className="flex flex-col gap-1 text-sm text-soft">
      {label}
      <input
        type="number"
        required
        min={0}
        max={most}
        value={value}
        onChange={(event) =>
          onChange(Math.min(most, Math.max(0, Math.round(event.target.valueAsNumber || 0))))
        }
        className="target w-24 rounded-md border border-edge/60 bg-raised px-3 font-mono text-base text-ink"
      />
    </label>
  )
}
