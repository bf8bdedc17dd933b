import { uncoveredWeaknesses } from '@secondstory/review/model/coverage'
import { Button } from '../kit/Button.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** Underlying weaknesses that no action addresses and nobody lives with on purpose, each with the way to propose one. Nothing is shown when there are none. */
export function Coverage({ onPropose }: { readonly onPropose: (factorId: string) => void }) {
  const { record } = useWorking()
  const open = uncoveredWeaknesses(record)
  if (open.length === 0) return null
  return (
    <section aria-label="Weaknesses without an action" className="mb-8">
      <h2 className="title text-lg">Nothing changes these yet</h2>
      <p className="text-sm text-faint">Underlying weaknesses that no action addresses.</p>
      <ul className="mt-2 flex flex-col border-t border-line">
        {open.map((factor) => (
          <li
            key={factor.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-3"
          >
            <p className="prose-text min-w-0 flex-1 basis-80">{factor.statement}</p>
            <Whoever may="write">
              <Button look="quiet" icon="plus" onClick={() => onPropose(factor.id)}>
                Propose what would change it
              </Button>
            </Whoever>
          </li>
        ))}
      </ul>
    </section>
  )
}
