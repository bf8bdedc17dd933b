import type { Incident } from '@secondstory/review/model/incident'
import type { ReviewPerson, ReviewRole } from '@secondstory/review/model/review-people'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field, TextArea } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Notice } from '../kit/Notice.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'

/** Somebody who is close to the incident, and what stands in the way of them guiding its review. */
interface Waiting {
  readonly person: Pick<ReviewPerson, 'personId' | 'name'>
  readonly roles: readonly ReviewRole[]
  readonly sentence: string
}

/** Those who could guide a review, and what stands in the way of those who are close to it. */
function proposedQuery(incidentId: string) {
  return queryOptions({
    queryKey: keys.proposedFacilitators(incidentId),
    queryFn: ({ signal }) => ask('proposeFacilitator', { incidentId }, signal),
  })
}

/** Naming people for a review; a facilitator who is close to the incident waits for the consent of those in it. */
export function useNaming(incident: Incident, mayName: boolean) {
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const proposed = useQuery({ ...proposedQuery(incident.id), enabled: mayName })
  const name = useChange('nameReviewRoles', {
    touches: () => [
      keys.reviewPeople(incident.id),
      keys.proposedFacilitators(incident.id),
      keys.incident(`INC-${incident.number}`),
    ],
    onDone: () => setWaiting(null),
  })
  const incidentId = incident.id
  const save = (person: Omit<ReviewPerson, 'consent'>, roles: readonly ReviewRole[]) => {
    const { personId } = person
    const isAsked = roles.includes('facilitator') && !person.roles.includes('facilitator')
    const near = proposed.data?.close.find((each) => each.personId === personId)
    if (!isAsked || near === undefined) name.mutate({ incidentId, personId, roles: [...roles] })
    else setWaiting({ person, roles, sentence: near.blocker.sentence })
  }
  const agree = ({ person, roles }: Waiting, consent: { because: string; agreedByRole: string }) =>
    name.mutate({ incidentId, personId: person.personId, roles: [...roles], consent })
  return { save, agree, waiting, leave: () => setWaiting(null), proposed, name }
}

/** What everything that names people here shares. */
export type Naming = ReturnType<typeof useNaming>

/** What was agreed and by whom, before somebody close to an incident guides its review. */
export function ConsentForm({ naming }: { readonly naming: Naming }) {
  const [because, setBecause] = useState('')
  const [agreedByRole, setAgreedByRole] = useState('')
  const { waiting } = naming
  if (waiting === null) return null
  const send = (event: FormEvent) => {
    event.preventDefault()
    naming.agree(waiting, { because, agreedByRole })
  }
  return (
    <form
      aria-label={`Consent to ${waiting.person.name}`}
      onSubmit={send}
      className="mt-3 flex flex-col gap-4"
    >
      <Notice tone="amber">
        <p className="font-medium">{waiting.person.name}</p>
        <p>{waiting.sentence}</p>
      </Notice>
      <TextArea
        label="What was agreed"
        hint="One sentence; it stays with the review."
        required
        maxLength={500}
        value={because}
        onChange={(event) => setBecause(event.target.value)}
      />
      <Field
        label="Agreed as, a role"
        placeholder="incident lead"
        required
        maxLength={100}
        autoComplete="off"
        value={agreedByRole}
        onChange={(event) => setAgreedByRole(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" isBusy={naming.name.isPending}>
          Name them by this consent
        </Button>
        <Button look="quiet" onClick={naming.leave}>
          Look for somebody else
        </Button>
      </div>
    </form>
  )
}

/** Those of the pool who are free of this incident, and why everybody else is left out. */
export function WhoCouldGuide({
  named,
  naming,
}: {
  readonly named: readonly ReviewPerson[]
  readonly naming: Naming
}) {
  const { proposed } = naming
  const guides = named.filter(({ roles }) => roles.includes('facilitator'))
  const rolesOf = (personId: string) => named.find((each) => each.personId === personId)?.roles ?? []
  const choose = ({ personId, name }: { readonly personId: string; readonly name: string }) => {
    const roles = rolesOf(personId)
    naming.save({ personId, name, roles }, [...roles, 'facilitator'])
  }
  if (proposed.error !== null) return <RefusalNotice error={proposed.error} />
  const { free = [], leftOut = [], order = '' } = proposed.data ?? {}
  const isGuide = (personId: string) => guides.some((each) => each.personId === personId)
  const open = free.filter(({ personId }) => !isGuide(personId))
  return (
    <section>
      <h3 className="mb-1 font-medium">Who guides it</h3>
      {guides.map(({ personId, name, consent }) => (
        <p key={personId}>
          {name}
          {consent !== null && (
            <span className="block text-sm text-soft">
              By consent, agreed as {consent.agreedByRole}: {consent.because}
            </span>
          )}
        </p>
      ))}
      {proposed.data !== undefined && free.length + leftOut.length === 0 && guides.length === 0 && (
        <p className="text-soft">
          Nobody is in the pool of facilitators yet. A keeper adds them in the settings, under Teams; until
          then anybody can be named below.
        </p>
      )}
      {open.length > 0 && (
        <ul className="mt-1">
          {open.map((each) => (
            <li key={each.personId} className="flex items-center justify-between gap-3">
              <span className="min-w-0">
                {each.name}
                {each.teams.length > 0 && <span className="text-soft">, {each.teams.join(', ')}</span>}
              </span>
              <Button look="quiet" onClick={() => choose(each)}>
                Name as facilitator
              </Button>
            </li>
          ))}
        </ul>
      )}
      {leftOut.length > 0 && (
        <Fold label="Left out of the proposal, and why">
          <ul className="pt-1">
            {leftOut.map((each) => (
              <li key={each.personId} className="border-t border-line py-2 first:border-0">
                <p className="font-medium">{each.name}</p>
                <p className="text-sm text-soft">{each.because}</p>
                {!isGuide(each.personId) && (
                  <Button look="quiet" className="-ms-3.5 text-sm" onClick={() => choose(each)}>
                    Those in it agreed
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {free.length + leftOut.length > 0 && <p className="mt-1 text-sm text-faint">{order}</p>}
    </section>
  )
}
