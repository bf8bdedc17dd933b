import { type Factor, isUnderlyingWeakness } from '@secondstory/review/model/factors'
import { clockOf } from '@secondstory/review/model/instants'
import { useEffect, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Margin } from '../kit/Margin.tsx'
import { useStart } from '../kit/starts.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { Agents } from './Agents.tsx'
import { AsksMargin } from './AsksMargin.tsx'
import { FactorCard } from './FactorCard.tsx'
import { FactorForm } from './FactorForm.tsx'
import { Lessons } from './Lessons.tsx'
import { SinglePoints } from './SinglePoints.tsx'
import { useHash } from './use-hash.ts'
import { useHeld } from './use-held.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** What made it possible: the trigger, the conditions around it, and what the day taught. */
export function Factors() {
  const { record } = useWorking()
  const [editing, setEditing] = useState<string | null>(null)
  useScrollToHash()
  useStart('factor', () => setEditing('new'))
  const close = () => setEditing(null)
  const factors = useHeld(record.factors, editing)
  const deep = factors.filter(isUnderlyingWeakness)
  const others = factors.filter((factor) => !isUnderlyingWeakness(factor))
  const listed = { editing, onEdit: setEditing, onClose: close }
  return (
    <div className="max-w-[46rem]">
      <FailureNotice />
      <div className="flex flex-wrap-reverse items-start justify-between gap-x-4">
        <Trigger />
        <Margin label="What the review asks">
          <AsksMargin place="factors" />
        </Margin>
      </div>
      {record.factors.length === 0 && editing !== 'new' ? (
        <NoFactor onName={() => setEditing('new')} />
      ) : (
        <>
          <FactorList
            title="Underlying weaknesses"
            about="There before the trigger, still there after the repair, able to cause others."
            factors={deep}
            {...listed}
          />
          <FactorList title="Other contributing factors" factors={others} {...listed} />
          {editing === 'new' ? (
            <FactorForm factor={null} onClose={close} />
          ) : (
            <Whoever may="write">
              <Button icon="plus" onClick={() => setEditing('new')}>
                Name a factor
              </Button>
            </Whoever>
          )}
        </>
      )}
      <Agents />
      <SinglePoints />
      <Lessons />
    </div>
  )
}

function NoFactor({ onName }: { readonly onName: () => void }) {
  return (
    <Empty
      title="What let it through?"
      sentence="A factor is a condition without which it would have gone otherwise: a limit that was missing, a signal nobody could see, two goals that pulled apart. There are always several, and none of them is a person."
      example="Nothing refused a setting that stops all writes in every cell at once."
      action={
        <Whoever may="write">
          <Button look="accent" icon="plus" onClick={onName}>
            Name the first factor
          </Button>
        </Whoever>
      }
    />
  )
}

function Trigger() {
  const { record, reference } = useWorking()
  const trigger = record.timeline.find((event) => event.isTrigger)
  return (
    <section aria-label="Trigger" className="mb-8 min-w-0 grow basis-72">
      <h2 className="overline-label">Trigger</h2>
      {trigger === undefined ? (
        <p className="text-soft">
          Not marked yet.{' '}
          <PathLink
            to={paths.incident(reference, 'timeline')}
            className="text-accent underline underline-offset-2"
          >
            Mark it on the timeline
          </PathLink>
        </p>
      ) : (
        <p className="prose-text">
          {trigger.happenedAt !== null && (
            <time dateTime={trigger.happenedAt.at} className="me-2 font-mono text-sm text-soft">
              {clockOf(trigger.happenedAt)}
            </time>
          )}
          {trigger.text}
        </p>
      )}
      <p className="text-sm text-faint">What set it off. The factors below made it dangerous.</p>
    </section>
  )
}

interface Listed {
  readonly editing: string | null
  readonly onEdit: (id: string) => void
  readonly onClose: () => void
}

function FactorList({
  title,
  about,
  factors,
  editing,
  onEdit,
  onClose,
}: Listed & { readonly title: string; readonly about?: string; readonly factors: readonly Factor[] }) {
  if (factors.length === 0) return null
  return (
    <section className="mb-8">
      <h2 className="title text-lg">{title}</h2>
      {about !== undefined && <p className="text-sm text-faint">{about}</p>}
      <ul className="mt-2 flex flex-col border-t border-line">
        {factors.map((factor) => (
          <li key={factor.id} id={factor.id} className="scroll-mt-8 border-b border-line">
            {editing === factor.id ? (
              <FactorForm factor={factor} onClose={onClose} />
            ) : (
              <FactorCard factor={factor} onEdit={() => onEdit(factor.id)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A link to a thing on this tab scrolls to it. */
export function useScrollToHash(): void {
  const hash = useHash()
  useEffect(() => {
    if (hash !== '') document.getElementById(hash)?.scrollIntoView({ block: 'center' })
  }, [hash])
}
