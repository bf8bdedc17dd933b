import type { MapNode } from '@secondstory/review/model/map'
import { ownNodeKinds } from '@secondstory/review/model/map'
import { nodeBlockers } from '@secondstory/review/model/map-policy'
import { type SubmitEvent, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { EventPicker } from './EventPicker.tsx'
import { MapNodeFields, usePersonIn } from './MapNodeFields.tsx'
import { emptyEntry, entryOf, type NodeEntry, nodeFields, type SaidKind } from './map-entry.ts'
import { Problems, problemsOf } from './Problems.tsx'
import { TwoVersions } from './TwoVersions.tsx'
import { useMapWork } from './use-map-work.ts'
import { useVersions } from './use-versions.ts'
import { useWorking } from './working.tsx'

const newKinds: readonly SaidKind[] = ['condition', ...ownNodeKinds]
const formClass = 'my-4 flex flex-col gap-5 rounded-lg border border-line bg-raised p-4 sm:p-5'

/** Says something new on the map: a condition, a control, a mechanism, harm, or what limited it. */
export function NewNodeForm({
  of,
  onDone,
  onClose,
}: {
  /** What it most likely is. */
  readonly of: SaidKind
  readonly onDone: (id: string) => void
  readonly onClose: () => void
}) {
  const work = useMapWork()
  const [entry, setEntry] = useState(() => emptyEntry(of))
  const [problems, setProblems] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const personIn = usePersonIn(entry.statement)
  const set = (more: Partial<NodeEntry>) => setEntry((now) => ({ ...now, ...more }))
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = nodeBlockers({ id: null, statement: entry.statement, personShaped: personIn })
    setProblems(blockers.filter(({ rule }) => rule !== 'person-as-node').map(({ sentence }) => sentence))
    if (blockers.length > 0) return
    setBusy(true)
    const answer = await work.addNode({ ...entry, statement: entry.statement.trim() })
    setBusy(false)
    if (answer instanceof Refused) setProblems(problemsOf(answer))
    else onDone(answer)
  }
  return (
    <form
      onSubmit={(submit) => void save(submit)}
      aria-label="Say something new on the map"
      className={formClass}
    >
      <MapNodeFields entry={entry} kinds={newKinds} personIn={personIn} onChange={set} />
      <EventPicker ids={entry.eventIds} onChange={(eventIds) => set({ eventIds })} />
      <Problems problems={problems} />
      <div className="flex gap-2">
        <Button type="submit" look="accent" isBusy={isBusy} disabled={personIn !== null}>
          Put it on the map
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** Corrects a row of the map; two who correct it at once are shown both versions. */
export function EditNodeForm({ node, onClose }: { readonly node: MapNode; readonly onClose: () => void }) {
  const { record, change } = useWorking()
  const { withNode } = useMapWork()
  const [start] = useState(() => ({ entry: entryOf(node), version: node.version }))
  const [entry, setEntry] = useState(start.entry)
  const [problems, setProblems] = useState<readonly string[]>([])
  const personIn = usePersonIn(entry.statement)
  const set = (more: Partial<NodeEntry>) => setEntry((now) => ({ ...now, ...more }))
  const textOf = (id: string) => record.timeline.find((each) => each.id === id)?.text ?? 'a removed event'
  const versions = useVersions<NodeEntry>({
    fields: nodeFields(textOf),
    start,
    send: ({ entry: words, version }) =>
      change({
        send: () => {
          const { statement, origin, isPointOfNoReturn, control } = words
          const kind = words.kind === 'condition' ? node.kind : words.kind
          const eventIds = [...words.eventIds]
          const said = { statement, kind, origin, isPointOfNoReturn, control, eventIds }
          return ask('correctMapNode', { id: node.id, version, ...said })
        },
        settle: (row, answered) => withNode(answered)(row),
        isShownInPlace: true,
      }),
    read: (truth) => {
      const theirs = truth.map.nodes.find(({ id }) => id === node.id)
      return theirs === undefined ? null : { entry: entryOf(theirs), version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblems(problemsOf(refused)),
  })
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = nodeBlockers({ id: node.id, statement: entry.statement, personShaped: personIn })
    setProblems(blockers.filter(({ rule }) => rule !== 'person-as-node').map(({ sentence }) => sentence))
    if (blockers.length === 0) void versions.save({ ...entry, statement: entry.statement.trim() })
  }
  if (versions.meeting !== null) return <TwoVersions noun="this statement" meeting={versions.meeting} />
  return (
    <form onSubmit={save} aria-label="Correct what the map says" className={formClass}>
      <MapNodeFields entry={entry} kinds={ownNodeKinds} personIn={personIn} onChange={set} />
      <EventPicker ids={entry.eventIds} onChange={(eventIds) => set({ eventIds })} />
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
