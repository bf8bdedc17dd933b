import { type Acceptance, acceptanceBlockers } from '@secondstory/review/model/acceptances'
import { isUnderlyingWeakness } from '@secondstory/review/model/factors'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { type SubmitEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { cardRowClass, cardToolsClass, classes } from '../kit/classes.ts'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { dayInWords } from '../words.ts'
import { Problems, problemsOf } from './Problems.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import type { FieldInWords } from './two-versions.ts'
import { useLanguage } from './use-language.ts'
import { useRemoval } from './use-removal.ts'
import { useVersions } from './use-versions.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** What the review lives with on purpose, each with its reason, the role that agreed and the day it is looked at again. */
export function Acceptances() {
  const { record } = useWorking()
  const [editing, setEditing] = useState<string | null>(null)
  const close = () => setEditing(null)
  if (record.factors.length === 0 && record.acceptances.length === 0) return null
  return (
    <section className="mt-10" aria-label="What we live with">
      <header className="flex flex-wrap items-center gap-x-3 border-b border-line pb-1.5">
        <h2 className="title text-lg">What we live with</h2>
        <p className="text-sm text-faint">A risk accepted on purpose, and never for ever.</p>
      </header>
      <ul>
        {record.acceptances.map((acceptance) => (
          <li key={acceptance.id} id={acceptance.id} className="scroll-mt-8 border-b border-line">
            {editing === acceptance.id ? (
              <AcceptanceForm acceptance={acceptance} onClose={close} />
            ) : (
              <AcceptanceCard acceptance={acceptance} onEdit={() => setEditing(acceptance.id)} />
            )}
          </li>
        ))}
      </ul>
      {editing === 'new' ? (
        <AcceptanceForm acceptance={null} onClose={close} />
      ) : (
        <Whoever may="write">
          <Button className="mt-3" onClick={() => setEditing('new')}>
            Accept a risk
          </Button>
        </Whoever>
      )}
    </section>
  )
}

function AcceptanceCard({
  acceptance,
  onEdit,
}: {
  readonly acceptance: Acceptance
  readonly onEdit: () => void
}) {
  const { record } = useWorking()
  const remove = useRemoval()
  return (
    <article className={classes(cardRowClass, 'py-4')}>
      <div className="min-w-0 flex-1">
        <h3 className="font-serif text-prose">{subjectOf(record, acceptance.factorId)}</h3>
        <p className="mt-1">{acceptance.because}</p>
        <p className="mt-1 text-sm text-soft">
          Agreed by {acceptance.agreedByRole}, looked at again on{' '}
          <time dateTime={acceptance.reviewOn}>{dayInWords(acceptance.reviewOn)}</time>
        </p>
      </div>
      <div className={cardToolsClass}>
        <Whoever may="write">
          <IconButton label="Edit the accepted risk" icon="edit" onClick={onEdit} />
          <IconButton
            label="Remove the accepted risk"
            icon="close"
            onClick={() =>
              void remove({
                sentence: 'Accepted risk removed.',
                expect: (row) => ({
                  ...row,
                  acceptances: row.acceptances.filter(({ id }) => id !== acceptance.id),
                }),
                send: () => ask('removeAcceptance', { id: acceptance.id }),
              })
            }
          />
        </Whoever>
      </div>
    </article>
  )
}

const NO_STRONG = 'No action of strength 3 or more for now'

function subjectOf({ factors }: WorkingRecord, factorId: string | null): string {
  if (factorId === null) return NO_STRONG
  return factors.find(({ id }) => id === factorId)?.statement ?? 'A factor that was removed'
}

interface Entry {
  readonly factorId: string
  readonly because: string
  readonly agreedByRole: string
  readonly reviewOn: string
}

function entryFrom(acceptance: Acceptance | null, record: WorkingRecord): Entry {
  if (acceptance === null) {
    const first = record.factors.find(isUnderlyingWeakness)
    return { factorId: first?.id ?? '', because: '', agreedByRole: '', reviewOn: '' }
  }
  return { ...acceptance, factorId: acceptance.factorId ?? '' }
}

const fields: readonly FieldInWords<Entry>[] = [
  { key: 'because', label: 'Why', inWords: (entry) => entry.because },
  { key: 'agreedByRole', label: 'Agreed by', inWords: (entry) => entry.agreedByRole },
  {
    key: 'reviewOn',
    label: 'Looked at again',
    inWords: (entry) => (entry.reviewOn === '' ? '' : dayInWords(entry.reviewOn)),
  },
]

function useSaving(acceptance: Acceptance | null, onClose: () => void) {
  const { change, record } = useWorking()
  const [problems, setProblems] = useState<readonly string[]>([])
  const [start] = useState(() => ({
    entry: entryFrom(acceptance, record),
    version: acceptance?.version ?? 0,
  }))
  const versions = useVersions<Entry>({
    fields,
    start,
    send: ({ entry: { factorId, ...words }, version }) =>
      change({
        send: () =>
          acceptance === null
            ? ask('addAcceptance', {
                incidentId: record.incident.id,
                factorId: factorId === '' ? null : factorId,
                ...words,
              })
            : ask('correctAcceptance', { id: acceptance.id, version, ...words }),
        settle: (row, answered) => ({
          ...row,
          acceptances: [...row.acceptances.filter(({ id }) => id !== answered.id), answered],
        }),
        isShownInPlace: true,
      }),
    read: (truth) => {
      const theirs = truth.acceptances.find(({ id }) => id === acceptance?.id)
      return theirs === undefined ? null : { entry: entryFrom(theirs, truth), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  return { versions, start: start.entry, problems, setProblems }
}

function AcceptanceForm({
  acceptance,
  onClose,
}: {
  readonly acceptance: Acceptance | null
  readonly onClose: () => void
}) {
  const { record } = useWorking()
  const language = useLanguage()
  const { versions, start, problems, setProblems } = useSaving(acceptance, onClose)
  const [entry, setEntry] = useState(start)
  const set = (more: Partial<Entry>) => setEntry((now) => ({ ...now, ...more }))
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = acceptanceBlockers({
      ...entry,
      id: acceptance?.id ?? null,
      isNullReason: language?.isNullAction(entry.because) === true,
    })
    setProblems(blockers.map(({ sentence }) => sentence))
    if (blockers.length === 0) void versions.save({ ...entry, because: entry.because.trim() })
  }
  if (versions.meeting !== null) return <TwoVersions noun="this accepted risk" meeting={versions.meeting} />
  const options = [
    ...record.factors.map(({ id, statement }) => ({ value: id, label: statement })),
    { value: '', label: NO_STRONG },
  ]
  return (
    <form
      onSubmit={save}
      aria-label={acceptance === null ? 'Accept a risk' : 'Edit the accepted risk'}
      className="my-3 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      <Select
        label="What stays as it is"
        value={entry.factorId}
        options={options}
        onChange={(event) => set({ factorId: event.target.value })}
        disabled={acceptance !== null}
      />
      <TextArea
        label="What exactly is accepted if nothing is done, and why is that right for now?"
        value={entry.because}
        onChange={(event) => set({ because: event.target.value })}
        rows={2}
      />
      <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
        <Field
          label="The role that agreed"
          placeholder="head of payments"
          value={entry.agreedByRole}
          onChange={(event) => set({ agreedByRole: event.target.value })}
        />
        <Field
          label="Looked at again on"
          type="date"
          min="2000-01-01"
          max="2099-12-31"
          value={entry.reviewOn}
          onChange={(event) => set({ reviewOn: event.target.value })}
        />
      </div>
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={versions.isBusy}>
          {acceptance === null ? 'Accept it until then' : 'Save'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
