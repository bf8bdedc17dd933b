import type { Person } from '@secondstory/review/model/people'
import type { RecordVisibility } from '@secondstory/review/model/permission'
import type { Team, TeamMember } from '@secondstory/review/model/teams'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { guess, keys, useChange, useUndoRemoval } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { peopleQuery, teamsQuery, visibilityQuery } from '../settings-queries.ts'
import { FacilitatorSettings } from './FacilitatorSettings.tsx'

/** What the fields of a team hold. */
interface TeamEntry {
  readonly name: string
  readonly components: string
  readonly memberIds: readonly string[]
  readonly leadIds: readonly string[]
}

const nothing: TeamEntry = { name: '', components: '', memberIds: [], leadIds: [] }

function componentsIn(text: string): string[] {
  return [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '')
}

function entryOf({ name, components, members, leads }: Team): TeamEntry {
  return { name, components: components.join(', '), memberIds: idsOf(members), leadIds: idsOf(leads) }
}

function idsOf(people: readonly TeamMember[]): readonly string[] {
  return people.map(({ personId }) => personId)
}

/** What is sent of an entry. */
function wordsOf({ name, components, memberIds, leadIds }: TeamEntry) {
  return { name, components: componentsIn(components), memberIds: [...memberIds], leadIds: [...leadIds] }
}

/** Some of the people here, each with a box. */
function PeopleChoice({
  people,
  chosen,
  onChange,
}: {
  readonly people: readonly Person[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}) {
  return (
    <div className="flex flex-col gap-1">
      {people
        .filter(({ id, isActive }) => isActive || chosen.includes(id))
        .map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
        ))}
    </div>
  )
}

function TeamFields({
  entry,
  onChange,
  people,
}: {
  readonly entry: TeamEntry
  readonly onChange: (entry: TeamEntry) => void
  readonly people: readonly Person[]
}) {
  return (
    <>
      <Field
        label="Name"
        required
        maxLength={100}
        autoComplete="off"
        placeholder="Payments"
        value={entry.name}
        onChange={(event) => onChange({ ...entry, name: event.target.value })}
      />
      <Field
        label="Owns"
        hint="Services and components, as incidents name them, with commas between them."
        autoComplete="off"
        placeholder="payments-db, checkout"
        value={entry.components}
        onChange={(event) => onChange({ ...entry, components: event.target.value })}
      />
      <fieldset>
        <legend className="mb-1.5 text-base font-medium">People</legend>
        <PeopleChoice
          people={people}
          chosen={entry.memberIds}
          onChange={(memberIds) => onChange({ ...entry, memberIds })}
        />
      </fieldset>
      <Fold label="Who leads it">
        <fieldset>
          <legend className="mb-1.5 text-sm text-soft text-pretty">
            Whoever decides about the work, the review or the pay of its people. It opens no record; it keeps
            them from guiding a review of their own people unless those people agree.
          </legend>
          <PeopleChoice
            people={people}
            chosen={entry.leadIds}
            onChange={(leadIds) => onChange({ ...entry, leadIds })}
          />
        </fieldset>
      </Fold>
    </>
  )
}

function NewTeam({ people }: { readonly people: readonly Person[] }) {
  const [entry, setEntry] = useState(nothing)
  const add = useChange('addTeam', { touches: () => [keys.teams], onDone: () => setEntry(nothing) })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(wordsOf(entry))
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <TeamFields entry={entry} onChange={setEntry} people={people} />
      <RefusalNotice error={add.error} />
      <Button type="submit" look="accent" isBusy={add.isPending} className="self-start">
        Add the team
      </Button>
    </form>
  )
}

function TeamEdit({
  team,
  people,
  onClose,
}: {
  readonly team: Team
  readonly people: readonly Person[]
  readonly onClose: () => void
}) {
  const [entry, setEntry] = useState(() => entryOf(team))
  const correct = useChange('correctTeam', { touches: () => [keys.teams], onDone: onClose })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { id, version } = team
    correct.mutate({ id, version, ...wordsOf(entry) })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5 pt-2" aria-label={`Edit ${team.name}`}>
      <TeamFields entry={entry} onChange={setEntry} people={people} />
      <RefusalNotice error={correct.error} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={correct.isPending}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Leave it as it was
        </Button>
      </div>
    </form>
  )
}

