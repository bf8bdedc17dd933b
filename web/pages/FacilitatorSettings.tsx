import { useQuery } from '@tanstack/react-query'
import { useMay } from '../access.ts'
import { Checkbox } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { facilitatorsQuery, peopleQuery } from '../settings-queries.ts'

/** Who facilitates here. Read by all, changed by keepers. */
export function FacilitatorSettings() {
  const may = useMay()
  const pool = useQuery(facilitatorsQuery)
  const people = useQuery({ ...peopleQuery, enabled: may('correctFacilitators') })
  const correct = useChange('correctFacilitators', { touches: () => [keys.facilitators] })
  const ids = pool.data?.map(({ personId }) => personId) ?? []
  const toggle = (id: string) =>
    correct.mutate({ personIds: ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id] })
  return (
    <section>
      <h2 className="title mb-1 text-lg">Who facilitates</h2>
      <p className="text-soft">
        A review is guided by somebody who is no part of its story. Each review proposes those of this pool
        who are free of it, in the order of the alphabet; who guided how often is kept nowhere.
      </p>
      <RefusalNotice error={pool.error ?? correct.error} />
      {pool.isPending && <Skeleton lines={2} label="Reading who facilitates" />}
      {may('correctFacilitators') ? (
        <div className="mt-2 grid gap-x-6 sm:grid-cols-2">
          {people.data
            ?.filter(({ id, isActive }) => isActive || ids.includes(id))
            .map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={ids.includes(id)}
                disabled={correct.isPending}
                onChange={() => toggle(id)}
              />
            ))}
        </div>
      ) : (
        <ul className="mt-2">
          {pool.data?.map(({ personId, name, teams }) => (
            <li key={personId}>
              {name}
              {teams.length > 0 && <span className="text-soft">, {teams.join(', ')}</span>}
            </li>
          ))}
          {pool.data?.length === 0 && <li className="text-soft">Nobody yet; a keeper adds them.</li>}
        </ul>
      )}
    </section>
  )
}
