import type { Person, PersonRole } from '@secondstory/review/model/people'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { Dialog, DialogActions } from '../kit/Dialog.tsx'
import { Checkbox, Select } from '../kit/Field.tsx'
import { Menu } from '../kit/Menu.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { peopleQuery } from '../settings-queries.ts'
import { Invitations, NewInvitation } from './InvitationSettings.tsx'
import { roles } from './role-words.ts'

function roleOf(value: string): PersonRole | undefined {
  return roles.find((role) => role.value === value)?.value
}

/** Erasing is for good, so it is asked once more, in words. */
function Erase({ person }: { readonly person: Person }) {
  const [isAsked, setAsked] = useState(false)
  const erase = useChange('removePerson', { touches: () => [keys.people], onDone: () => setAsked(false) })
  return (
    <>
      <Button look="quiet" aria-label={`Erase ${person.name}`} onClick={() => setAsked(true)}>
        Erase
      </Button>
      <Dialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={`Erase ${person.name}`}
        about="Name and mail leave everywhere they lead to this person, sessions end, and accounts that were not released are deleted. Reviews stay whole, by somebody who left. Nothing brings the name back."
      >
        <RefusalNotice error={erase.error} />
        <DialogActions>
          <Button look="quiet" onClick={() => setAsked(false)}>
            Keep
          </Button>
          <Button look="accent" isBusy={erase.isPending} onClick={() => erase.mutate({ id: person.id })}>
            Erase for good
          </Button>
        </DialogActions>
      </Dialog>
    </>
  )
}

function PersonLine({ person }: { readonly person: Person }) {
  const correct = useChange('correctPerson', {
    touches: () => [keys.people, keys.self],
    guesses: ({ id, role, isActive, isSteward }) => [
      guess<readonly Person[]>(keys.people, (people) =>
        people.map((each) =>
          each.id === id
            ? {
                ...each,
                role: role ?? each.role,
                isActive: isActive ?? each.isActive,
                isSteward: isSteward ?? each.isSteward,
              }
            : each,
        ),
      ),
    ],
  })
  const end = useChange('closePersonSessions', { touches: () => [] })
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-36">
          <p className="font-medium">
            {person.name}
            {!person.isActive && <span className="ms-2 font-normal text-faint">account closed</span>}
          </p>
          <p className="truncate text-sm text-soft">{person.email}</p>
        </div>
        <Select
          label={`Role of ${person.name}`}
          isLabelHidden
          className="w-28"
          value={person.role}
          onChange={(event) => {
            const role = roleOf(event.target.value)
            if (role !== undefined) correct.mutate({ id: person.id, role })
          }}
          options={roles}
        />
        <Checkbox
          label="Steward"
          aria-label={`${person.name} is a steward, who keeps confidential reports`}
          checked={person.isSteward}
          onChange={(event) => correct.mutate({ id: person.id, isSteward: event.target.checked })}
        />
        <Menu
          trigger={<IconButton label={`More about ${person.name}`} icon="more" />}
          items={[
            ...(person.isActive
              ? [{ label: 'Sign out everywhere', onSelect: () => end.mutate({ personId: person.id }) }]
              : []),
            {
              label: person.isActive ? 'Close the account' : 'Open the account again',
              onSelect: () => correct.mutate({ id: person.id, isActive: !person.isActive }),
            },
          ]}
        />
        {!person.isActive && <Erase person={person} />}
      </div>
      <p role="status" className="text-sm text-soft">
        {end.isSuccess ? `${person.name} is signed out everywhere.` : ''}
      </p>
      <RefusalNotice error={correct.error ?? end.error} />
    </li>
  )
}

/** Everyone with an account, by name, and the way to invite more. Keepers only. */
export function PeopleSettings() {
  const people = useQuery(peopleQuery)
  return (
    <div className="flex flex-col gap-12">
      <section>
        <h2 className="title mb-1 text-lg">People</h2>
        <RefusalNotice error={people.error} />
        {people.isPending && <Skeleton lines={3} />}
        <ul className="flex flex-col divide-y divide-line/70">
          {people.data?.map((person) => (
            <PersonLine key={person.id} person={person} />
          ))}
        </ul>
        <Invitations />
      </section>
      <section>
        <h2 className="title mb-3 text-lg">Invite someone</h2>
        <div className="max-w-[34rem]">
          <NewInvitation />
        </div>
      </section>
    </div>
  )
}
