import { keptThings, type Retention } from '@secondstory/review/model/retention'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { Field } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { evidenceDueQuery, keys, retentionQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { counted, dayInWords } from '../words.ts'

/** What is kept, and for how long: the one rule that can be set, what it will delete, and everything else. */
export function KeptSettings() {
  const rule = useQuery(retentionQuery)
  const may = useMay()
  return (
    <div className="flex max-w-[46rem] flex-col gap-10">
      <section>
        <h2 className="title text-lg">Raw evidence</h2>
        <p className="mt-1 text-soft">
          Chat, alerts and transcripts as they came in, without their secrets. The timeline told from them
          stays when they go.
        </p>
        <RefusalNotice error={rule.error} />
        {rule.data === undefined && <Skeleton lines={2} />}
        {rule.data !== undefined &&
          (may('correctRetention') ? (
            <RuleForm key={rule.data.version} rule={rule.data} />
          ) : (
            <p className="mt-3">{ruleInWords(rule.data.evidenceDays)}</p>
          ))}
      </section>
      {rule.data !== undefined && (
        <section>
          <h2 className="title text-lg">People behind roles</h2>
          <p className="mt-1 text-soft">
            Names behind roles and tellers of accounts are unlinked some days after publication; roles and
            accounts stay.
          </p>
          {may('correctRetention') ? (
            <RegisterForm key={rule.data.version} rule={rule.data} />
          ) : (
            <p className="mt-3">{registerInWords(rule.data.registerDays)}</p>
          )}
        </section>
      )}
      {rule.data !== undefined && may('listEvidenceDue') && <Due days={rule.data.evidenceDays} />}
      <section>
        <h2 className="title text-lg">Everything else</h2>
        <dl className="mt-2 flex flex-col divide-y divide-line/70">
          {keptThings.map(({ what, howLong }) => (
            <div key={what} className="grid gap-x-6 py-2.5 sm:grid-cols-2">
              <dt>{what}</dt>
              <dd className="text-soft">{howLong}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

function ruleInWords(days: number | null): string {
  if (days === null) return 'It is kept until a keeper deletes it.'
  return `It is deleted ${counted(days, 'day')} after it came in or after the newest edition, whichever is later.`
}

function registerInWords(days: number | null): string {
  return days === null
    ? 'They are kept as long as the incident.'
    : `They are unlinked ${counted(days, 'day')} after the newest edition.`
}

function RegisterForm({ rule }: { readonly rule: Retention }) {
  const [typed, setTyped] = useState(String(rule.registerDays ?? ''))
  const correct = useChange('correctRetention', { touches: () => [keys.retention] })
  const days = typed.trim() === '' ? null : daysIn(typed)
  const isWrong = typed.trim() !== '' && days === null
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (!isWrong) correct.mutate({ version: rule.version, registerDays: days })
  }
  return (
    <form onSubmit={save} className="mt-4 flex flex-col gap-4">
      <Field
        label="Days after publication"
        hint="Left empty, the way back to people stays as long as the incident."
        type="number"
        min={1}
        max={36500}
        className="[&_input]:w-32"
        value={typed}
        problem={isWrong ? 'A whole number of days, from 1 on.' : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <RefusalNotice error={correct.error} />
      <Button
        type="submit"
        disabled={isWrong || days === rule.registerDays}
        isBusy={correct.isPending}
        className="self-start"
      >
        Set the days
      </Button>
    </form>
  )
}

/** What was asked of the days; null while it is no number of days. */
function daysIn(text: string): number | null {
  const days = Number(text)
  return Number.isInteger(days) && days >= 1 && days <= 36_500 ? days : null
}

function RuleForm({ rule }: { readonly rule: Retention }) {
  const [isLimited, setLimited] = useState(rule.evidenceDays !== null)
  const [typed, setTyped] = useState(String(rule.evidenceDays ?? 90))
  const correct = useChange('correctRetention', { touches: () => [keys.retention, keys.evidenceDue()] })
  const days = isLimited ? daysIn(typed) : null
  const isWrong = isLimited && days === null
  const isChanged = !isWrong && days !== rule.evidenceDays
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (isChanged) correct.mutate({ version: rule.version, evidenceDays: days })
  }
  return (
    <form onSubmit={save} className="mt-4 flex flex-col gap-4">
      <Choices<'kept' | 'limited'>
        label="How long"
        value={isLimited ? 'limited' : 'kept'}
        onChange={(value) => setLimited(value === 'limited')}
        choices={[
          { value: 'kept', label: 'Until somebody deletes it' },
          {
            value: 'limited',
            label: 'A number of days',
            about: 'Counted from when it last came in or from the newest edition, whichever is later.',
          },
        ]}
      />
      {isLimited && (
        <Field
          label="Days"
          type="number"
          min={1}
          max={36500}
          className="w-32"
          value={typed}
          problem={isWrong ? 'A whole number of days, from 1 on.' : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {isLimited && isChanged && <Preview days={days} />}
      <RefusalNotice error={correct.error} />
      <Button
        type="submit"
        look="accent"
        disabled={!isChanged}
        isBusy={correct.isPending}
        className="self-start"
      >
        Set the rule
      </Button>
    </form>
  )
}

/** What a rule that is not set yet would delete at its next round. */
function Preview({ days }: { readonly days: number | null }) {
  const [now] = useState(() => new Date().toISOString())
  const due = useQuery(evidenceDueQuery(days))
  const past = due.data?.filter(({ dueAt, hold }) => dueAt !== null && dueAt <= now && hold === null) ?? []
  if (due.data === undefined) return null
  return (
    <p role="status" className="border-s-2 border-amber-line ps-3 text-soft">
      {past.length === 0
        ? 'With this rule nothing is due yet.'
        : `With this rule the evidence of ${counted(past.length, 'incident')} is due at once: ${past
            .map(({ number }) => `INC-${number}`)
            .join(', ')}. Deleted evidence does not come back.`}
    </p>
  )
}

function Due({ days }: { readonly days: number | null }) {
  const due = useQuery(evidenceDueQuery(days))
  const lines = due.data ?? []
  return (
    <section>
      <h2 className="title text-lg">What is kept now</h2>
      <RefusalNotice error={due.error} />
      {due.data !== undefined && lines.length === 0 && (
        <p className="mt-1 text-soft">No raw evidence is kept.</p>
      )}
      <ul className="mt-2 flex flex-col divide-y divide-line/70">
        {lines.map(({ incidentId, number, title, records, dueAt, hold }) => (
          <li key={incidentId} className="flex flex-wrap items-baseline justify-between gap-x-6 py-2.5">
            <PathLink to={paths.incident(`INC-${number}`, 'evidence')} className="min-w-0 hover:text-accent">
              <span className="me-2 font-mono text-sm text-faint">INC-{number}</span>
              {title}
            </PathLink>
            <span className="text-sm text-soft">
              {counted(records, 'piece')},{' '}
              {hold !== null
                ? `held until ${dayInWords(hold.untilOn)}`
                : dueAt === null
                  ? 'kept until it is deleted'
                  : `deleted on ${dayInWords(dueAt)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