function TeamLine({ team, people }: { readonly team: Team; readonly people: readonly Person[] | null }) {
  const [isOpen, setOpen] = useState(false)
  const undo = useUndoRemoval()
  const remove = useChange('removeTeam', {
    touches: () => [keys.teams],
    onDone: ({ removalId }) => offerUndo(`${team.name} is removed.`, () => undo.mutate({ removalId })),
  })
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <p className="font-medium">{team.name}</p>
          <p className="text-soft">
            {team.members.length === 0
              ? 'Nobody is in it yet.'
              : team.members.map(({ name }) => name).join(', ')}
          </p>
          {team.leads.length > 0 && (
            <p className="text-sm text-faint">Led by {team.leads.map(({ name }) => name).join(', ')}</p>
          )}
          <p className="mt-1 flex flex-wrap gap-1.5">
            {team.components.map((component) => (
              <Chip key={component}>{component}</Chip>
            ))}
          </p>
        </div>
        {people !== null && !isOpen && (
          <div className="flex">
            <Button look="quiet" aria-label={`Edit ${team.name}`} onClick={() => setOpen(true)}>
              Edit
            </Button>
            <Button
              look="quiet"
              aria-label={`Remove ${team.name}`}
              isBusy={remove.isPending}
              onClick={() => remove.mutate({ id: team.id })}
            >
              Remove
            </Button>
          </div>
        )}
      </div>
      {people !== null && isOpen && <TeamEdit team={team} people={people} onClose={() => setOpen(false)} />}
      <RefusalNotice error={remove.error ?? undo.error} />
    </li>
  )
}

const visibilities: readonly {
  readonly value: RecordVisibility
  readonly label: string
  readonly about: string
}[] = [
  {
    value: 'team',
    label: 'Its team and its people',
    about:
      'A record is seen by the team that owns its component and by those named for its review. No rank opens it.',
  },
  {
    value: 'everyone',
    label: 'Every member',
    about: 'Every member and keeper sees and works on every record. Readers see what is published.',
  },
]

function WhoSees({ hasTeams }: { readonly hasTeams: boolean }) {
  const may = useMay()
  const visibility = useQuery(visibilityQuery)
  const correct = useChange('correctRecordVisibility', {
    touches: () => [keys.visibility, keys.incidents(), keys.home],
    guesses: ({ recordVisibility }) => [
      guess<{ readonly recordVisibility: RecordVisibility }>(keys.visibility, () => ({ recordVisibility })),
    ],
  })
  const value = visibility.data?.recordVisibility ?? null
  return (
    <section>
      <h2 className="title mb-3 text-lg">Who sees a working record</h2>
      {may('correctRecordVisibility') ? (
        <Choices
          label="Who sees a working record"
          isLabelHidden
          value={value}
          onChange={(recordVisibility) => correct.mutate({ recordVisibility })}
          choices={visibilities}
        />
      ) : (
        <p className="text-soft">{visibilities.find((each) => each.value === value)?.about}</p>
      )}
      {value === 'team' && !hasTeams && (
        <p className="mt-3 text-sm text-soft">
          There is no team yet, so everyone is of one team. The first one draws the line.
        </p>
      )}
      <RefusalNotice error={visibility.error ?? correct.error} />
    </section>
  )
}

/** Teams, what they own and who is in them, who facilitates, and who sees a working record. Read by all, changed by keepers. */
export function TeamSettings() {
  const may = useMay()
  const teams = useQuery(teamsQuery)
  const mayChange = may('addTeam')
  const people = useQuery({ ...peopleQuery, enabled: mayChange })
  return (
    <div className="grid max-w-[60rem] gap-x-16 gap-y-10 lg:grid-cols-2">
      <div className="flex flex-col gap-10">
        <FacilitatorSettings />
        <WhoSees hasTeams={teams.data === undefined || teams.data.length > 0} />
        {mayChange && (
          <section>
            <h2 className="title mb-3 text-lg">Add a team</h2>
            <NewTeam people={people.data ?? []} />
          </section>
        )}
      </div>
      <section>
        <h2 className="title mb-1 text-lg">Teams</h2>
        <RefusalNotice error={teams.error} />
        {teams.isPending && <Skeleton lines={3} />}
        <ul className="flex flex-col divide-y divide-line/70">
          {teams.data?.map((team) => (
            <TeamLine key={team.id} team={team} people={mayChange ? (people.data ?? null) : null} />
          ))}
        </ul>
        {teams.data?.length === 0 && (
          <p className="mt-2 text-soft">
            A team owns components, and with them the reviews of what happened there: Payments owns
            payments-db and checkout.
          </p>
        )}
      </section>
    </div>
  )
}
