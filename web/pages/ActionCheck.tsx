import { CHECK_MINUTES, checkReasons, dueWords } from '@secondstory/review/model/action-check'
import { rungs } from '@secondstory/review/model/follow-ups'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { OperationOutput } from '../client.ts'
import { Button, buttonClass } from '../kit/Button.tsx'
import { classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { actionCheckQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { CloseForm, EffectForm, ReDateForm, WaitForm } from '../review/FollowUpForm.tsx'
import { counted, dayInWords } from '../words.ts'
import { Page, Part } from './Page.tsx'
import { useRowKeys } from './rows.tsx'

type Line = OperationOutput<'readActionCheck'>['lines'][number]

/** What is looked at together once a week, in a quarter of an hour: each action in one line, by reason and by date. */
export function ActionCheck() {
  const check = useQuery(actionCheckQuery)
  const [opened, setOpened] = useState<string | null>(null)
  useRowKeys('Weekly check')
  const { lines = [], today = '' } = check.data ?? {}
  return (
    <Page
      title="Weekly check"
      about="A quarter of an hour, one line for each. The question is never why somebody was late, but what the date did not know."
      action={<Clock left={lines.length} />}
    >
      <RefusalNotice error={check.error} />
      {check.isPending && <Skeleton lines={5} />}
      {checkReasons.map(({ reason, title, asks }) => {
        const those = lines.filter((each) => each.reason === reason)
        if (those.length === 0) return null
        return (
          <Part key={reason} title={title} aside={<span className="text-sm text-soft">{asks}</span>}>
            <ul className="flex flex-col divide-y divide-line/70">
              {those.map((each) => (
                <CheckRow
                  key={each.line.id}
                  each={each}
                  today={today}
                  isOpen={opened === each.line.id}
                  onOpen={() => setOpened(opened === each.line.id ? null : each.line.id)}
                />
              ))}
            </ul>
          </Part>
        )
      })}
      {check.isSuccess && lines.length === 0 && (
        <Empty
          title="Nothing to look at this week"
          sentence="What is due, waits, has no owner, or was done a month ago and not yet seen to work comes up here by itself."
          example="“CI refuses it since Tuesday.” One line is enough for each."
          action={
            <PathLink to={paths.actions()} className={buttonClass()}>
              All open actions
            </PathLink>
          }
        />
      )}
    </Page>
  )
}

/** The quarter of an hour. It says when it is over and stops nobody. */
function Clock({ left }: { readonly left: number }) {
  const [endsAt_ms, setEndsAt] = useState<number | null>(null)
  const [now_ms, setNow] = useState(0)
  useEffect(() => {
    if (endsAt_ms === null) return
    const ticking = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(ticking)
  }, [endsAt_ms])
  if (endsAt_ms === null) {
    return (
      <Button
        onClick={() => {
          setNow(Date.now())
          setEndsAt(Date.now() + CHECK_MINUTES * 60_000)
        }}
      >
        Start {CHECK_MINUTES} minutes
      </Button>
    )
  }
  const left_s = Math.max(0, Math.ceil((endsAt_ms - now_ms) / 1_000))
  const words =
    left_s === 0
      ? 'The quarter of an hour is over; the rest keeps.'
      : `${Math.floor(left_s / 60)}:${String(left_s % 60).padStart(2, '0')}`
  return (
    <div className="flex min-w-40 flex-col gap-1.5">
      <p role="timer" className="tabular flex justify-between gap-6">
        <span>{words}</span>
        <span className="text-soft">{left === 0 ? 'all looked at' : `${counted(left, 'line')} left`}</span>
      </p>
      <div className="h-0.5 bg-line">
        <div
          className="h-full bg-accent"
          style={{ width: `${Math.min(100, (left_s / (CHECK_MINUTES * 60)) * 100)}%` }}
        />
      </div>
    </div>
  )
}

function CheckRow({
  each,
  today,
  isOpen,
  onOpen,
}: {
  readonly each: Line
  readonly today: string
  readonly isOpen: boolean
  readonly onOpen: () => void
}) {
  const { line, last } = each
  return (
    <li>
      <button
        type="button"
        data-row={line.id}
        aria-expanded={isOpen}
        onClick={onOpen}
        className="group -mx-3 flex w-[calc(100%+1.5rem)] flex-col gap-0.5 rounded-md px-3 py-3 text-start transition-colors hover:bg-sunk focus-visible:bg-sunk"
      >
        <span className="title text-md text-pretty group-hover:text-accent-deep">{line.title}</span>
        <span className={classes(factRowClass, 'text-sm text-soft')}>
          <span className="tabular font-mono text-xs leading-5 text-faint">{line.incidentReference}</span>
          <span className={dottedFactClass}>{whenWords(each, today)}</span>
          {line.owner !== null && !line.hasOwnerLeft && (
            <span className={dottedFactClass}>
              {line.owner.name}, {line.owner.role}
            </span>
          )}
          {line.hasOwnerLeft && <span className={dottedFactClass}>its owner has left</span>}
        </span>
        {last !== null && <span className="text-sm text-soft">{last.text}</span>}
      </button>
      {isOpen && <Doings each={each} onDone={onOpen} />}
    </li>
  )
}

function whenWords({ line, reason, standing }: Line, today: string): string {
  if (reason === 'effect')
    return `${rungs[standing.rung].name.toLowerCase()}, to look at since ${dayInWords(standing.lookOn ?? today)}`
  return line.dueOn === null ? 'no date yet' : dueWords(line.dueOn, today)
}

type Doing = 'done' | 're-date' | 'blocked' | 'freed' | 'dropped'

/** What can be done about a line, each with one line of words. */
function Doings({ each, onDone }: { readonly each: Line; readonly onDone: () => void }) {
  const { line, reason } = each
  const [doing, setDoing] = useState<Doing | null>(null)
  if (reason === 'effect')
    return (
      <Panel>
        <EffectForm action={line} onDone={onDone} />
      </Panel>
    )
  if (reason === 'ownerless') {
    return (
      <Panel>
        <p className="mt-1 text-soft">
          It needs one owner and a date, or a reason to let it go. Both stand with the action.
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <PathLink
            to={paths.onIncident(line.incidentReference, { tab: 'actions', id: line.id })}
            className={buttonClass('accent')}
          >
            Find an owner
          </PathLink>
          <Button onClick={() => setDoing('dropped')}>Drop it</Button>
        </div>
        {doing === 'dropped' && <CloseForm action={line} state="dropped" onDone={onDone} />}
      </Panel>
    )
  }
  const waits = reason === 'blocked'
  return (
    <Panel>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setDoing('done')}>Done</Button>
        <Button onClick={() => setDoing('re-date')}>New date</Button>
        <Button onClick={() => setDoing(waits ? 'freed' : 'blocked')}>
          {waits ? 'It goes on' : 'It waits'}
        </Button>
        <Button onClick={() => setDoing('dropped')}>Drop it</Button>
        <PathLink
          to={paths.onIncident(line.incidentReference, { tab: 'actions', id: line.id })}
          className={buttonClass('quiet')}
        >
          Open it
        </PathLink>
      </div>
      {(doing === 'done' || doing === 'dropped') && (
        <CloseForm key={doing} action={line} state={doing} onDone={onDone} />
      )}
      {doing === 're-date' && <ReDateForm action={line} onDone={onDone} />}
      {(doing === 'blocked' || doing === 'freed') && <WaitForm action={line} kind={doing} onDone={onDone} />}
    </Panel>
  )
}

function Panel({ children }: { readonly children: ReactNode }) {
  return <div className="pb-4">{children}</div>
}
