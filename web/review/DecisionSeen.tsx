import { type DecisionPoint, decidedAt, seenBlockers } from '@secondstory/review/model/decisions'
import type { Evidence } from '@secondstory/review/model/evidence'
import { clockOf, type Moment } from '@secondstory/review/model/instants'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, sentenceOf } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Field } from '../kit/Field.tsx'
import { keys } from '../queries.ts'
import { inDraft } from './timeline-rows.ts'
import { useWorking } from './working.tsx'

type Seen = Pick<DecisionPoint, 'seenEventIds' | 'seenEvidenceIds'>

/** One thing that can be seen: an event, or a piece of evidence. */
interface Piece {
  readonly id: string
  readonly kind: 'event' | 'evidence'
  readonly happenedAt: Moment | null
  readonly text: string
  /** Why it cannot have been seen; empty when it can. */
  readonly late: string
}

/** What was in view: the messages, graphs and events in front of whoever decided. What appeared later says so and stays out. */
export function DecisionSeen({
  decision,
  onChange,
}: {
  readonly decision: Pick<DecisionPoint, 'id' | 'eventId' | 'decider'> & Seen
  readonly onChange: (seen: Partial<Seen>) => void
}) {
  const { record } = useWorking()
  const [isAdding, setAdding] = useState(false)
  const [added, setAdded] = useState<readonly Evidence[]>([])
  const pieces = [
    ...evidencePieces([...record.seen, ...added], decision),
    ...eventPieces(record.timeline, decision),
  ]
    .filter((piece) => isIn(decision, piece))
    .filter((piece, index, all) => all.findIndex(({ id }) => id === piece.id) === index)
    .toSorted((a, b) => (a.happenedAt?.at ?? '').localeCompare(b.happenedAt?.at ?? ''))
  return (
    <section aria-label="Seen then">
      <h3 className="overline-label">
        {decision.decider === 'agent' ? 'In its context' : 'In view, word for word'}
      </h3>
      <ul className="mt-1 flex flex-col gap-1">
        {pieces.map((piece) => (
          <li key={piece.id} className="flex items-start gap-2">
            <div className="min-w-0 flex-1 border-s-2 border-line ps-3">
              <PieceWords piece={piece} />
              {piece.late !== '' && <p className="mt-1 text-sm text-amber">{piece.late}</p>}
            </div>
            <IconButton
              label={`Not in view: ${piece.text.slice(0, 50)}`}
              icon="close"
              onClick={() => onChange(without(decision, piece))}
            />
          </li>
        ))}
      </ul>
      <Button
        look="quiet"
        icon={isAdding ? 'minus' : 'plus'}
        className="-ms-2 px-2 text-faint!"
        aria-expanded={isAdding}
        onClick={() => setAdding(!isAdding)}
      >
        {isAdding ? 'Done' : 'What else was in view?'}
      </Button>
      {isAdding && (
        <SeenChooser
          decision={decision}
          onAdd={(piece, evidence) => {
            if (evidence !== null) setAdded((now) => [...now, evidence])
            onChange(withPiece(decision, piece))
          }}
        />
      )}
    </section>
  )
}

function PieceWords({ piece }: { readonly piece: Piece }) {
  return (
    <p className="line-clamp-4 [overflow-wrap:anywhere]">
      {piece.happenedAt !== null && (
        <time dateTime={piece.happenedAt.at} className="me-2 font-mono text-sm text-faint">
          {clockOf(piece.happenedAt)}
        </time>
      )}
      {piece.text}
    </p>
  )
}

function isIn(seen: Seen, { id, kind }: Piece): boolean {
  return (kind === 'event' ? seen.seenEventIds : seen.seenEvidenceIds).includes(id)
}

function withPiece(seen: Seen, { id, kind }: Piece): Partial<Seen> {
  return kind === 'event'
    ? { seenEventIds: [...seen.seenEventIds, id] }
    : { seenEvidenceIds: [...seen.seenEvidenceIds, id] }
}

function without(seen: Seen, { id, kind }: Piece): Partial<Seen> {
  return kind === 'event'
    ? { seenEventIds: seen.seenEventIds.filter((each) => each !== id) }
    : { seenEvidenceIds: seen.seenEvidenceIds.filter((each) => each !== id) }
}

type Around = Pick<DecisionPoint, 'id' | 'eventId'>
type Timeline = ReturnType<typeof useWorking>['record']['timeline']

function eventPieces(timeline: Timeline, { id, eventId }: Around): readonly Piece[] {
  return inDraft(timeline)
    .filter((event) => event.id !== eventId)
    .map((event) => {
      const decision = { id, eventId, seenEvidenceIds: [], seenEventIds: [event.id] }
      const [blocker] = seenBlockers({ decision, timeline, evidence: [] })
      return {
        id: event.id,
        kind: 'event',
        happenedAt: event.happenedAt,
        text: event.text,
        late: blocker?.sentence ?? '',
      }
    })
}

