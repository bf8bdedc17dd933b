import { clockOf } from '@secondstory/review/model/instants'
import { type ReactNode, useId } from 'react'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import type { Foresight } from './use-foresight.ts'

/** Chosen in place of the options of that hour. */
export const OTHER = -1

/** What a reader would have done: one of the options of that hour, or words of their own. It stays on this page. */
export interface Mine {
  /** Position among the options; `OTHER` for words of one's own. */
  readonly option: number
  readonly words: string
}

/** The question at a decision, from the seat of its role, with what that role had. */
export function WhatWouldYouDo({
  decision,
  mine,
  onChange,
  onGoOn,
  isBusy,
  goOnLabel = 'See what was chosen',
  answer,
}: {
  readonly decision: NonNullable<Foresight['decision']>
  readonly mine: Mine | null
  readonly onChange: (mine: Mine) => void
  readonly onGoOn: () => void
  readonly isBusy: boolean
  readonly goOnLabel?: string
  /** Stands in place of the button, where somebody else decides when it goes on. */
  readonly answer?: ReactNode
}) {
  return (
    <section
      aria-label="What would you do?"
      className="rounded-lg border border-accent/50 bg-raised px-5 py-6 sm:px-8"
    >
      <p className="text-soft">
        {decision.at !== null && <span className="me-2 font-mono">{clockOf(decision.at)}</span>}
        You are the <strong className="font-semibold text-ink">{decision.role}</strong>.
      </p>
      {decision.situation.trim() !== '' && <p className="prose-text mt-2">{decision.situation}</p>}
      {decision.seen.length > 0 && (
        <ul aria-label="In view" className="mt-3 flex flex-col gap-1 border-s-2 border-line ps-3">
          {decision.seen.map(({ happenedAt, text }) => (
            <li key={`${happenedAt?.at} ${text}`}>
              {happenedAt !== null && (
                <span className="me-2 font-mono text-sm text-faint">{clockOf(happenedAt)}</span>
              )}
              {text}
            </li>
          ))}
        </ul>
      )}
      <Short title="To be reached at the same time" texts={decision.goals} />
      <Short title="What presses" texts={decision.pressures} />
      <h2 className="title mt-6 text-2xl">What would you do?</h2>
      <Options decision={decision} mine={mine} onChange={onChange} />
      <div className="mt-5 flex flex-wrap items-center gap-3">
        {answer ?? (
          <>
            <Button look="accent" isBusy={isBusy} onClick={onGoOn}>
              {mine === null ? 'Go on without choosing' : goOnLabel}
            </Button>
            <span className="text-sm text-faint">Your answer stays on this page.</span>
          </>
        )}
      </div>
    </section>
  )
}

function Short({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <p className="mt-2 text-soft">
      <span className="text-faint">{title}:</span> {texts.join('; ')}.
    </p>
  )
}

function Options({
  decision,
  mine,
  onChange,
}: {
  readonly decision: NonNullable<Foresight['decision']>
  readonly mine: Mine | null
  readonly onChange: (mine: Mine) => void
}) {
  const name = useId()
  const row =
    'flex gap-3 border-t border-line py-3 has-focus-visible:outline-2 has-focus-visible:outline-accent'
  return (
    <fieldset className="mt-3">
      <legend className="sr-only">Options that were seen then</legend>
      {decision.options.map(({ text, costThen }, option) => (
        <label key={text} className={classes(row, 'hover:text-accent')}>
          <input
            type="radio"
            name={name}
            className="mt-1.5 size-4 shrink-0 outline-none"
            checked={mine?.option === option}
            onChange={() => onChange({ option, words: text })}
          />
          <span className="prose-text">
            {text}
            {costThen.trim() !== '' && <span className="ms-2 font-sans text-sm text-faint">{costThen}</span>}
          </span>
        </label>
      ))}
      <div className={row}>
        <input
          type="radio"
          name={name}
          aria-label="Something else"
          className="mt-3 size-4 shrink-0"
          checked={mine?.option === OTHER}
          onChange={() => onChange({ option: OTHER, words: mine?.option === OTHER ? mine.words : '' })}
        />
        <input
          aria-label="Something else, in your words"
          placeholder="Something else, in your words"
          className="target prose-text w-full bg-transparent placeholder:italic outline-none"
          value={mine?.option === OTHER ? mine.words : ''}
          onChange={(event) => onChange({ option: OTHER, words: event.target.value })}
        />
      </div>
    </fieldset>
  )
}

/** What was chosen then, beside what the reader would have done, and why it made sense. */
export function WasChosen({
  made,
  mine,
}: {
  readonly made: Foresight['made'][number]
  readonly mine: Mine | null
}) {
  const words = mine?.words.trim() ?? ''
  return (
    <section aria-label="What was chosen" className="border-s-2 border-accent ps-5">
      <p className="text-sm text-faint">The {made.role} chose</p>
      <p className="title text-xl">{made.chosen.trim() === '' ? 'what this event shows' : made.chosen}</p>
      {words !== '' && (
        <p className="mt-1 text-soft">{words === made.chosen.trim() ? 'So would you.' : `You: ${words}`}</p>
      )}
      {made.believed.trim() !== '' && (
        <p className="mt-3 text-soft">
          <span className="text-faint">
            {made.decider === 'agent' ? 'Its plan, by its own account:' : 'Believed then:'}
          </span>{' '}
          {made.believed}
        </p>
      )}
      {made.madeSenseBecause.trim() !== '' && (
        <p className="prose-text mt-3">
          <span className="text-faint">It made sense because</span> {made.madeSenseBecause}
        </p>
      )}
      {made.expected.trim() !== '' && (
        <p className="mt-2 text-soft">
          <span className="text-faint">Expected next:</span> {made.expected}
        </p>
      )}
    </section>
  )
}
