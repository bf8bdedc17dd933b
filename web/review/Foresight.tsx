import { clockOf } from '@secondstory/review/model/instants'
import { factorEntry, factorName } from '@secondstory/review/model/taxonomy'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Select } from '../kit/Field.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { PastEvents } from './PastEvents.tsx'
import { PastStrip } from './PastStrip.tsx'
import { type Foresight as Answer, type ForesightSource, useForesight } from './use-foresight.ts'
import { type Mine, WasChosen, WhatWouldYouDo } from './WhatWouldYouDo.tsx'

/** Time between two steps while it plays by itself. */
const PACE_MS = 2_600

/** The incident from its beginning with the future hidden. Nothing to the right of now is here: the server has not sent it. */
export function Foresight({
  source,
  ending,
}: {
  readonly source: ForesightSource
  /** The way on, once it is over. */
  readonly ending: ReactNode
}) {
  const [role, setRole] = useState('')
  const { past, place, isAtFront, isBusy, problem, step, back, begin } = useForesight(source, role)
  const [mine, setMine] = useState<Readonly<Record<string, Mine>>>({})
  const [isPlaying, setPlaying] = useState(false)
  const now = past.at(-1)
  const events = useMemo(() => past.flatMap((each) => each.events), [past])
  const roles = useRoles(past)
  const isWaiting = now?.decision != null || now?.isOver === true
  usePlaying(isPlaying && !isWaiting && problem === null, place, () => void step('next'))
  useEffect(() => {
    if (isWaiting) setPlaying(false)
  }, [isWaiting])
  useShortcuts('Foresight', [
    { keys: 'ArrowRight', about: 'One step on', run: () => void step('next') },
    { keys: ' ', about: 'One step on', run: () => void step('next') },
    { keys: 'ArrowLeft', about: 'One step back', run: back },
    { keys: 'p', about: 'Play or pause', run: () => setPlaying(!isPlaying) },
    { keys: 'd', about: 'On to the next decision', run: () => void step('decision') },
  ])
  const asked = past.findLast((each) => each.decision !== null)
  const chosen = asked === undefined ? null : (mine[asked.cursor] ?? null)
  return (
    <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-7">
      <Clock now={now} />
      <PastStrip events={events} seen={now?.decision?.seen ?? []} now={now?.clock ?? null} />
      <Controls
        {...{ isPlaying, isBusy, role, roles, place }}
        isOver={now?.isOver === true}
        onPlay={() => setPlaying(!isPlaying)}
        onStep={(to) => void step(to)}
        onBack={back}
        onRole={setRole}
      />
      {problem !== null && (
        <Notice
          tone="amber"
          action={problem.isStale ? <Button onClick={begin}>Begin again</Button> : undefined}
        >
          {problem.sentence}
        </Notice>
      )}
      <PastEvents events={events} fresh={isAtFront ? (now?.events.length ?? 0) : 0} />
      {now?.made.map((made) => (
        <WasChosen key={made.role + made.chosen} made={made} mine={chosen} />
      ))}
      {now?.decision != null && (
        <WhatWouldYouDo
          decision={now.decision}
          mine={mine[now.cursor] ?? null}
          onChange={(next) => setMine({ ...mine, [now.cursor]: next })}
          onGoOn={() => void step('next')}
          isBusy={isBusy}
        />
      )}
      {now?.isOver === true && <Over hindsight={now.hindsight} ending={ending} onAgain={begin} />}
      <Bottom watch={place} />
    </div>
  )
}

function useRoles(past: readonly Answer[]): readonly string[] {
  return useMemo(() => {
    const acting = past.flatMap(({ events }) =>
      events.flatMap(({ actor }) =>
        (actor.kind === 'role' || actor.kind === 'agent') && actor.name !== '' ? [actor.name] : [],
      ),
    )
    return [...new Set([...acting, ...past.flatMap(({ decision }) => decision?.role ?? [])])]
  }, [past])
}

/** One step after another while it plays; it stops by itself where somebody has to choose. */
function usePlaying(isPlaying: boolean, place: number, onStep: () => void): void {
  const latest = useRef(onStep)
  latest.current = onStep
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step starts the pause anew.
  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(() => latest.current(), PACE_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, place])
}

/** The clock of that day, and what it says now. */
export function Clock({ now }: { readonly now: Pick<Answer, 'clock' | 'isOver'> | undefined }) {
  return (
    <header aria-live="polite" className="flex flex-wrap items-baseline gap-x-4">
      <h1 tabIndex={-1} className="font-mono text-2xl tabular">
        {now?.clock == null ? '--:--' : clockOf(now.clock)}
      </h1>
      <p className="text-faint">
        {now?.isOver === true ? 'It is over; now hindsight may speak.' : 'What comes next is not known yet.'}
      </p>
    </header>
  )
}

