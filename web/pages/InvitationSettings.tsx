import type { PersonRole } from '@secondstory/review/model/people'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { invitationsQuery, teamsQuery } from '../settings-queries.ts'
import { dayInWords, useNow } from '../words.ts'
import { roles } from './role-words.ts'
import { Shown } from './Shown.tsx'

type Sent = OperationOutput<'invitePerson'>
type Invited = OperationOutput<'listInvitations'>[number]

/** Where an invitation is now: in a mailbox, or here to be copied this once. */
function SentInvitation({ sent, to }: { readonly sent: Sent; readonly to: string }) {
  const until = `It works once, until ${dayInWords(sent.expiresAt)}.`
  if (sent.link === null) {
    return (
      <Notice tone="accent">
        The invitation to {to} is on its way by mail. {until}
      </Notice>
    )
  }
  return (
    <Shown
      label={`The invitation to ${to}`}
      about={`${until} No mail goes out from here yet, so give it to them yourself.`}
      secret={sent.link}
    />
  )
}

/** Asks somebody in, with a role and a team. */
export function NewInvitation() {
  const teams = useQuery(teamsQuery).data ?? []
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<PersonRole>('member')
  const [teamId, setTeamId] = useState('')
  const invite = useChange('invitePerson', {
    touches: () => [keys.people, keys.invitations],
    onDone: () => {
      setName('')
      setEmail('')
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ name, email, role, teamId: teamId === '' ? null : teamId })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <Field
        label="Name"
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label="E-mail"
        type="email"
        required
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Choices label="Role here" value={role} onChange={setRole} choices={roles} />
      {teams.length > 0 && (
        <Select
          label="Team"
          hint="They see the working records of their team."
          value={teamId}
          onChange={(event) => setTeamId(event.target.value)}
          options={[
            { value: '', label: 'None yet' },
            ...teams.map((team) => ({ value: team.id, label: team.name })),
          ]}
        />
      )}
      <RefusalNotice error={invite.error} />
      <Button type="submit" look="accent" isBusy={invite.isPending} className="self-start">
        Make an invitation
      </Button>
      {invite.data !== undefined && <SentInvitation sent={invite.data} to={invite.variables.email} />}
    </form>
  )
}

function InvitedLine({ invited }: { readonly invited: Invited }) {
  const now = useNow()
  const touches = { touches: () => [keys.invitations] }
  const again = useChange('releaseInvitation', touches)
  const remove = useChange('removeInvitation', {
    ...touches,
    guesses: ({ id }) => [
      guess<readonly Invited[]>(keys.invitations, (kept) => kept.filter((each) => each.id !== id)),
    ],
  })
  const team = invited.team === null ? '' : ` in ${invited.team.name}`
  const until =
    invited.expiresAt > now
      ? `open until ${dayInWords(invited.expiresAt)}`
      : `ran out on ${dayInWords(invited.expiresAt)}`
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-48">
          <p className="font-medium">{invited.name}</p>
          <p className="truncate text-sm text-soft">{invited.email}</p>
          <p className="text-sm text-soft">
            {invited.role}
            {team}, {until}
          </p>
        </div>
        <div className="flex">
          <Button
            look="quiet"
            isBusy={again.isPending}
            aria-label={`Send the invitation of ${invited.name} again`}
            onClick={() => again.mutate({ id: invited.id })}
          >
            Send again
          </Button>
          <Button
            look="quiet"
            aria-label={`Take the invitation of ${invited.name} back`}
            onClick={() => remove.mutate({ id: invited.id })}
          >
            Take back
          </Button>
        </div>
      </div>
      {again.data !== undefined && <SentInvitation sent={again.data} to={invited.email} />}
      <RefusalNotice error={again.error ?? remove.error} />
    </li>
  )
}

/** Everyone who was asked in and has not come yet; nothing when there is nobody. */
export function Invitations() {
  const invitations = useQuery(invitationsQuery)
  const list = invitations.data ?? []
  if (list.length === 0) return <RefusalNotice error={invitations.error} />
  return (
    <section className="mt-10">
      <h2 className="title mb-1 text-lg">Invited, not here yet</h2>
      <ul className="flex flex-col divide-y divide-line/70">
        {list.map((invited) => (
          <InvitedLine key={invited.id} invited={invited} />
        ))}
      </ul>
    </section>
  )
}
