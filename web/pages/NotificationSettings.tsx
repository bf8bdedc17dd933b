import { type Preferences, type Way, ways } from '@secondstory/review/model/preferences'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Copied } from '../kit/Copied.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { preferencesQuery, teamPlaceQuery } from '../settings-queries.ts'
import { ZoneField } from './ZoneField.tsx'

/** When and how I hear from here; for keepers, where the team hears of what nobody holds. */
export function NotificationSettings() {
  const preferences = useQuery(preferencesQuery)
  const may = useMay()
  return (
    <div className="flex max-w-[46rem] flex-col gap-12">
      <RefusalNotice error={preferences.error} />
      {preferences.isPending && <Skeleton lines={5} label="Loading what you chose" />}
      {preferences.data !== undefined && (
        <PreferencesForm key={preferences.data.version} chosen={preferences.data} />
      )}
      <EditionFeed />
      {may('correctTeamPlace') && <TeamPlace />}
    </div>
  )
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function PreferencesForm({ chosen }: { readonly chosen: Preferences }) {
  const [draft, setDraft] = useState(chosen)
  const correct = useChange('correctPreferences', { touches: () => [keys.preferences] })
  const { hours } = draft
  const set = (more: Partial<Preferences['hours']>) => setDraft({ ...draft, hours: { ...hours, ...more } })
  const send = (event: FormEvent) => {
    event.preventDefault()
    correct.mutate(draft)
  }
  const isChanged = JSON.stringify(draft) !== JSON.stringify(chosen)
  return (
    <form onSubmit={send} className="flex flex-col gap-7">
      <Choices<Way>
        label="Reminders of your actions"
        hint="Everything that is due in one letter, once a day at most."
        columns={2}
        value={draft.reminders}
        onChange={(reminders) => setDraft({ ...draft, reminders })}
        choices={[
          { value: 'mail', label: ways.mail },
          {
            value: 'slack',
            label: ways.slack,
            about: 'Needs the Slack app here, with the rights chat:write and users:read.email.',
          },
          { value: 'none', label: ways.none, about: 'The team still hears of what stays open.' },
        ]}
      />
      <Choices<Way>
        label="A comment that asks you"
        hint="One for each that names you with an @, in your hours."
        columns={2}
        value={draft.mentions}
        onChange={(mentions) => setDraft({ ...draft, mentions })}
        choices={[
          { value: 'mail', label: ways.mail },
          { value: 'slack', label: ways.slack },
          { value: 'none', label: ways.none, about: 'It still stands on your first page.' },
        ]}
      />
      <Choices<Preferences['digest']>
        label="The digest"
        hint="Once a week: what was learned, and what is due."
        columns={2}
        value={draft.digest}
        onChange={(digest) => setDraft({ ...draft, digest })}
        choices={[
          { value: 'mail', label: ways.mail },
          { value: 'none', label: ways.none },
        ]}
      />
      <fieldset className="flex flex-col gap-4">
        <legend className="text-base font-medium">Your hours</legend>
        <p className="text-sm text-soft">Outside them it is quiet; what is due waits until they begin.</p>
        <ZoneField
          label="Your zone"
          value={hours.zone}
          onChange={(zone) => set({ zone: zone === '' ? 'UTC' : zone })}
        />
        <div className="flex flex-wrap gap-4">
          <Field
            label="From"
            type="time"
            required
            className="w-32"
            value={hours.from}
            onChange={(event) => set({ from: event.target.value })}
          />
          <Field
            label="Until"
            type="time"
            required
            className="w-32"
            value={hours.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        </div>
        <div className="grid grid-cols-2 gap-x-6 sm:grid-cols-4">
          {weekdays.map((name, index) => (
            <Checkbox
              key={name}
              label={name}
              checked={hours.days.includes(index + 1)}
              onChange={(event) =>
                set({
                  days: event.target.checked
                    ? [...hours.days, index + 1]
                    : hours.days.filter((day) => day !== index + 1),
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <RefusalNotice error={correct.error} />
      <Button
        type="submit"
        look="accent"
        disabled={!isChanged}
        isBusy={correct.isPending}
        className="self-start"
      >
        Keep this
      </Button>
    </form>
  )
}

/** An address for programs that read feeds: they do not sign in, so each has its own. */
function EditionFeed() {
  const open = useChange('openEditionFeed', { touches: () => [] })
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-8">
      <h2 className="title text-lg">Editions in a feed reader</h2>
      <p className="text-soft">
        An address of your own, as Atom and as JSON. It opens editions you may read, and nothing else. A new
        one ends the one before.
      </p>
      {open.data !== undefined && (
        <>
          <Copied label="Atom" text={open.data.atom} />
          <Copied label="JSON Feed" text={open.data.json} />
        </>
      )}
      <RefusalNotice error={open.error} />
      <Button isBusy={open.isPending} onClick={() => open.mutate({})} className="self-start">
        Make an address
      </Button>
    </section>
  )
}

function TeamPlace() {
  const place = useQuery(teamPlaceQuery)
  const [typed, setTyped] = useState<{ readonly mail?: string; readonly zone?: string }>({})
  const correct = useChange('correctTeamPlace', {
    touches: () => [keys.teamPlace],
    onDone: () => setTyped({}),
  })
  if (place.data === undefined) return <RefusalNotice error={place.error} />
  const mail = typed.mail ?? place.data.mail ?? ''
  const zone = typed.zone ?? place.data.zone
  const send = (event: FormEvent) => {
    event.preventDefault()
    correct.mutate({ mail: mail.trim() === '' ? null : mail, zone })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-4 border-t border-line pt-8">
      <h2 className="title text-lg">For this installation</h2>
      <Field
        label="Where the team hears of actions nobody holds"
        hint="Their owner has left, or two weeks went by. Empty: every keeper hears of them."
        type="email"
        isOptional
        className="max-w-96"
        value={mail}
        onChange={(event) => setTyped({ ...typed, mail: event.target.value })}
      />
      <ZoneField
        label="Zone until somebody chooses their own"
        value={zone}
        onChange={(chosen) => setTyped({ ...typed, zone: chosen === '' ? 'UTC' : chosen })}
      />
      <RefusalNotice error={correct.error} />
      <Button
        type="submit"
        disabled={typed.mail === undefined && typed.zone === undefined}
        isBusy={correct.isPending}
        className="self-start"
      >
        Keep this
      </Button>
    </form>
  )
}
