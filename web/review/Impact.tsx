import {
  type ImpactMeasure,
  type ImpactValue,
  impactLabels,
  impactMeasures,
} from '@secondstory/review/model/reviews'
import { useEffect, useId, useRef, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { useMayHere } from '../record.ts'
import { TwoVersions } from './TwoVersions.tsx'
import { useHash } from './use-hash.ts'
import { useVersions, type Versioned } from './use-versions.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

const states: readonly { readonly value: ImpactValue['state']; readonly label: string }[] = [
  { value: 'unset', label: 'Not said yet' },
  { value: 'none', label: 'None' },
  { value: 'unknown', label: 'Unknown' },
  { value: 'known', label: 'Known' },
]

const hints: Readonly<Record<ImpactMeasure, string>> = {
  duration: '47 minutes, from the first refused write to the last',
  users: 'about 3,100 customers, from checkout logs',
  revenue: 'about 18,000 € of delayed orders, from finance',
  dataLoss: '12 orders entered again by hand',
  reputation: 'two public posts; support answered 140 messages',
}

function isState(value: string): value is ImpactValue['state'] {
  return states.some((each) => each.value === value)
}

/** Impact in five measures. "None" was looked at; "unknown" was not found out; an empty line is neither. Folded, so that prose comes first. */
export function Impact() {
  const hash = useHash()
  const mayWrite = useMayHere()('write')
  const section = useRef<HTMLElement>(null)
  const [isOpen, setOpen] = useState(hash === 'impact')
  useEffect(() => {
    if (hash !== 'impact') return
    setOpen(true)
    section.current?.scrollIntoView({ block: 'start' })
  }, [hash])
  return (
    <section
      ref={section}
      id="impact"
      aria-labelledby="impact-title"
      className="mb-5 max-w-[46rem] scroll-mt-6"
    >
      <div className="flex items-baseline justify-between gap-3">
        <h2 id="impact-title" className="title text-lg">
          Impact
        </h2>
        <Whoever may="write">
          <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="-me-3.5">
            {isOpen ? 'Fold' : 'Say more'}
          </Button>
        </Whoever>
      </div>
      {isOpen && mayWrite ? (
        <>
          <dl className="border-t border-line">
            {impactMeasures.map((measure) => (
              <Measure key={measure} measure={measure} />
            ))}
          </dl>
          <p className="mt-1.5 text-sm text-faint">
            “None” means we looked and there was none; “unknown” means we could not find out.
          </p>
        </>
      ) : (
        <Summary />
      )}
    </section>
  )
}

const words: Readonly<Record<ImpactValue['state'], string>> = {
  unset: 'not said yet',
  none: 'none',
  unknown: 'unknown',
  known: '',
}

function Summary() {
  const { record } = useWorking()
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-0.5">
      {impactMeasures.map((measure) => {
        const { state, text } = record.review.impact[measure]
        return (
          <div key={measure} className="flex gap-1.5">
            <dt className="shrink-0 text-faint">{impactLabels[measure]}</dt>
            <dd className={state === 'unset' ? 'text-amber' : 'text-ink'}>
              {state === 'known' ? text : words[state]}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

interface Said {
  readonly value: ImpactValue
}

/** One measure's value with its saving: other measures may be saved by others meanwhile, this one meets theirs. */
function useMeasure(measure: ImpactMeasure) {
  const { record, change } = useWorking()
  const value = record.review.impact[measure]
  const [text, setText] = useState(value.text)
  const [problem, setProblem] = useState('')
  // What stood here when the first letter was typed; null while nothing is unsaved.
  const begun = useRef<Versioned<Said> | null>(null)
  const now = { entry: { value }, version: record.review.version }
  useEffect(() => {
    if (begun.current === null) setText(value.text)
  }, [value.text])
  const versions = useVersions<Said>({
    fields: [{ key: 'value', label: impactLabels[measure], inWords: (entry) => inWords(entry.value) }],
    start: now,
    send: ({ entry, version }) => {
      const impact = { [measure]: entry.value }
      return change({
        expect: (row) => ({ ...row, review: { ...row.review, impact: { ...row.review.impact, ...impact } } }),
        send: () => ask('correctReview', { incidentId: record.incident.id, version, impact }),
        // The other measures stay as they are shown: theirs may still be on the way.
        settle: (row, review) => ({
          ...row,
          review: { ...review, impact: { ...row.review.impact, [measure]: review.impact[measure] } },
        }),
        isShownInPlace: true,
      })
    },
    read: (truth) => ({ entry: { value: truth.review.impact[measure] }, version: truth.review.version }),
    onSaved: () => {
      begun.current = null
      setProblem('')
    },
    onRefused: (refused) => setProblem(refused.sentence),
  })
  return {
    value,
    text,
    problem,
    meeting: versions.meeting,
    type: (words: string) => {
      begun.current ??= now
      setText(words)
    },
    save: (next: ImpactValue) => {
      const from = begun.current ?? now
      if (next.state === from.entry.value.state && next.text === from.entry.value.text) {
        begun.current = null
        return
      }
      void versions.save({ value: next }, from)
    },
  }
}

function inWords({ state, text }: ImpactValue): string {
  return state === 'known' ? text : words[state]
}

function Measure({ measure }: { readonly measure: ImpactMeasure }) {
  const { value, text, problem, meeting, type, save } = useMeasure(measure)
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const isWriting = isOpen || value.state === 'known'
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 border-b border-line sm:grid-cols-[8.5rem_8rem_1fr]">
      <dt className="font-medium">
        <label htmlFor={id}>{impactLabels[measure]}</label>
      </dt>
      <dd>
        <select
          id={id}
          value={isWriting ? 'known' : value.state}
          onChange={(event) => {
            const state = event.target.value
            if (!isState(state)) return
            // "Known" without words says nothing yet; it is saved with its first words.
            if (state === 'known' && text.trim() === '') return setOpen(true)
            setOpen(false)
            save({ state, text: state === 'known' ? text.trim() : '' })
          }}
          className={classes(
            'target rounded-md bg-transparent pe-6',
            value.state === 'unset' && !isWriting && 'text-faint',
          )}
        >
          {states.map((state) => (
            <option key={state.value} value={state.value}>
              {state.label}
            </option>
          ))}
        </select>
      </dd>
      <dd className={classes('col-span-2 min-w-0 sm:col-span-1', !isWriting && 'hidden sm:block')}>
        {isWriting && (
          <input
            aria-label={`${impactLabels[measure]}, in words`}
            placeholder={hints[measure]}
            value={text}
            maxLength={2000}
            ref={(input) => {
              if (isOpen && input !== null && value.state !== 'known' && text === '') input.focus()
            }}
            onChange={(event) => type(event.target.value)}
            onBlur={() => text.trim() !== '' && save({ state: 'known', text: text.trim() })}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
            className="target w-full rounded-sm bg-transparent font-serif text-md placeholder:italic focus:bg-raised"
          />
        )}
      </dd>
      {problem !== '' && (
        <dd role="alert" className="col-span-full pb-2 text-sm text-amber">
          {problem} What you wrote is still here.
        </dd>
      )}
      {meeting !== null && (
        <dd className="col-span-full py-2">
          <TwoVersions noun="this" meeting={meeting} />
        </dd>
      )}
    </div>
  )
}
