import { certainties } from '@secondstory/review/model/factors'
import { edgeKinds, type MapEdge } from '@secondstory/review/model/map'
import { type SubmitEvent, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Deeper } from './Deeper.tsx'
import { EventPicker } from './EventPicker.tsx'
import { usePersonIn } from './MapNodeFields.tsx'
import { chosenOf, isEdgeKind, linkOptions, optionsOf } from './map-entry.ts'
import { NodePicker } from './NodePicker.tsx'
import { Problems, problemsOf } from './Problems.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import type { FieldInWords } from './two-versions.ts'
import { type EdgeEntry, useMapWork } from './use-map-work.ts'
import { useVersions } from './use-versions.ts'
import { useWorking } from './working.tsx'

const formClass = 'my-4 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5'

const emptyEdge: EdgeEntry = {
  kind: 'enabled',
  because: '',
  certainty: 'plausible',
  eventIds: [],
  explanation: '',
}

function entryFrom({ kind, because, certainty, eventIds, explanation }: MapEdge): EdgeEntry {
  return { kind, because, certainty, eventIds, explanation }
}

/** What a link says: its kind, how sure, its own words if it has some, what shows it, and whether it has a rival. */
export function MapEdgeFields({
  entry,
  personIn,
  onChange,
}: {
  readonly entry: EdgeEntry
  readonly personIn: string | null
  readonly onChange: (more: Partial<EdgeEntry>) => void
}) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="What the first did for the second"
          value={entry.kind}
          options={linkOptions}
          onChange={(event) => isEdgeKind(event.target.value) && onChange({ kind: event.target.value })}
        />
        <Select
          label="How sure are we of the link"
          value={entry.certainty}
          options={optionsOf(certainties)}
          onChange={(event) => {
            const certainty = chosenOf(certainties, event.target.value)
            if (certainty !== null) onChange({ certainty })
          }}
        />
      </div>
      <div>
        <TextArea
          label="In your own words"
          isOptional
          hint={
            entry.kind === 'required-together'
              ? 'Without it, would the harm have been prevented, smaller, or only different?'
              : 'What led to what, and what that made likelier. An empty field takes the words of the two statements.'
          }
          value={entry.because}
          onChange={(event) => onChange({ because: event.target.value })}
          rows={2}
        />
        {personIn !== null && <Deeper quote={personIn} />}
      </div>
      <Fold
        label="What shows it, and other explanations"
        isOpen={entry.eventIds.length > 0 || entry.explanation !== ''}
      >
        <div className="mt-2 flex flex-col gap-4">
          <EventPicker ids={entry.eventIds} onChange={(eventIds) => onChange({ eventIds })} />
          <Field
            label="Name of the explanation"
            isOptional
            hint="Two explanations of one thing stay open side by side, each under its name."
            value={entry.explanation}
            onChange={(event) => onChange({ explanation: event.target.value })}
          />
        </div>
      </Fold>
    </>
  )
}

/** Links two things: on the map, or on the timeline. */
export function NewEdgeForm({
  from,
  to,
  onDone,
  onClose,
}: {
  readonly from: string | null
  readonly to: string | null
  readonly onDone: (edge: MapEdge) => void
  readonly onClose: () => void
}) {
  const work = useMapWork()
  const [ends, setEnds] = useState({ from, to })
  const [entry, setEntry] = useState(emptyEdge)
  const [problems, setProblems] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const personIn = usePersonIn(entry.because)
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    const { from: fromId, to: toId } = ends
    if (fromId === null || toId === null) {
      setProblems(['A link has two ends. What led to what?'])
      return
    }
    setBusy(true)
    const answer = await work.addEdge({ ...entry, fromId, toId, rung: null })
    setBusy(false)
    if (answer instanceof Refused) setProblems(problemsOf(answer))
    else onDone(answer)
  }
  return (
    <form onSubmit={(submit) => void save(submit)} aria-label="Link two things" className={formClass}>
      <div className="grid gap-4 sm:grid-cols-2">
        <NodePicker
          label="This"
          value={ends.from}
          without={ends.to}
          onChange={(id) => setEnds((now) => ({ ...now, from: id }))}
        />
        <NodePicker
          label="led to this"
          value={ends.to}
          without={ends.from}
          onChange={(id) => setEnds((now) => ({ ...now, to: id }))}
        />
      </div>
      <MapEdgeFields
        entry={entry}
        personIn={personIn}
        onChange={(more) => setEntry((now) => ({ ...now, ...more }))}
      />
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={isBusy} disabled={personIn !== null}>
          Link them
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function edgeFields(textOf: (eventId: string) => string): readonly FieldInWords<EdgeEntry>[] {
  return [
    { key: 'kind', label: 'What the first did for the second', inWords: ({ kind }) => edgeKinds[kind] },
    { key: 'certainty', label: 'How sure', inWords: ({ certainty }) => certainties[certainty] },
    { key: 'because', label: 'In words', inWords: ({ because }) => because },
    { key: 'explanation', label: 'Explanation', inWords: ({ explanation }) => explanation },
    {
      key: 'eventIds',
      label: 'Events that show it',
      inWords: ({ eventIds }) => eventIds.map(textOf).join('\n'),
    },
  ]
}

/** Corrects a link; two who correct it at once are shown both versions. */
export function EditEdgeForm({ edge, onClose }: { readonly edge: MapEdge; readonly onClose: () => void }) {
  const { record, change } = useWorking()
  const { withEdge } = useMapWork()
  const [start] = useState(() => ({ entry: entryFrom(edge), version: edge.version }))
  const [entry, setEntry] = useState(start.entry)
  const [problems, setProblems] = useState<readonly string[]>([])
  const personIn = usePersonIn(entry.because)
  const textOf = (id: string) => record.timeline.find((each) => each.id === id)?.text ?? 'a removed event'
  const versions = useVersions<EdgeEntry>({
    fields: edgeFields(textOf),
    start,
    send: ({ entry: words, version }) =>
      change({
        send: () => ask('correctMapEdge', { id: edge.id, version, ...words, eventIds: [...words.eventIds] }),
        settle: (row, answered) => withEdge(answered)(row),
        isShownInPlace: true,
      }),
    read: (truth) => {
      const theirs = truth.map.edges.find(({ id }) => id === edge.id)
      return theirs === undefined ? null : { entry: entryFrom(theirs), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  if (versions.meeting !== null) return <TwoVersions noun="this link" meeting={versions.meeting} />
  return (
    <form
      onSubmit={(submit) => {
        submit.preventDefault()
        void versions.save(entry)
      }}
      aria-label="Correct the link"
      className={formClass}
    >
      <MapEdgeFields
        entry={entry}
        personIn={personIn}
        onChange={(more) => setEntry((now) => ({ ...now, ...more }))}
      />
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={versions.isBusy} disabled={personIn !== null}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
