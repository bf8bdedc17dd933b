import { edgeKinds, type Rung } from '@secondstory/review/model/map'
import { nodeBlockers } from '@secondstory/review/model/map-policy'
import { type SubmitEvent, useRef, useState } from 'react'
import { Refused } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Select } from '../kit/Field.tsx'
import { MapNodeFields, usePersonIn } from './MapNodeFields.tsx'
import {
  emptyEntry,
  isEdgeKind,
  likelyLink,
  linkOptions,
  type NodeEntry,
  type SaidKind,
} from './map-entry.ts'
import { NodePicker } from './NodePicker.tsx'
import { Problems, problemsOf } from './Problems.tsx'
import { useMapWork } from './use-map-work.ts'

export interface AnswerPlan {
  /** What the answer led to. */
  readonly toId: string
  readonly question: string
  readonly hint?: string
  /** What can be said here, the likeliest first. */
  readonly kinds: readonly SaidKind[]
  /** The rung it is answered on; null: the kind says. */
  readonly rung: Rung | null
  /** Where a new layer stands among the others. */
  readonly layer?: number
  readonly onDone: (id: string) => void
  readonly onClose: () => void
}

/** Answers a question about something on the map: with a new sentence, or with what is there already. Draws both node and link. */
export function MapAnswer({ toId, question, hint, kinds, rung, layer = 0, onDone, onClose }: AnswerPlan) {
  const work = useMapWork()
  const [isThere, setThere] = useState(false)
  const [pickedId, setPickedId] = useState<string | null>(null)
  const [entry, setEntry] = useState(() => emptyEntry(kinds[0] ?? 'condition', layer))
  const [kind, setKind] = useState(likelyLink(entry.kind))
  const [problems, setProblems] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const personIn = usePersonIn(entry.statement)
  // A node that was drawn and whose link was refused is linked by the next try, not drawn again.
  const drawnId = useRef<string | null>(null)
  const set = (more: Partial<NodeEntry>) => {
    setEntry((now) => ({ ...now, ...more }))
    if (more.kind !== undefined) setKind(likelyLink(more.kind))
  }
  const nodeId = async (): Promise<string | Refused | null> => {
    if (isThere) return pickedId
    if (drawnId.current !== null) return drawnId.current
    const drawn = await work.addNode({ ...entry, statement: entry.statement.trim() })
    if (!(drawn instanceof Refused)) drawnId.current = drawn
    return drawn
  }
  const save = async (submit: SubmitEvent) => {
    submit.preventDefault()
    const blockers = isThere
      ? []
      : nodeBlockers({ id: null, statement: entry.statement, personShaped: personIn })
    setProblems(blockers.filter(({ rule }) => rule !== 'person-as-node').map(({ sentence }) => sentence))
    if (blockers.length > 0) return
    setBusy(true)
    const fromId = await nodeId()
    const answer =
      fromId === null || fromId instanceof Refused
        ? fromId
        : await work.addEdge({ ...plainLink, fromId, toId, kind, rung })
    setBusy(false)
    if (answer === null) setProblems(['Which of those on the map or on the timeline is it?'])
    else if (answer instanceof Refused) setProblems(problemsOf(answer))
    else onDone(answer.fromId)
  }
  return (
    <form
      onSubmit={(submit) => void save(submit)}
      aria-label={question}
      className="my-3 flex flex-col gap-4 rounded-lg border border-line bg-raised p-4 sm:p-5"
    >
      {isThere ? (
        <NodePicker
          label={question}
          value={pickedId}
          without={toId}
          onChange={setPickedId}
          {...(hint === undefined ? {} : { hint })}
        />
      ) : (
        <MapNodeFields
          entry={entry}
          kinds={kinds}
          personIn={personIn}
          onChange={set}
          label={question}
          {...(hint === undefined || entry.code !== '' ? {} : { hint })}
        />
      )}
      <Select
        label="What it did"
        value={kind}
        options={linkOptions}
        hint={`The link will read: this ${edgeKinds[kind]}.`}
        onChange={(event) => isEdgeKind(event.target.value) && setKind(event.target.value)}
      />
      <Problems problems={problems} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="accent" isBusy={isBusy} disabled={!isThere && personIn !== null}>
          Add the answer
        </Button>
        <Button look="plain" onClick={() => setThere(!isThere)}>
          {isThere ? 'Say something new' : 'It is there already'}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

const plainLink = { because: '', certainty: 'plausible', eventIds: [], explanation: '' } as const
