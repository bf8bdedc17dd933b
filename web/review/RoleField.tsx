import { useId } from 'react'
import { Field } from '../kit/Field.tsx'
import { useWorking } from './working.tsx'

/** Roles this review knows: those of the register, then those that act on the timeline, each once. */
export function useRolesKnown(): readonly string[] {
  const { record } = useWorking()
  const acting = record.timeline.filter(({ actor }) => actor.kind === 'role').map(({ actor }) => actor.name)
  const all = [...record.participants.map(({ role }) => role), ...acting].filter((role) => role !== '')
  return [...new Set(all)].toSorted((a, b) => a.localeCompare(b))
}

/** A role, chosen from those known here or written anew. */
export function RoleField({
  label,
  role,
  onChange,
}: {
  readonly label: string
  readonly role: string
  readonly onChange: (role: string) => void
}) {
  const id = useId()
  const roles = useRolesKnown()
  return (
    <div>
      <Field
        label={label}
        hint="Readers see the role, never a name."
        placeholder="database on-call"
        autoComplete="off"
        maxLength={100}
        list={id}
        value={role}
        onChange={(event) => onChange(event.target.value)}
        className="max-w-96"
      />
      <datalist id={id}>
        {roles.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  )
}
