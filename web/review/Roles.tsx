import type { Participant } from '@secondstory/review/model/people'
import { type SubmitEvent, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Sheet } from '../kit/Dialog.tsx'
import { Field } from '../kit/Field.tsx'
import { useMayHere } from '../record.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** The register: who was met in the evidence, and the role everyone else reads. */
export function RolesSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { record } = useWorking()
  return (
    <Sheet
      isOpen={isOpen}
      onClose={onClose}
      title="Names and roles"
      about="Only the working record holds these names. The timeline, the story and every edition show the roles."
    >
      {record.participants.length === 0 ? (
        <p className="text-soft">
          Nobody is in the register yet. Speakers arrive here with the evidence; others can be added below.
        </p>
      ) : (
        <ul className="flex flex-col">
          {record.participants.map((participant) => (
            <RoleRow key={participant.id} participant={participant} />
          ))}
        </ul>
      )}
      <Whoever may="write">
        <AddParticipant />
      </Whoever>
    </Sheet>
  )
}

function RoleRow({ participant }: { readonly participant: Participant }) {
  const { change, refresh } = useWorking()
  const mayWrite = useMayHere()('write')
  const [role, setRole] = useState(participant.role)
  const [problem, setProblem] = useState<string>()
  const isChanged = role.trim() !== '' && role.trim() !== participant.role
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    if (!isChanged) return
    const wanted = role.trim()
    const answer = await change({
      expect: (row) => ({
        ...row,
        participants: row.participants.map((each) =>
          each.id === participant.id ? { ...each, role: wanted } : each,
        ),
        timeline: row.timeline.map((event) =>
          event.actor.kind === 'role' && event.actor.name === participant.role
            ? { ...event, actor: { ...event.actor, name: wanted } }
            : event,
        ),
      }),
      send: () => ask('nameRole', { id: participant.id, version: participant.version, role: wanted }),
      isShownInPlace: true,
    })
    setProblem(answer instanceof Refused ? (answer.blockers[0]?.sentence ?? answer.sentence) : undefined)
    if (!(answer instanceof Refused)) await refresh().catch(() => undefined)
  }
  return (
    <li className="border-t border-line py-3">
      <form onSubmit={(submit) => void save(submit)} className="flex items-end gap-2">
        <Field
          label={participant.name}
          hint={
            participant.handles.length === 0
              ? undefined
              : participant.handles.map((handle) => `@${handle.replace(/^@/, '')}`).join(', ')
          }
          problem={problem}
          readOnly={!mayWrite}
          value={role}
          onChange={(event) => setRole(event.target.value)}
          className="min-w-0 flex-1"
        />
        <Whoever may="write">
          <Button
            type="submit"
            disabled={!isChanged}
            className={participant.handles.length > 0 || problem !== undefined ? 'mb-[1.625rem]' : ''}
          >
            Save
          </Button>
        </Whoever>
      </form>
    </li>
  )
}

function AddParticipant() {
  const { record, change } = useWorking()
  const [name, setName] = useState('')
  const [role, setRole] = useState('')
  const [problem, setProblem] = useState<string>()
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    if (name.trim() === '' || role.trim() === '')
      return setProblem('A name and the role readers see are both needed.')
    const answer = await change({
      send: () =>
        ask('addParticipant', {
          incidentId: record.incident.id,
          name: name.trim(),
          handles: [],
          role: role.trim(),
        }),
      settle: (row, added) => ({ ...row, participants: [...row.participants, added] }),
      isShownInPlace: true,
    })
    if (answer instanceof Refused) return setProblem(answer.blockers[0]?.sentence ?? answer.sentence)
    setName('')
    setRole('')
    setProblem(undefined)
  }
  return (
    <form onSubmit={(submit) => void save(submit)} className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="overline-label">Add someone</h3>
      <div className="grid grid-cols-2 gap-2">
        <Field
          label="Name"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label="Role"
          autoComplete="off"
          placeholder="storage on-call"
          value={role}
          onChange={(event) => setRole(event.target.value)}
        />
      </div>
      {problem !== undefined && (
        <p role="alert" className="text-sm text-amber">
          {problem}
        </p>
      )}
      <Button type="submit" className="self-start">
        Add to the register
      </Button>
    </form>
  )
}
