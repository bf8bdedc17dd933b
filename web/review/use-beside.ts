import {
  type CommentPlace,
  type CommentThread,
  LONGEST_QUOTE,
  quoted,
  type Stretch,
  threadHash,
} from '@secondstory/review/model/comments'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMedia } from '../kit/wide.ts'
import type { MarkedStretch, PlacedMark } from './comment-marks.ts'
import type { EditorHandle } from './Editor.tsx'
import { type Anchoring, type PlacedThreads, placedThreads, stretchOf, useComments } from './use-comments.ts'
import { useHash } from './use-hash.ts'

/** After the last key, so long until comments are looked for in the text again. */
const PAUSE_MS = 400

/** The mark of a thread that is begun and not sent. */
const BEGUN = 'begun'

/** Comments beside a text: begun on the words that are selected, and shown where their words are now. */
export function useBeside(handle: RefObject<EditorHandle | null>, anchoring: Anchoring) {
  const comments = useComments()
  const [begun, setBegun] = useState<CommentPlace | null>(null)
  const [shownId, setShownId] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const { isRested, typed } = useRest()
  const placed = usePlaced(comments.threads, anchoring, isRested)
  const marks = useMarks(placed, useBegunPlace(begun, anchoring, isRested))
  const { tops, onMarks } = useTops()
  // Beside the text there is room for a thread, not only for its name.
  const hasRoom = useMedia('(min-width: 88rem)')
  const isWide = useMedia('(min-width: 72rem)')
  const begin = () => {
    const at = handle.current?.selection() ?? { from: 0, to: 0 }
    setBegun(placeFor(anchoring, at))
    if (!isWide) setOpen(true)
  }
  const goTo = (id: string) => {
    if (id === BEGUN) return
    setShownId(id)
    if (!isWide) setOpen(true)
    document.getElementById(threadHash(id))?.focus()
  }
  const show = (id: string) => {
    const at = placed.places.get(id)
    if (at === undefined) return
    if (!isWide) setOpen(false)
    handle.current?.show(at.from, at.to)
  }
  useThreadInAddress(placed, goTo)
  const isBeside = ({ first }: CommentThread) => hasRoom && first.state === 'open' && tops.has(first.id)
  const begunTop = hasRoom ? tops.get(BEGUN) : undefined
  const listed = { ...placed, threads: placed.threads.filter((thread) => !isBeside(thread)) }
  return {
    begin,
    goTo,
    typed,
    marks,
    onMarks,
    sheet: { isOpen, setOpen },
    /** Beside their words, folded. */
    notes: {
      threads: placed.threads.flatMap((thread) =>
        isBeside(thread) ? [{ thread, top: tops.get(thread.first.id) ?? 0 }] : [],
      ),
      begunTop: begun === null ? undefined : begunTop,
      comments,
      openId: shownId,
      onUnfold: setShownId,
      onShow: show,
    },
    /** In the margin of the page: what stands nowhere beside the text. */
    shown: {
      comments,
      placed: listed,
      hasNotes: listed.threads.length < placed.threads.length,
      begun: begunTop === undefined ? begun : null,
      shownId,
      onBegun: setBegun,
      onShow: show,
    },
    begun,
    onBegun: setBegun,
  }
}

/** Words for a new thread: what is selected, else the line the cursor stands in, else the text as a whole. */
function placeFor({ text, anchor }: Anchoring, selected: Stretch): CommentPlace {
  const now = text()
  const isChosen = now.slice(selected.from, selected.to).trim() !== ''
  const at = isChosen ? selected : lineAt(now, selected.from)
  const to = Math.min(at.to, at.from + LONGEST_QUOTE)
  const isSomething = now.slice(at.from, to).trim() !== ''
  const words = isSomething ? quoted(now, { from: at.from, to }) : { quote: '', before: '', after: '' }
  const ends = isSomething
    ? { from: anchor?.(at.from, 1) ?? '', to: anchor?.(to, -1) ?? '' }
    : { from: '', to: '' }
  return { kind: 'text', id: null, ...words, ...ends }
}

function lineAt(text: string, at: number): Stretch {
  const end = text.indexOf('\n', at)
  return { from: text.lastIndexOf('\n', at - 1) + 1, to: end === -1 ? text.length : end }
}

/** A number that is another one after each rest in typing. */
function useRest() {
  const [isRested, setRested] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const typed = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setRested((count) => count + 1), PAUSE_MS)
  }
  return { isRested, typed }
}

function usePlaced(
  threads: ReturnType<typeof useComments>['threads'],
  anchoring: Anchoring,
  isRested: number,
): PlacedThreads {
  const latest = useRef(anchoring)
  latest.current = anchoring
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rest in typing says that the words have moved.
  return useMemo(() => placedThreads(threads, latest.current), [threads, isRested])
}

/** What is marked in the text: the words of every open thread, and those of one that is begun. */
function useMarks({ threads, places }: PlacedThreads, begun: Stretch | null): readonly MarkedStretch[] {
  return useMemo(() => {
    const open = threads.flatMap(({ first }) => {
      const at = first.state === 'open' ? places.get(first.id) : undefined
      return at === undefined ? [] : [{ id: first.id, ...at, isSuggestion: first.suggested !== null }]
    })
    return begun === null ? open : [...open, { id: BEGUN, ...begun, isSuggestion: false }]
  }, [threads, places, begun])
}

function useBegunPlace(begun: CommentPlace | null, anchoring: Anchoring, isRested: number): Stretch | null {
  const latest = useRef(anchoring)
  latest.current = anchoring
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rest in typing says that the words have moved.
  return useMemo(
    () => (begun === null ? null : stretchOf({ place: begun }, latest.current)),
    [begun, isRested],
  )
}

/** Where marks stand, by their ids. */
function useTops() {
  const [tops, setTops] = useState<ReadonlyMap<string, number>>(new Map())
  const onMarks = useCallback((places: readonly PlacedMark[]) => {
    setTops(new Map(places.map(({ id, top }) => [id, top])))
  }, [])
  return { tops, onMarks }
}

/** A link to a thread opens it once it is here. */
function useThreadInAddress({ threads }: PlacedThreads, goTo: (id: string) => void): void {
  const hash = useHash()
  const latest = useRef(goTo)
  latest.current = goTo
  const meant = threads.find(({ first }) => threadHash(first.id) === hash)?.first.id
  useEffect(() => {
    if (meant !== undefined) latest.current(meant)
  }, [meant])
}
