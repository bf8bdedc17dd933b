import { nextTask, type StageTask } from '@secondstory/review/model/stage-tasks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Fold } from '../kit/Fold.tsx'
import { Icon } from '../kit/Icon.tsx'
import { keys, useChange } from '../queries.ts'
import { dueInWords, useNow } from '../words.ts'
import { StepLink } from './StepLink.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** The list of a review, read again with the record it ticks itself by. */
export function useStageTasks() {
  const { record, reference } = useWorking()
  return useQuery({
    queryKey: [...keys.stageTasks(reference), record.review.version, record.draft.version],
    queryFn: ({ signal }) => ask('listStageTasks', { incidentId: record.incident.id }, signal),
    placeholderData: (before) => before,
  })
}

/** The whole list of a review, folded: what ticked itself, what comes next and by when. */
export function StageList() {
  const incidentId = useWorking().record.incident.id
  const tasks = useStageTasks()
  if (tasks.data === undefined) return null
  const open = tasks.data.filter(({ isDone, leftOut }) => !isDone && leftOut === '').length
  const next = nextTask(tasks.data)
  return (
    <Fold label={open === 0 ? 'The list is through' : `The list, ${open} to go`}>
      <ul className="flex flex-col gap-1.5 pt-1">
        {tasks.data.map((task) => (
          <Task key={task.id} task={task} incidentId={incidentId} isNext={task.id === next?.id} />
        ))}
      </ul>
    </Fold>
  )
}

function Task({
  task,
  incidentId,
  isNext,
}: {
  readonly task: StageTask
  readonly incidentId: string
  readonly isNext: boolean
}) {
  const now = useNow()
  const { reference } = useWorking()
  const [isLeaving, setLeaving] = useState(false)
  const [because, setBecause] = useState('')
  const mark = useChange('markStageTask', { touches: () => [keys.stageTasks(reference)] })
  const isOpen = !task.isDone && task.leftOut === ''
  const send = (reason: string) =>
    mark.mutate({ incidentId, task: task.id, because: reason }, { onSuccess: () => setLeaving(false) })
  return (
    <li className="flex gap-2">
      <span className={classes('mt-0.5 shrink-0', task.isDone ? 'text-accent' : 'text-transparent')}>
        <Icon name="check" size={16} />
      </span>
      <div className="min-w-0">
        <StepLink
          place={task.place}
          className={classes('text-start hover:text-accent', isNext ? 'text-ink' : 'text-soft')}
        >
          {task.ask}
          {task.isDone && <span className="sr-only">, done</span>}
        </StepLink>
        {isOpen && task.dueAt !== null && <p className="text-sm text-faint">{dueInWords(task.dueAt, now)}</p>}
        {task.leftOut !== '' && (
          <p className="text-sm text-faint">
            Left out: {task.leftOut}{' '}
            <Whoever may="write">
              <button
                type="button"
                className="text-accent underline underline-offset-2"
                onClick={() => send('')}
              >
                Take it up again
              </button>
            </Whoever>
          </p>
        )}
        {isNext && !isLeaving && (
          <Whoever may="write">
            <Button look="quiet" className="-ms-3.5 text-sm" onClick={() => setLeaving(true)}>
              We leave this out
            </Button>
          </Whoever>
        )}
        {isLeaving && (
          <form
            className="mt-1 flex gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              if (because.trim() !== '') send(because)
            }}
          >
            <input
              aria-label="Why it is left out"
              placeholder="Why?"
              maxLength={300}
              value={because}
              onChange={(event) => setBecause(event.target.value)}
              className="target w-full min-w-0 rounded-md border border-edge/60 bg-raised px-2"
            />
            <Button type="submit">Keep</Button>
          </form>
        )}
      </div>
    </li>
  )
}
