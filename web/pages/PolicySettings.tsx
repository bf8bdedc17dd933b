import {
  concerns,
  concernWords,
  type Duty,
  duties,
  type PolicyRow,
  policyProblems,
  type SeverityPolicy,
  usualPolicy,
} from '@secondstory/review/model/severity-policy'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useMay } from '../access.ts'
import { ask, type OperationOutput } from '../client.ts'
import { Blockers } from '../kit/Blockers.tsx'
import { Button } from '../kit/Button.tsx'
import { Select, TextArea } from '../kit/Field.tsx'
import { SeverityMark } from '../kit/SeverityMark.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { keys, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { policyQuery } from '../settings-queries.ts'
import { counted, instantInWords } from '../words.ts'

type Kept = OperationOutput<'readPolicy'>

/** The severity table: what each step means, what is owed after it, and what it would have meant in the past. */
export function PolicySettings() {
  const policy = useQuery(policyQuery)
  return (
    <section className="flex max-w-[52rem] flex-col gap-5">
      <div className="max-w-[42rem] text-soft">
        <h2 className="title mb-1 text-lg text-ink">What is owed after an incident</h2>
        <p>
          The clock starts when impact has ended. A change makes a new version, which holds for reviews opened
          from then on; those that are open stay under theirs, and each says which.
        </p>
      </div>
      <RefusalNotice error={policy.error} />
      {policy.isPending && <Skeleton lines={6} label="Reading the policy" />}
      {policy.data !== undefined && <Table key={policy.data.version} kept={policy.data} />}
    </section>
  )
}

