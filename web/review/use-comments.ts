import {
  type Comment,
  type CommentThread,
  placeByQuote,
  type Stretch,
  threadsOf,
} from '@secondstory/review/model/comments'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMay } from '../access.ts'
import { ask } from '../client.ts'
import { offerUndo } from '../kit/Undo.tsx'
import { keys, useChange } from '../queries.ts'
import { useWorking } from './working.tsx'

/** How places in the text are named and found: by the live text, and by the words alone where it is not live. */
export interface Anchoring {
  readonly text: () => string
  readonly anchor?: (at: number, side: -1 | 1) => string
  readonly placeOf?: (anchor: string) => number | null
}

/** What was said beside this incident, and what may be done with it. */
export type Commenting = ReturnType<typeof useComments>

/** The comments of this incident, and what may be done with them. */
export function useComments() {
  const { record, reference, refresh } = useWorking()
  const may = useMay()
  const incidentId = record.incident.id
  const comments = useQuery({
    queryKey: keys.comments(reference),
    queryFn: ({ signal }) => ask('listComments', { incidentId }, signal),
  })
  const touches = () => [keys.comments(reference), keys.history(reference), keys.home]
  const add = useChange('addComment', { touches })
  const correct = useChange('correctComment', { touches })
  const mark = useChange('markComment', { touches })
  const bringBack = useChange('undoRemoval', { touches })
  const remove = useChange('removeComment', {
    touches,
    onDone: ({ removalId }) => offerUndo('Comment removed.', () => bringBack.mutate({ removalId })),
  })
  // Where no socket brings the new words, the record does.
  const onTurned = () => void refresh().catch(() => undefined)
  const takeOut = useChange('undoSuggestion', { touches, onDone: onTurned })
  const accept = useChange('acceptSuggestion', {
    touches,
    onDone: ({ id, version }) => {
      onTurned()
      offerUndo('The suggested words stand in the text.', () => takeOut.mutate({ id, version }))
    },
  })
  const threads = useMemo(() => threadsOf(comments.data ?? []), [comments.data])
  const failed = [add, correct, mark, remove, bringBack, accept, takeOut].find(({ error }) => error !== null)
  return {
    incidentId,
    threads,
    add,
    correct,
    mark,
    remove,
    accept,
    takeOut,
    mayWrite: may('acceptSuggestion'),
    error: comments.error ?? failed?.error ?? null,
  }
}

/** Where the words of a comment are now: where its ends are in the live text, else where the same words stand. */
export function stretchOf({ place }: Pick<Comment, 'place'>, { text, placeOf }: Anchoring): Stretch | null {
  if (placeOf !== undefined && place.from !== '' && place.to !== '') {
    const [from, to] = [placeOf(place.from), placeOf(place.to)]
    if (from !== null && to !== null && to > from) return { from, to }
  }
  return placeByQuote(text(), place)
}

/** Threads of the text in the order of its words, those whose words are gone last, and where each is. */
export interface PlacedThreads {
  readonly threads: readonly CommentThread[]
  readonly places: ReadonlyMap<string, Stretch>
}

/** Finds every thread of the text in the text as it is now. */
export function placedThreads(threads: readonly CommentThread[], anchoring: Anchoring): PlacedThreads {
  const beside = threads.filter(({ first }) => first.place.kind === 'text')
  const places = new Map(
    beside.flatMap(({ first }) => {
      const at = stretchOf(first, anchoring)
      return at === null ? [] : [[first.id, at] as const]
    }),
  )
  const at = ({ first }: CommentThread) => places.get(first.id)?.from ?? Number.MAX_SAFE_INTEGER
  return { threads: beside.toSorted((a, b) => at(a) - at(b)), places }
}
