import { objectionToPurposes, type TokenPurpose, tokenPurposes } from '@secondstory/review/model/agents'
import { later } from '@secondstory/review/model/instants'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { keys, selfQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { useNow } from '../words.ts'
import { Shown } from './Shown.tsx'

const day_ms = 86_400_000

const scopes = [
  { value: 'read', label: 'Read', about: 'Every operation that changes nothing.' },
  { value: 'write', label: 'Read and write', about: 'Everything the account may do.' },
] as const

/** What the token is for: nothing chosen means whatever its scope allows. */
function Purposes({
  chosen,
  isOfAgent,
  onChange,
}: {
  readonly chosen: readonly TokenPurpose[]
  readonly isOfAgent: boolean
  readonly onChange: (chosen: readonly TokenPurpose[]) => void
}) {
  const role = useQuery(selfQuery).data?.person?.role ?? 'reader'
  const owner = { kind: isOfAgent ? 'agent' : 'person', role, scope: 'write' } as const
  const offered = tokenPurposes.filter(({ name }) => objectionToPurposes([name], owner) === null)
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 text-base font-medium">
        Only for <span className="ms-1.5 font-normal text-faint">optional</span>
      </legend>
      {offered.map(({ name, says, about }) => (
        <Checkbox
          key={name}
          label={says}
          hint={about}
          checked={chosen.includes(name)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
          }
        />
      ))}
    </fieldset>
  )
}

/** Makes a token for whoever is signed in, or for an agent. The secret is shown once. */
export function TokenForm({ agentId }: { readonly agentId?: string }) {
  const now = useNow()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<'read' | 'write'>('read')
  const [purposes, setPurposes] = useState<readonly TokenPurpose[]>([])
  const [expiresOn, setExpiresOn] = useState(() => later(now, 90 * day_ms).slice(0, 10))
  const add = useChange('addToken', {
    touches: () => [keys.tokens, keys.agents],
    onDone: () => setName(''),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const limits = purposes.length === 0 ? {} : { purposes: [...purposes] }
    add.mutate({ name, scope, expiresOn, ...limits, ...(agentId === undefined ? {} : { agentId }) })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <Field
        label="Name"
        hint="What will use it: “import from the on-call bot”."
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Choices label="It may" columns={2} value={scope} onChange={setScope} choices={scopes} />
      <Purposes chosen={purposes} isOfAgent={agentId !== undefined} onChange={setPurposes} />
      <Field
        label="Until"
        type="date"
        required
        className="max-w-48"
        min={now.slice(0, 10)}
        max={later(now, 365 * day_ms).slice(0, 10)}
        value={expiresOn}
        onChange={(event) => setExpiresOn(event.target.value)}
      />
      <RefusalNotice error={add.error} />
      <Button type="submit" look="accent" isBusy={add.isPending} className="self-start">
        Make a token
      </Button>
      {add.data !== undefined && (
        <Shown
          label={`The token “${add.data.token.name}”`}
          about="It is shown this once and kept nowhere. Send it as “Authorization: Bearer …”."
          secret={add.data.secret}
        />
      )}
    </form>
  )
}