function Table({ kept }: { readonly kept: Kept }) {
  const may = useMay()
  const [policy, setPolicy] = useState<SeverityPolicy>(kept.policy)
  const correct = useChange('correctPolicy', { touches: () => [keys.policy] })
  const isChanged = JSON.stringify(policy) !== JSON.stringify(kept.policy)
  const isKeeper = may('correctPolicy')
  const problems = policyProblems(policy)
  const setRow = (row: PolicyRow) =>
    setPolicy({ ...policy, rows: policy.rows.map((each) => (each.severity === row.severity ? row : each)) })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (problems.length === 0) correct.mutate({ version: kept.version, policy: asInput(policy) })
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-8">
      <p className="text-sm text-faint">Version {kept.version}</p>
      <fieldset disabled={!isKeeper} className="flex min-w-0 flex-col">
        {policy.rows.map((row) => (
          <Row key={row.severity} row={row} onChange={setRow} />
        ))}
      </fieldset>
      <Concerns policy={policy} isFixed={!isKeeper} onChange={setPolicy} />
      <Blockers
        title="Before it can be kept"
        lines={problems.map(({ sentence }) => ({ key: sentence, sentence }))}
      />
      <RefusalNotice error={correct.error} />
      {isKeeper && (
        <>
          {isChanged && problems.length === 0 && <Trial policy={policy} />}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" look="accent" disabled={!isChanged} isBusy={correct.isPending}>
              Keep as version {kept.version + 1}
            </Button>
            <Button look="quiet" onClick={() => setPolicy(usualPolicy)}>
              Back to the usual table
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

/** What is sent holds copies, because the wire knows no lists that never change. */
function asInput({ rows, meansAtLeast }: SeverityPolicy) {
  return { rows: rows.map((row) => ({ ...row, hours: { ...row.hours } })), meansAtLeast: { ...meansAtLeast } }
}

const reviewOptions = [
  { value: 'required', label: 'Required' },
  { value: 'recommended', label: 'Recommended' },
  { value: 'optional', label: 'Optional' },
]
const hoursOf: Readonly<Record<Duty, string>> = {
  draft: 'Draft, hours',
  meeting: 'Review, hours',
  publication: 'Publication, hours',
}

function reviewOf(value: string): PolicyRow['review'] {
  return value === 'required' || value === 'recommended' ? value : 'optional'
}

function Row({ row, onChange }: { readonly row: PolicyRow; readonly onChange: (row: PolicyRow) => void }) {
  const { severity, criteria, review, hours } = row
  return (
    <section
      aria-label={severity}
      className="grid gap-x-6 gap-y-3 border-t border-line py-5 sm:grid-cols-[6rem_minmax(0,1fr)]"
    >
      <h3 className="text-md">
        <SeverityMark severity={severity} />
      </h3>
      <div className="flex min-w-0 flex-col gap-4">
        <TextArea
          label={`When is it a ${severity}?`}
          rows={2}
          maxLength={500}
          value={criteria}
          onChange={(event) => onChange({ ...row, criteria: event.target.value })}
        />
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Select
            label="A review is"
            value={review}
            options={reviewOptions}
            onChange={(event) => onChange({ ...row, review: reviewOf(event.target.value) })}
          />
          {duties.map((duty) => (
            <label key={duty} className="flex flex-col gap-1.5">
              <span className="font-medium">{hoursOf[duty]}</span>
              <input
                type="number"
                min={0}
                max={8760}
                placeholder="no date"
                value={hours[duty] ?? ''}
                onChange={({ target }) =>
                  onChange({
                    ...row,
                    hours: {
                      ...hours,
                      [duty]: target.value === '' ? null : Math.round(target.valueAsNumber),
                    },
                  })
                }
                className="target w-full rounded-md border border-edge/60 bg-raised px-3 font-mono"
              />
            </label>
          ))}
        </div>
      </div>
    </section>
  )
}

const countOptions = [
  { value: '', label: 'As its severity says' },
  ...(['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const).map((value) => ({ value, label: `At least as a ${value}` })),
]

function Concerns({
  policy,
  isFixed,
  onChange,
}: {
  readonly policy: SeverityPolicy
  readonly isFixed: boolean
  readonly onChange: (policy: SeverityPolicy) => void
}) {
  return (
    <fieldset disabled={isFixed} className="min-w-0">
      <legend className="title text-lg">What makes an incident count as a graver one</legend>
      <p className="mt-1 mb-4 text-soft">
        What it could have been counts as well, wherever somebody says so on the incident.
      </p>
      <div className="grid gap-4 sm:grid-cols-3">
        {concerns.map((concern) => (
          <Select
            key={concern}
            label={concernWords[concern].ask}
            value={policy.meansAtLeast[concern] ?? ''}
            options={countOptions}
            onChange={({ target }) => {
              const severity = policy.rows.find((row) => row.severity === target.value)?.severity ?? null
              onChange({ ...policy, meansAtLeast: { ...policy.meansAtLeast, [concern]: severity } })
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** What the change would have meant for the incidents of the past. Nothing of it is kept. */
function Trial({ policy }: { readonly policy: SeverityPolicy }) {
  const trial = useQuery({
    queryKey: [...keys.policy, 'trial', policy],
    queryFn: ({ signal }) => ask('checkPolicy', { policy: asInput(policy) }, signal),
    placeholderData: (before) => before,
  })
  if (trial.data === undefined) return null
  return (
    <section aria-label="What it would have meant" className="border-s-2 border-accent ps-4">
      <h3 className="font-medium">
        {trial.data.length === 0
          ? 'None of the last 500 incidents would have owed anything else.'
          : `It would have meant something else for ${counted(trial.data.length, 'incident')} of the last 500:`}
      </h3>
      <ul className="mt-2 flex flex-col gap-1.5 text-soft">
        {trial.data.slice(0, 12).map(({ reference, title, before, after }) => (
          <li key={reference}>
            <span className="font-mono text-sm">{reference}</span> {title}: {inWords(before)}. With this
            table: {inWords(after)}.
          </li>
        ))}
      </ul>
    </section>
  )
}

function inWords({ dueAt, review }: { readonly dueAt: string | null; readonly review: string }): string {
  return dueAt === null ? `${review}, no date` : `${review}, due ${instantInWords(dueAt)}`
}
