import { useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Margin } from '../kit/Margin.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useStart } from '../kit/starts.ts'
import { Acceptances } from './Acceptances.tsx'
import { ActionCard } from './ActionCard.tsx'
import { ActionForm } from './ActionForm.tsx'
import { AsksMargin } from './AsksMargin.tsx'
import { crowds, groupedByStrength, isAllWeak, tooManyInWords } from './action-rules.ts'
import { Coverage } from './Coverage.tsx'
import { useScrollToHash } from './Factors.tsx'
import { IssueOfAction, useIssueAsked } from './IssueOfAction.tsx'
import { Recurrences } from './Recurrences.tsx'
import { useHeld } from './use-held.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** What will be different: actions by how little they depend on somebody remembering. */
export function Actions() {
  const { record } = useWorking()
  const [editing, setEditing] = useState<string | null>(null)
  const [addresses, setAddresses] = useState<readonly string[]>([])
  useScrollToHash()
  useStart('action', () => setEditing('new'))
  const close = () => {
    setEditing(null)
    setAddresses([])
  }
  const propose = (factorId: string) => {
    setAddresses([factorId])
    setEditing('new')
  }
  const actions = useHeld(record.actions, editing)
  const live = actions.filter((action) => action.state !== 'dropped')
  const dropped = record.actions.filter((action) => action.state === 'dropped')
  const isAsked = useIssueAsked()
  // Once a question there has opened the list, an answer does not close it under the reader's eyes.
  const wasAsked = useRef(false)
  wasAsked.current ||= isAsked(dropped)
  const warning = tooManyInWords(record.actions)
  const margin = (
    <Margin label="What the review asks">
      <AsksMargin place="actions" />
    </Margin>
  )
  if (record.actions.length === 0 && editing !== 'new') {
    return (
      <div className="max-w-[46rem]">
        <FailureNotice />
        <Recurrences />
        <Empty
          title="What will be different?"
          sentence="An action changes something, so that the same day would go another way. The strongest ones work even when everyone has forgotten them."
          example="The deploy refuses a setting that stops all writes; we will know because a test deploy with it fails."
          action={
            <Whoever may="write">
              <Button look="accent" icon="plus" onClick={() => setEditing('new')}>
                Propose an action
              </Button>
            </Whoever>
          }
        />
        <Acceptances />
        {margin}
      </div>
    )
  }
  return (
    <div className="max-w-[46rem]">
      <FailureNotice />
      <Recurrences />
      <div className="mb-5 flex flex-wrap items-center gap-2">
        <p className="me-auto text-soft">Strongest first. Three to five good ones beat twenty.</p>
        {margin}
        {editing !== 'new' && (
          <Whoever may="write">
            <Button icon="plus" onClick={() => setEditing('new')}>
              Propose an action
            </Button>
          </Whoever>
        )}
      </div>
      {warning !== null && (
        <div className="mb-5">
          <Notice tone="amber">
            {warning}
            <Crowds />
          </Notice>
        </div>
      )}
      {isAllWeak(record.actions) && (
        <div className="mb-5">
          <Notice>
            Every action here rests on memory. What would change something even when nobody thinks of it?
          </Notice>
        </div>
      )}
      {editing === 'new' ? (
        <ActionForm action={null} addresses={addresses} onClose={close} />
      ) : (
        <Coverage onPropose={propose} />
      )}
      {groupedByStrength(live).map((group) => (
        <section
          key={group.strength}
          className="mb-9"
          aria-label={`Strength ${group.strength}: ${group.name}`}
        >
          <header className="flex items-center gap-3 border-b border-line pb-1.5">
            <Ladder strength={group.strength} />
            <h2 className="title shrink-0 text-lg">{group.name}</h2>
            <p className="hidden min-w-0 truncate text-sm text-faint sm:block">{group.means}</p>
          </header>
          <ul>
            {group.actions.map((action) => (
              <li key={action.id} id={action.id} className="scroll-mt-8 border-b border-line">
                {editing === action.id ? (
                  <ActionForm action={action} onClose={close} />
                ) : (
                  <ActionCard action={action} onEdit={() => setEditing(action.id)} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {dropped.length > 0 && (
        <details className="mt-6" open={wasAsked.current}>
          <summary className="target flex items-center text-soft">
            Dropped, with the reason ({dropped.length})
          </summary>
          <ul>
            {dropped.map((action) => (
              <li key={action.id} className="border-t border-line py-3">
                <p>{action.title}</p>
                <p className="text-soft">{action.outcome}</p>
                <IssueOfAction action={action} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <Acceptances />
    </div>
  )
}

/** Over ten, the warning shows where grouping would help: the conditions that several actions change at once. */
function Crowds() {
  const { record } = useWorking()
  const found = crowds(record.actions)
  const live = record.actions.filter((action) => action.state === 'proposed' || action.state === 'open')
  if (live.length <= 10 || found.length === 0) return null
  return (
    <ul className="mt-2 flex flex-col gap-1 text-sm">
      {found.slice(0, 3).map(({ factorId, actions }) => (
        <li key={factorId}>
          {actions.length} of them change one condition:{' '}
          {record.factors.find((factor) => factor.id === factorId)?.statement ?? 'one that was removed'}
        </li>
      ))}
    </ul>
  )
}

/** The rung as a shape: five steps, those reached are filled. The number says the same. */
export function Ladder({ strength }: { readonly strength: number }) {
  return (
    <svg
      role="img"
      aria-label={`Strength ${strength} of 5`}
      width="34"
      height="14"
      viewBox="0 0 34 14"
      className="shrink-0"
    >
      {[1, 2, 3, 4, 5].map((step) => (
        <rect
          key={step}
          x={(step - 1) * 7}
          y={12 - step * 2.2}
          width="5"
          height={step * 2.2}
          rx="0.5"
          className={step <= strength ? 'fill-ink' : 'fill-line'}
        />
      ))}
    </svg>
  )
}
