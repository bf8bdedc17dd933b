import { type Incident, reference } from '@secondstory/review/model/incident'
import { type ReviewPerson, type ReviewRole, reviewRoles } from '@secondstory/review/model/review-people'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Sheet } from '../kit/Dialog.tsx'
import { Checkbox, Select } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, reviewPeopleQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useMayHere } from '../record.ts'
import { peopleQuery, teamsQuery } from '../settings-queries.ts'
import { ConsentForm, useNaming, WhoCouldGuide } from './IncidentFacilitator.tsx'

type ReviewPeopleRead = OperationOutput<'readReviewPeople'>

interface Shown {
  readonly incident: Incident
  readonly read: ReviewPeopleRead
}

const meaning = new Map(reviewRoles.map((each) => [each.role, each]))

function rolesInWords(roles: readonly ReviewRole[]): string {
  return roles.map((role) => meaning.get(role)?.name.toLowerCase()).join(', ')
}

function PersonParts({
  person,
  onChange,
}: {
  readonly person: Omit<ReviewPerson, 'consent'>
  readonly onChange: (roles: readonly ReviewRole[]) => void
}) {
  return (
    <fieldset className="py-3">
      <legend className="font-medium">{person.name}</legend>
      <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
        {reviewRoles.map(({ role, name, means }) => (
          <Checkbox
            key={role}
            label={name}
            hint={means}
            checked={person.roles.includes(role)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...person.roles, role] : person.roles.filter((each) => each !== role),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

function TeamOfReview({ incident, read }: Shown) {
  const may = useMayHere()
  const teams = useQuery(teamsQuery)
  const assign = useChange('assignTeam', {
    touches: () => [keys.reviewPeople(incident.id), keys.incidents()],
  })
  const owners = read.teams.map((team) => team.name).join(', ')
  return (
    <section>
      <h3 className="mb-1 font-medium">Team</h3>
      <p className="mb-2 text-soft">
        {read.teams.length === 0
          ? 'No team owns one of its components.'
          : `${owners}${read.isTeamChosen ? ', chosen here' : ', by its components'}`}
      </p>
      {may('entrust') && (teams.data?.length ?? 0) > 0 && (
        <Select
          label="Belongs to"
          value={read.isTeamChosen ? (read.teams[0]?.id ?? '') : ''}
          onChange={({ target: { value } }) =>
            assign.mutate({ incidentId: incident.id, teamId: value === '' ? null : value })
          }
          options={[
            { value: '', label: 'Whoever owns its components' },
            ...(teams.data ?? []).map((team) => ({ value: team.id, label: team.name })),
          ]}
        />
      )}
      <RefusalNotice error={assign.error} />
    </section>
  )
}

function NamedPeople({ incident, read }: Shown) {
  const mayName = useMayHere()('name')
  const people = useQuery({ ...peopleQuery, enabled: mayName })
  const [chosen, setChosen] = useState('')
  const naming = useNaming(incident, mayName)
  const named = read.people
  const others = (people.data ?? []).filter(
    ({ id, isActive }) => isActive && !named.some(({ personId }) => personId === id),
  )
  const addition = others.find(({ id }) => id === chosen)
  return (
    <section>
      {mayName && <WhoCouldGuide named={named} naming={naming} />}
      <ConsentForm key={naming.waiting?.person.personId} naming={naming} />
      <h3 className="mt-6 mb-1 font-medium">Named for this review</h3>
      {named.length === 0 && (
        <p className="text-soft">
          Nobody yet. A facilitator guides the review; participants were there and say what they saw.
        </p>
      )}
      <div className="divide-y divide-line/70">
        {named.map((person) =>
          mayName ? (
            <PersonParts
              key={person.personId}
              person={person}
              onChange={(roles) => naming.save(person, roles)}
            />
          ) : (
            <p key={person.personId} className="py-2">
              {person.name}, {rolesInWords(person.roles)}
            </p>
          ),
        )}
      </div>
      {mayName && others.length > 0 && (
        <div className="mt-3">
          <Select
            label="Name someone else"
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            options={[
              { value: '', label: 'Choose someone' },
              ...others.map((person) => ({ value: person.id, label: person.name })),
            ]}
          />
          {addition !== undefined && (
            <PersonParts
              person={{ personId: addition.id, name: addition.name, roles: [] }}
              onChange={(roles) =>
                naming.save({ personId: addition.id, name: addition.name, roles: [] }, roles)
              }
            />
          )}
        </div>
      )}
      <RefusalNotice error={naming.name.error} />
    </section>
  )
}

/** Which team a review belongs to and who takes part in it, beside the page. */
export function IncidentPeople({
  incident,
  onClose,
}: {
  readonly incident: Incident
  readonly onClose: () => void
}) {
  const read = useQuery(reviewPeopleQuery(incident.id))
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={`People of ${reference(incident)}`}
      about="The working record is seen by its team and by those named here."
    >
      <RefusalNotice error={read.error} />
      {read.isPending && <Skeleton lines={5} label="Reading who takes part" />}
      {read.data !== undefined && (
        <div className="flex flex-col gap-6">
          <TeamOfReview incident={incident} read={read.data} />
          <NamedPeople incident={incident} read={read.data} />
        </div>
      )}
    </Sheet>
  )
}
