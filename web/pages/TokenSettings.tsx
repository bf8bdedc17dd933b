import { later } from '@secondstory/review/model/instants'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Field } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { guess, keys, tokensQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords, useNow } from '../words.ts'
import { Shown } from './Shown.tsx'

const day_ms = 86_400_000

function NewToken() {
  const now = useNow()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<'read' | 'write'>('read')
  const [expiresOn, setExpiresOn] = useState(() => later(now, 90 * day_ms).slice(0, 10))
  const add = useChange('addToken', { touches: () => [keys.tokens], onDone: () => setName('') })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ name, scope, expiresOn })
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
      <Choices
        label="It may"
        columns={2}
        value={scope}
        onChange={setScope}
        choices={[
          { value: 'read', label: 'Read', about: 'Every operation that changes nothing.' },
          { value: 'write', label: 'Read and write', about: 'Everything your own account may do.' },
        ]}
      />
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

/** My API tokens: what they may do, until when, and the way to end them. */
export function TokenSettings() {
  const tokens = useQuery(tokensQuery)
  const remove = useChange('removeToken', {
    touches: () => [keys.tokens],
    guesses: ({ id }) => [
      guess<OperationOutput<'listTokens'>>(keys.tokens, (kept) => kept.filter((token) => token.id !== id)),
    ],
  })
  return (
    <div className="grid max-w-[60rem] gap-x-16 gap-y-10 lg:grid-cols-2">
      <section>
        <h2 className="title mb-1 text-lg">New token</h2>
        <p className="mb-5 text-soft">
          A script or an agent with a token can call every operation: POST /api/openIncident and the others.
          The description is at{' '}
          <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
            /api/openapi.json
          </a>
          .
        </p>
        <NewToken />
      </section>
      <section>
        <h2 className="title mb-3 text-lg">Your tokens</h2>
        <RefusalNotice error={tokens.error ?? remove.error} />
        {tokens.isPending && <Skeleton lines={2} />}
        <ul className="flex flex-col divide-y divide-line/70">
          {tokens.data?.map((token) => (
            <li key={token.id} className="flex items-center justify-between gap-4 py-3">
              <div className="min-w-0">
                <p className="font-medium">{token.name}</p>
                <p className="text-sm text-soft">
                  {token.scope === 'read' ? 'Reads' : 'Reads and writes'}, until {dayInWords(token.expiresAt)}
                  , {token.lastUsedAt === null ? 'not used yet' : `last used ${dayInWords(token.lastUsedAt)}`}
                </p>
              </div>
              <Button look="quiet" onClick={() => remove.mutate({ id: token.id })}>
                End it
              </Button>
            </li>
          ))}
        </ul>
        {tokens.data?.length === 0 && <p className="text-soft">There are none yet.</p>}
      </section>
    </div>
  )
}
