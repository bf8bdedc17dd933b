import { clockOf } from '@secondstory/review/model/instants'
import { useId } from 'react'
import { dayInWords } from '../words.ts'
import { type MomentEntry, readEntry } from './moment-entry.ts'

const box =
  'target rounded-md border border-edge/60 bg-raised px-2.5 sm:px-3 tabular text-base text-ink hover:border-edge focus:border-accent aria-invalid:border-amber-line'

/**
 * A moment in UTC. The precision is the digits typed: no time is "known to the day", 14 "to the hour".
 * The page keeps the entry and reads it with `readEntry` when the form is sent.
 */
export function MomentField({
  label,
  hint,
  entry,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly entry: MomentEntry
  readonly onChange: (entry: MomentEntry) => void
}) {
  const id = useId()
  const { moment, problem } = readEntry(entry)
  return (
    <fieldset aria-describedby={`${id}-hint`} className="min-w-0">
      <legend className="mb-1.5 text-base font-medium">{label}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <input
          type="date"
          aria-label={`${label}: day`}
          min="2000-01-01"
          max="2099-12-31"
          value={entry.day}
          onChange={(event) => onChange({ ...entry, day: event.target.value })}
          className={`${box} w-36 sm:w-40`}
        />
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder="14:05"
          aria-label={`${label}: time in UTC`}
          aria-invalid={problem !== ''}
          maxLength={12}
          value={entry.clock}
          onChange={(event) => onChange({ ...entry, clock: event.target.value })}
          className={`${box} w-[4.75rem] sm:w-24`}
        />
        <span className="text-sm text-faint">UTC</span>
        <label className="target inline-flex items-center gap-2 text-soft sm:ms-1">
          <input
            type="checkbox"
            className="size-4"
            checked={entry.isAbout}
            onChange={(event) => onChange({ ...entry, isAbout: event.target.checked })}
          />
          about
        </label>
      </div>
      <p id={`${id}-hint`} className={problem === '' ? 'mt-1 text-sm text-faint' : 'mt-1 text-sm text-amber'}>
        {problem !== '' && problem}
        {problem === '' && moment === null && hint}
        {/* Date fields follow the machine's habits; the words below them cannot be misread. */}
        {moment !== null &&
          `${dayInWords(moment.at)}, ${moment.precision === 'day' ? '' : `${clockOf(moment)} UTC, `}known to the ${moment.precision}.`}
      </p>
    </fieldset>
  )
}