function Controls({
  isPlaying,
  isBusy,
  isOver,
  place,
  role,
  roles,
  onPlay,
  onStep,
  onBack,
  onRole,
}: {
  readonly isPlaying: boolean
  readonly isBusy: boolean
  readonly isOver: boolean
  readonly place: number
  readonly role: string
  readonly roles: readonly string[]
  readonly onPlay: () => void
  readonly onStep: (to: 'next' | 'decision') => void
  readonly onBack: () => void
  readonly onRole: (role: string) => void
}) {
  const options = [...new Set([...roles, ...(role === '' ? [] : [role])])]
  return (
    <div className="sticky top-0 z-10 -mx-2 flex flex-wrap items-center gap-2 bg-paper px-2 py-2">
      <Button onClick={() => onStep('next')} disabled={isOver} isBusy={isBusy}>
        Step <Icon name="right" size={16} />
      </Button>
      <Button look="quiet" onClick={onBack} disabled={place < 1}>
        Back
      </Button>
      <Button look="quiet" aria-pressed={isPlaying} onClick={onPlay} disabled={isOver}>
        {isPlaying ? 'Pause' : 'Play'}
      </Button>
      <Button look="quiet" onClick={() => onStep('decision')} disabled={isOver}>
        Next decision
      </Button>
      <span className="flex-1" />
      {options.length > 0 && (
        <Select
          label="As seen by"
          isLabelHidden
          className="w-56 max-w-full"
          value={role}
          options={[
            { value: '', label: 'Seen by anyone' },
            ...options.map((each) => ({ value: each, label: `Seen by the ${each}` })),
          ]}
          onChange={(event) => onRole(event.target.value)}
        />
      )}
    </div>
  )
}

/** Afterwards: what came of each choice, what existed elsewhere, which options we only see now. */
export function Over({
  hindsight,
  ending,
  onAgain,
}: {
  readonly hindsight: Answer['hindsight']
  readonly ending: ReactNode
  /** Absent: it cannot begin again here. */
  readonly onAgain?: () => void
}) {
  return (
    <section aria-label="In hindsight" className="border-t border-line pt-6">
      <h2 className="title text-xl">What hindsight adds</h2>
      {hindsight.length === 0 && (
        <p className="prose-text mt-2 text-soft">
          No decision point is written down for this one. With two or three of them a replay stops where
          somebody had to choose.
        </p>
      )}
      <ol>
        {hindsight.map((each) => (
          <li key={`${each.role} ${each.at?.at} ${each.chosen}`} className="border-b border-line py-5">
            <p className="text-sm text-faint">
              {each.at !== null && <span className="me-2 font-mono">{clockOf(each.at)}</span>}
              {each.role}
            </p>
            <p className="title text-lg">{each.chosen}</p>
            <Line title="What came of it" text={each.observed} />
            <Line title="How it usually goes" text={each.usually} />
            {each.notReached.map(({ what, where, barrier }) => (
              <Line
                key={what}
                title="Existed, out of reach"
                text={`${what}${where.trim() === '' ? '' : ` (${where})`}${factorEntry(barrier) === null ? '' : `. Between: ${factorName(barrier).toLowerCase()}`}`}
              />
            ))}
            {each.laterOptions.map((option) => (
              <Line key={option} title="Seen only afterwards" text={option} isPale />
            ))}
          </li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap gap-2">
        {ending}
        {onAgain !== undefined && (
          <Button look="quiet" onClick={onAgain}>
            Begin again
          </Button>
        )}
      </div>
    </section>
  )
}

/** A line of what hindsight adds, with its title in front. */
export function Line({
  title,
  text,
  isPale = false,
}: {
  readonly title: string
  readonly text: string
  readonly isPale?: boolean
}) {
  if (text.trim() === '') return null
  return (
    <p className={classes('mt-1.5', isPale ? 'text-faint italic' : 'text-soft')}>
      <span className="text-faint not-italic">{title}:</span> {text}
    </p>
  )
}

/** Keeps the newest in view as it comes. */
function Bottom({ watch }: { readonly watch: number }) {
  const ref = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `watch` says that something came.
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which an effect may not hand on.
    ref.current?.scrollIntoView({ block: 'end' })
  }, [watch])
  return <div ref={ref} className="h-16" />
}
