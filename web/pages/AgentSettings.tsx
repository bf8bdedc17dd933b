import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Field } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { agentsQuery } from '../settings-queries.ts'
import { TokenForm } from './TokenForm.tsx'
import { tokenInWords } from './token-words.ts'

type Agent = OperationOutput<'listAgents'>[number]

const roles = [
  {
    value: 'member',
    label: 'Member',
    about: 'Opens incidents and works on reviews; a person publishes them.',
  },
  { value: 'reader', label: 'Reader', about: 'Reads what is published.' },
] as const

function NewAgent() {
  const [name, setName] = useState('')
  const [role, setRole] = useState<'member' | 'reader'>('member')
  const add = useChange('addAgent', { touches: () => [keys.agents], onDone: () => setName('') })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ name, role })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <Field
        label="Name"
        hint="What history will call it: “on-call bot”."
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Choices label="Role here" value={role} onChange={setRole} choices={roles} />
      <RefusalNotice error={add.error} />
      <Button type="submit" look="accent" isBusy={add.isPending} className="self-start">
        Make its account
      </Button>
    </form>
  )
}

function AgentLine({ agent }: { readonly agent: Agent }) {
  const [isAdding, setAdding] = useState(false)
  const correct = useChange('correctAgent', { touches: () => [keys.agents] })
  const remove = useChange('removeToken', { touches: () => [keys.agents] })
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="font-medium">
          {agent.name}
          <span className="ms-2 font-normal text-faint">
            {agent.isActive ? agent.role : 'account closed'}
          </span>
        </p>
        <div className="flex flex-wrap gap-1">
          {agent.isActive && (
            <Button
              look="quiet"
              aria-label={`Make a token for ${agent.name}`}
              onClick={() => setAdding(!isAdding)}
            >
              New token
            </Button>
          )}
          <Button
            look="quiet"
            aria-label={`${agent.isActive ? 'Close' : 'Reopen'} the account of ${agent.name}`}
            onClick={() => correct.mutate({ id: agent.id, isActive: !agent.isActive })}
          >
            {agent.isActive ? 'Close account' : 'Reopen'}
          </Button>
        </div>
      </div>
      <ul className="flex flex-col">
        {agent.tokens.map((token) => (
          <li key={token.id} className="flex items-center justify-between gap-4 text-sm text-soft">
            <span>
              {token.name}: {tokenInWords(token)}
            </span>
            <Button
              look="quiet"
              aria-label={`End the token ${token.name}`}
              onClick={() => remove.mutate({ id: token.id, agentId: agent.id })}
            >
              End it
            </Button>
          </li>
        ))}
      </ul>
      {isAdding && (
        <div className="mt-4 border-s border-line ps-4">
          <TokenForm agentId={agent.id} />
        </div>
      )}
      <RefusalNotice error={correct.error ?? remove.error} />
    </li>
  )
}

/** Accounts of agents and scripts, with their tokens. Keepers only. */
export function AgentSettings() {
  const agents = useQuery(agentsQuery)
  return (
    <div className="grid max-w-[60rem] gap-x-16 gap-y-10 lg:grid-cols-2">
      <section>
        <h2 className="title mb-1 text-lg">An account for an agent</h2>
        <p className="mb-5 text-soft">
          It has tokens and no password, belongs to nobody, and stays when people leave. An agent prepares:
          publishing, releasing and living with a risk are decided by people, whatever its token says.
        </p>
        <NewAgent />
      </section>
      <section>
        <h2 className="title mb-1 text-lg">Agents</h2>
        <RefusalNotice error={agents.error} />
        {agents.isPending && <Skeleton lines={3} label="Loading the agents" />}
        {agents.data?.length === 0 && (
          <Empty
            title="No agent yet"
            sentence="A bot that imports, a coding agent that reads what was learned: each gets an account of its own, so that history says which of them it was."
            example="on-call bot, member, with one token for bringing in evidence."
          />
        )}
        <ul className="flex flex-col divide-y divide-line/70">
          {agents.data?.map((agent) => (
            <AgentLine key={agent.id} agent={agent} />
          ))}
        </ul>
      </section>
    </div>
  )
}
