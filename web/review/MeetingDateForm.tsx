import { clockInZone } from '@secondstory/review/model/meeting-clock'
import { instantIn, type MeetingDate } from '@secondstory/review/model/meeting-dates'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask, type OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { DialogActions } from '../kit/Dialog.tsx'
import { Checkbox, Field, Select, TextArea } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { ZoneField } from '../pages/ZoneField.tsx'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { peopleQuery } from '../settings-queries.ts'
import { type Dated, invitedAgain, touchedByDate } from './meeting-date-entry.ts'

/** What stands in the form. */
interface Entry {
  readonly local: string
  readonly zone: string
  readonly place: string
  readonly personIds: readonly string[]
  readonly participantIds: readonly string[]
  readonly addresses: string
}
type Suggested = OperationOutput<'listMeetingGuests'>

/** Day, time, zone, place and guests of a meeting. What the clocks of that day do is said while it is typed. */
export function MeetingDateForm({
  about,
  date,
  onClose,
}: {
  readonly about: Dated
  readonly date: MeetingDate | null
  readonly onClose: () => void
}) {
  const { incidentId, reference } = about
  const suggested = useQuery({
    queryKey: ['incident', reference, 'meeting-guests'],
    queryFn: ({ signal }) => ask('listMeetingGuests', { incidentId }, signal),
  })
  if (suggested.error !== null) return <RefusalNotice error={suggested.error} />
  if (suggested.data === undefined) return <Skeleton lines={5} label="Reading whom to invite" />
  return <Fields about={about} date={date} suggested={suggested.data} onClose={onClose} />
}

function entryOf(date: MeetingDate | null, { people, roles }: Suggested): Entry {
  if (date !== null) {
    const { addresses = [], personIds = [], participantIds = [], place = '', ...when } = invitedAgain(date)
    return { ...when, place, personIds, participantIds, addresses: addresses.join('\n') }
  }
  return {
    local: '',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    place: '',
    personIds: people.map(({ personId }) => personId),
    participantIds: roles.filter(({ hasAddress }) => hasAddress).map(({ participantId }) => participantId),
    addresses: '',
  }
}

function Fields({
  about: { incidentId, reference },
  date,
  suggested,
  onClose,
}: {
  readonly about: Dated
  readonly date: MeetingDate | null
  readonly suggested: Suggested
  readonly onClose: () => void
}) {
  const [entry, setEntry] = useState(() => entryOf(date, suggested))
  const set = (more: Partial<Entry>) => setEntry({ ...entry, ...more })
  const invite = useChange('inviteToMeeting', { touches: () => touchedByDate(reference), onDone: onClose })
  const send = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({
      ...{ incidentId, ...entry },
      personIds: [...entry.personIds],
      participantIds: [...entry.participantIds],
      addresses: addressesIn(entry.addresses),
    })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-6">
      <When entry={entry} set={set} />
      <Field
        label="Where"
        isOptional
        hint="A room, or the address of a call."
        maxLength={300}
        autoComplete="off"
        value={entry.place}
        onChange={(event) => set({ place: event.target.value })}
      />
      <Guests entry={entry} set={set} suggested={suggested} />
      <RefusalNotice error={invite.error} />
      <DialogActions>
        <Button type="submit" look="accent" isBusy={invite.isPending}>
          {date === null ? 'Invite' : 'Send what changed'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Leave it as it was
        </Button>
      </DialogActions>
    </form>
  )
}

interface Part {
  readonly entry: Entry
  readonly set: (more: Partial<Entry>) => void
}

function When({ entry, set }: Part) {
  const [day = '', clock = ''] = entry.local.split('T')
  const found = day === '' || clock === '' ? null : instantIn(entry)
  return (
    <div>
      <div className="grid grid-cols-[minmax(0,1fr)_8rem] gap-4 sm:grid-cols-[10rem_8rem_minmax(0,1fr)] [&>:last-child]:max-sm:col-span-2">
        <Field
          label="Day"
          type="date"
          required
          min="2000-01-01"
          max="2099-12-31"
          value={day}
          onChange={(event) => set({ local: `${event.target.value}T${clock}` })}
        />
        <Field
          label="Time"
          type="time"
          required
          value={clock}
          onChange={(event) => set({ local: `${day}T${event.target.value}` })}
        />
        <ZoneField
          label="On the clocks of"
          value={entry.zone}
          onChange={(zone) => set({ zone: zone === '' ? 'UTC' : zone })}
        />
      </div>
      <p role="status" className={`mt-1.5 min-h-5 text-sm ${isProblem(found) ? 'text-amber' : 'text-soft'}`}>
        {found !== null && ('problem' in found ? found.problem : wordsOf(found, entry.zone))}
      </p>
    </div>
  )
}

function isProblem(found: ReturnType<typeof instantIn> | null): boolean {
  return found !== null && 'problem' in found
}

function wordsOf(found: { readonly at: string; readonly note: string | null }, zone: string): string {
  return `${clockInZone(found.at, zone)}.${found.note === null ? '' : ` ${found.note}`}`
}

/** The team and those named, those described by role, anybody else here, and addresses of those who are not. */
function Guests({ entry, set, suggested }: Part & { readonly suggested: Suggested }) {
  const { personIds, participantIds } = entry
  const people = useQuery(peopleQuery)
  const known = new Set(suggested.people.map(({ personId }) => personId))
  const others = (people.data ?? []).filter(({ id, isActive }) => isActive && !known.has(id))
  const added = others.filter(({ id }) => personIds.includes(id))
  const toggle = (all: readonly string[], id: string) =>
    all.includes(id) ? all.filter((each) => each !== id) : [...all, id]
  const person = (id: string, label: string, hint?: string) => (
    <Checkbox
      key={id}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      checked={personIds.includes(id)}
      onChange={() => set({ personIds: toggle(personIds, id) })}
    />
  )
  return (
    <fieldset className="min-w-0">
      <legend className="text-base font-medium">Guests</legend>
      <div className="mt-1 grid gap-x-6 sm:grid-cols-2">
        {suggested.people.map(({ personId, name, because }) => person(personId, name, because))}
        {added.map(({ id, name }) => person(id, name))}
        {suggested.roles.map(({ participantId, role, hasAddress }) => (
          <Checkbox
            key={participantId}
            label={<span className="first-letter:uppercase">{role}</span>}
            hint={hasAddress ? 'Described in the review' : 'Described in the review; we know no address'}
            disabled={!hasAddress}
            checked={participantIds.includes(participantId)}
            onChange={() => set({ participantIds: toggle(participantIds, participantId) })}
          />
        ))}
      </div>
      {others.length > added.length && (
        <Select
          label="Somebody else here"
          className="mt-3 max-w-72"
          value=""
          onChange={(event) => set({ personIds: toggle(personIds, event.target.value) })}
          options={[
            { value: '', label: 'Choose someone' },
            ...others
              .filter(({ id }) => !personIds.includes(id))
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <TextArea
        className="mt-4"
        label="Addresses of those without an account"
        isOptional
        hint="One a line. Each is told nothing of the others, and joins by the link of the meeting."
        value={entry.addresses}
        onChange={(event) => set({ addresses: event.target.value })}
      />
    </fieldset>
  )
}

function addressesIn(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
