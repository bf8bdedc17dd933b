import type { Action } from '@secondstory/review/model/actions'
import { type FollowUp, followUpKinds, rungs, standingOf } from '@secondstory/review/model/follow-ups'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { Fold } from '../kit/Fold.tsx'
import { offerUndo } from '../kit/Undo.tsx'
import { followUpsQuery, keys, useChange } from '../queries.ts'
import { dayInWords } from '../words.ts'
import { EffectForm, ReDateForm, WaitForm } from './FollowUpForm.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

type Doing = 're-date' | 'blocked' | 'freed' | 'effect'

/** How an action stands after it was opened: what it waits for, how sure we are that it works, and what was said. */
export function FollowUps({ action }: { readonly action: Action }) {
  const { record, reference } = useWorking()
  const [doing, setDoing] = useState<Doing | null>(null)
  const all = useQuery(followUpsQuery(reference, record.incident.id))
  if (action.state !== 'open' && action.state !== 'done') return null
  const said = (all.data ?? []).filter(({ actionId }) => actionId === action.id)
  const { rung, refutedBy, blockedBy, lookOn } = standingOf(action, said)
  const close = () => setDoing(null)
  return (
    <div className="mt-2 flex flex-col gap-1.5">
      {action.state === 'done' && (
        <p className="text-soft">
          <span className="me-2 font-mono text-xs text-faint">{rung}</span>
          {refutedBy === null ? rungs[rung].means : `${followUpKinds[refutedBy.kind]}: ${refutedBy.text}`}
          {lookOn !== null && ` We look on ${dayInWords(lookOn)}.`}
        </p>
      )}
      {blockedBy !== null && (
        <p className="text-soft">
          <span className="text-faint">It waits for: </span>
          {blockedBy.text}
        </p>
      )}
      {said.length > 0 && (
        <Fold label="What was said since">
          <ul className="mt-1 flex flex-col gap-1">
            {said.map((line) => (
              <SaidLine key={line.id} line={line} reference={reference} />
            ))}
          </ul>
        </Fold>
      )}
      {doing === null && (
        <Whoever may="act">
          <div className="-ms-3.5 flex flex-wrap">
            {action.state === 'done' ? (
              <Button look="quiet" onClick={() => setDoing('effect')}>
                What was seen of it
              </Button>
            ) : (
              <>
                <Button look="quiet" onClick={() => setDoing('re-date')}>
                  New date
                </Button>
                <Button look="quiet" onClick={() => setDoing(blockedBy === null ? 'blocked' : 'freed')}>
                  {blockedBy === null ? 'It waits' : 'It goes on'}
                </Button>
              </>
            )}
          </div>
        </Whoever>
      )}
      {doing === 're-date' && <ReDateForm action={action} onDone={close} />}
      {(doing === 'blocked' || doing === 'freed') && <WaitForm action={action} kind={doing} onDone={close} />}
      {doing === 'effect' && <EffectForm action={action} onDone={close} />}
    </div>
  )
}

function SaidLine({ line, reference }: { readonly line: FollowUp; readonly reference: string }) {
  const stale = [keys.followUps(reference), keys.actionCheck]
  const undo = useChange('undoRemoval', { touches: () => stale })
  const remove = useChange('removeFollowUp', {
    touches: () => stale,
    onDone: ({ removalId }) => offerUndo('Line removed.', () => undo.mutate({ removalId })),
  })
  return (
    <li className="flex items-start gap-2 text-sm">
      <span className="min-w-0 flex-1 py-2">
        <time dateTime={line.saidOn} className="tabular me-2 text-faint">
          {dayInWords(line.saidOn)}
        </time>
        {followUpKinds[line.kind]}
        {line.kind === 're-dated' && line.fromOn !== null && line.toOn !== null && (
          <>
            {' '}
            from {dayInWords(line.fromOn)} to {dayInWords(line.toOn)}
          </>
        )}
        : {line.text}
        {line.link !== '' && <span className="text-faint"> ({line.link})</span>}
      </span>
      <Whoever may="write">
        <IconButton
          icon="close"
          label={`Remove the line of ${dayInWords(line.saidOn)}`}
          onClick={() => remove.mutate({ id: line.id })}
        />
      </Whoever>
    </li>
  )
}
