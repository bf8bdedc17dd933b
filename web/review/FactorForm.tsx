import { type Certainty, certainties, type Factor } from '@secondstory/review/model/factors'
import { factorBlockers } from '@secondstory/review/model/policy'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { factorEntry, factorName } from '@secondstory/review/model/taxonomy'
import { type SubmitEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Select, TextArea } from '../kit/Field.tsx'
import { Deeper } from './Deeper.tsx'
import { EventPicker } from './EventPicker.tsx'
import { Problems, problemsOf } from './Problems.tsx'
import { Taxonomy } from './Taxonomy.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import type { FieldInWords } from './two-versions.ts'
import { useLanguage } from './use-language.ts'
import { useRoster } from './use-roster.ts'
import { useVersions } from './use-versions.ts'
import { useWorking } from './working.tsx'

const certaintyOptions = Object.entries(certainties).map(([value, label]) => ({ value, label }))

function isCertainty(value: string): value is Certainty {
  return value in certainties
}

interface Entry {
  readonly code: string
  readonly statement: string
  readonly certainty: Certainty
  readonly eventIds: readonly string[]
}

function entryFrom(factor: Factor | null): Entry {
  if (factor === null) return { code: '', statement: '', certainty: 'supported', eventIds: [] }
  const { code, statement, certainty, eventIds } = factor
  return { code, statement, certainty, eventIds }
}

function fieldsFor({ timeline }: WorkingRecord): readonly FieldInWords<Entry>[] {
  const textOf = (id: string) =>
    timeline.find((event) => event.id === id)?.text ?? 'an event that was removed'
  return [
    { key: 'statement', label: 'The condition', inWords: (entry) => entry.statement },
    { key: 'code', label: 'Kind of condition', inWords: (entry) => factorName(entry.code) },
    { key: 'certainty', label: 'How sure', inWords: (entry) => certainties[entry.certainty] },
    {
      key: 'eventIds',
      label: 'Events that show it',
      inWords: (entry) => entry.eventIds.map(textOf).join('\n'),
    },
  ]
}

/** Names a factor: an entry of the list, the condition in one sentence, how sure we are, and the events that show it. */
export function FactorForm({
  factor,
  onClose,
}: {
  readonly factor: Factor | null
  readonly onClose: () => void
}) {
  const { change, record } = useWorking()
  const [start] = useState(() => ({ entry: entryFrom(factor), version: factor?.version ?? 0 }))
  const [entry, setEntry] = useState(start.entry)
  const [problems, setProblems] = useState<readonly string[]>([])
  const set = (more: Partial<Entry>) => setEntry((now) => ({ ...now, ...more }))
  const language = useLanguage()
  const roster = useRoster()
  const person = language?.isPersonShaped(entry.statement, roster) ?? null
  const known = factorEntry(entry.code)
  const versions = useVersions<Entry>({
    fields: fieldsFor(record),
    start,
    send: ({ entry: words, version }) =>
      change({
        send: () =>
          factor === null
            ? ask('nameFactor', { incidentId: record.incident.id, ...words, eventIds: [...words.eventIds] })
            : ask('correctFactor', { id: factor.id, version, ...words, eventIds: [...words.eventIds] }),
        settle: (row, answered) => ({
          ...row,
          factors:
            factor === null
              ? [...row.factors, answered]
              : row.factors.map((each) => (each.id === answered.id ? answered : each)),
        }),
        isShownInPlace: true,
      }),
    read: (truth) => {
      const theirs = truth.factors.find((each) => each.id === factor?.id)
      return theirs === undefined ? null : { entry: entryFrom(theirs), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = factorBlockers({
      id: factor?.id ?? null,
      statement: entry.statement,
      isKnownCode: known !== null,
      personShaped: person?.quote ?? null,
    })
    // The person-shaped blocker already stands beside the sentence, with its three questions.
    setProblems(blockers.filter((each) => each.rule !== 'person-as-factor').map((each) => each.sentence))
    if (blockers.length > 0) return
    void versions.save({ ...entry, statement: entry.statement.trim() })
  }
  if (versions.meeting !== null) return <TwoVersions noun="this factor" meeting={versions.meeting} />
  return (
    <form
      onSubmit={save}
      aria-label={factor === null ? 'Name a factor' : 'Edit the factor'}
      className="my-3 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      <Taxonomy code={entry.code} onChoose={(code) => set({ code })} />
      <div>
        <TextArea
          label="The condition, in one sentence"
          hint={known?.ask ?? 'What was true of the system, without which it would have gone otherwise?'}
          value={entry.statement}
          onChange={(event) => set({ statement: event.target.value })}
          rows={2}
        />
        {person !== null && <Deeper quote={person.quote} />}
      </div>
      <Select
        label="How sure are we"
        value={entry.certainty}
        options={certaintyOptions}
        onChange={(event) => isCertainty(event.target.value) && set({ certainty: event.target.value })}
      />
      <EventPicker ids={entry.eventIds} onChange={(eventIds) => set({ eventIds })} />
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={versions.isBusy} disabled={person !== null}>
          {factor === null ? 'Name the factor' : 'Save'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
