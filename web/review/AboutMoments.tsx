import { moment } from '@secondstory/review/model/instants'
import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { MomentField } from '../kit/MomentField.tsx'
import { entryOf, type MomentEntry, noEntry, readEntry } from '../kit/moment-entry.ts'
import type { AccountEntry } from './account-saving.ts'
import { EventPicker } from './EventPicker.tsx'
import { useWorking } from './working.tsx'

/** What an account speaks of: events of the timeline, or a stretch of it. */
export function AboutMoments({
  entry,
  onChange,
}: {
  readonly entry: AccountEntry
  readonly onChange: (more: Partial<AccountEntry>) => void
}) {
  const [isStretch, setStretch] = useState(entry.stretch !== null)
  return (
    <div className="flex flex-col gap-3">
      <EventPicker
        label="Moments it speaks of"
        ids={entry.eventIds}
        onChange={(eventIds) => onChange({ eventIds })}
      />
      {isStretch ? (
        <StretchFields entry={entry} onChange={onChange} onClose={() => setStretch(false)} />
      ) : (
        <Button look="quiet" icon="plus" className="-ms-3.5 self-start" onClick={() => setStretch(true)}>
          Or a stretch of time
        </Button>
      )}
    </div>
  )
}

function StretchFields({
  entry,
  onChange,
  onClose,
}: {
  readonly entry: AccountEntry
  readonly onChange: (more: Partial<AccountEntry>) => void
  readonly onClose: () => void
}) {
  const { record } = useWorking()
  const day = record.incident.startedAt?.at.slice(0, 10) ?? ''
  const start = (at: string | undefined): MomentEntry =>
    at === undefined ? { ...noEntry, day } : entryOf(moment(at, 'minute'))
  const [from, setFrom] = useState(() => start(entry.stretch?.fromAt))
  const [to, setTo] = useState(() => start(entry.stretch?.toAt))
  const tell = (nextFrom: MomentEntry, nextTo: MomentEntry) => {
    setFrom(nextFrom)
    setTo(nextTo)
    const [first, last] = [readEntry(nextFrom).moment, readEntry(nextTo).moment]
    const isWhole = nextFrom.clock.trim() !== '' && nextTo.clock.trim() !== ''
    if (isWhole && first !== null && last !== null && first.at <= last.at)
      onChange({ stretch: { fromAt: first.at, toAt: last.at } })
  }
  const isBackwards =
    (readEntry(from).moment?.at ?? '') > (readEntry(to).moment?.at ?? '') && to.clock.trim() !== ''
  return (
    <div className="flex flex-wrap items-start gap-4">
      <MomentField label="From" entry={from} onChange={(next) => tell(next, to)} />
      <MomentField label="Until" entry={to} onChange={(next) => tell(from, next)} />
      <Button
        look="quiet"
        className="sm:mt-7"
        onClick={() => {
          onChange({ stretch: null })
          onClose()
        }}
      >
        Without a stretch
      </Button>
      {isBackwards && (
        <p role="alert" className="w-full text-sm text-amber">
          The stretch ends before it begins; one of the two times is from another day.
        </p>
      )}
    </div>
  )
}
