import { useQuery } from '@tanstack/react-query'
import type { OperationOutput } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { guess, keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { tokensQuery } from '../settings-queries.ts'
import { TokenForm } from './TokenForm.tsx'
import { tokenInWords } from './token-words.ts'

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
        <TokenForm />
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
                <p className="text-sm text-soft first-letter:uppercase">{tokenInWords(token)}</p>
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