function useEvidencePieces(text: string, around: Around) {
  const { record, reference } = useWorking()
  const found = useQuery({
    queryKey: keys.evidence(reference, { text, seen: true }),
    queryFn: ({ signal }) => ask('findEvidence', { incidentId: record.incident.id, text, limit: 30 }, signal),
    enabled: text.trim().length > 1,
  })
  const items = found.data?.items ?? []
  return { found, items, pieces: lateness(items, around, record.timeline) }
}

function lateness(
  items: readonly Pick<
    Evidence,
    'id' | 'source' | 'kind' | 'happenedAt' | 'basis' | 'until' | 'text' | 'place'
  >[],
  { id, eventId }: Around,
  timeline: Timeline,
): readonly Piece[] {
  return items.map((piece) => {
    const decision = { id, eventId, seenEvidenceIds: [piece.id], seenEventIds: [] }
    const [blocker] = seenBlockers({ decision, timeline, evidence: [piece] })
    return {
      id: piece.id,
      kind: 'evidence',
      happenedAt: piece.happenedAt,
      text: piece.text,
      late: blocker?.sentence ?? '',
    }
  })
}

function evidencePieces(items: Parameters<typeof lateness>[0], around: Around): readonly Piece[] {
  return lateness(items, around, [])
}

/** Events before the decision to tick, and the record to search. What came later can be looked at, and not chosen. */
function SeenChooser({
  decision,
  onAdd,
}: {
  readonly decision: Around & Seen
  readonly onAdd: (piece: Piece, evidence: Evidence | null) => void
}) {
  const { record } = useWorking()
  const [text, setText] = useState('')
  const { found, items, pieces } = useEvidencePieces(text, decision)
  const at = decidedAt(record.timeline.find(({ id }) => id === decision.eventId))
  const words = text.toLowerCase().trim()
  const events = eventPieces(record.timeline, decision).filter(
    (piece) => !isIn(decision, piece) && piece.text.toLowerCase().includes(words),
  )
  const offered = [...events, ...pieces.filter((piece) => !isIn(decision, piece))]
  const inTime = offered.filter(({ late }) => late === '')
  const later = offered.filter(({ late }) => late !== '')
  return (
    <div className="mt-2 rounded-lg border border-line bg-raised p-3">
      <Field
        label="Search the timeline and the evidence"
        placeholder="p99, deploy, lock…"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isError && <p className="mt-2 text-sm text-amber">{sentenceOf(found.error)}</p>}
      <Offered
        title="There to be seen by then"
        pieces={inTime}
        onAdd={(piece) => onAdd(piece, evidenceIn(items, piece))}
      />
      {text !== '' && later.length > 0 && <Late pieces={later} clock={at === null ? '' : clockOf(at)} />}
    </div>
  )
}

function evidenceIn(items: readonly Evidence[], piece: Piece): Evidence | null {
  return piece.kind === 'evidence' ? (items.find(({ id }) => id === piece.id) ?? null) : null
}

function Offered({
  title,
  pieces,
  onAdd,
}: {
  readonly title: string
  readonly pieces: readonly Piece[]
  readonly onAdd: (piece: Piece) => void
}) {
  return (
    <ul aria-label={title} className="mt-2 max-h-72 overflow-y-auto">
      {pieces.length === 0 && <li className="py-2 text-soft">Nothing by then reads like that.</li>}
      {pieces.map((piece) => (
        <li key={piece.id}>
          <button
            type="button"
            onClick={() => onAdd(piece)}
            className={classes('target w-full rounded-md px-2 py-1.5 text-start hover:bg-sunk')}
          >
            <PieceWords piece={piece} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Found, and not there yet at that moment. Pressing one says why, with both clocks. */
function Late({ pieces, clock }: { readonly pieces: readonly Piece[]; readonly clock: string }) {
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <div className="mt-2 border-t border-line pt-2">
      <p className="text-sm text-faint">Not there yet at {clock}</p>
      <ul aria-label={`Not there yet at ${clock}`}>
        {pieces.slice(0, 8).map((piece) => (
          <li key={piece.id}>
            <button
              type="button"
              aria-expanded={asked === piece.id}
              onClick={() => setAsked(asked === piece.id ? null : piece.id)}
              className="target w-full rounded-md px-2 py-1.5 text-start text-faint italic hover:bg-sunk"
            >
              <PieceWords piece={piece} />
            </button>
            {asked === piece.id && (
              <p role="status" className="mb-2 border-s-2 border-amber-line ps-3 text-sm">
                {piece.late}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
