import type { DecisionPoint, DecisionWords } from '@secondstory/review/model/decisions'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ask, Refused } from '../client.ts'
import {
  changesOf,
  chosenDecision,
  confirmedDecision,
  type KeptDecision,
  keptDecisionKey,
  metDecision,
  missedDecision,
  openedDecision,
  pauseBeforeDecision,
  readKeptDecision,
  refusedDecision,
  sendingDecision,
  type Writing,
  written,
} from './decision-saving.ts'
import { useWorking } from './working.tsx'

// A browser may refuse storage (private windows, a full disk). A promise turns its throw into a value.
const store = {
  read: (key: string): Promise<KeptDecision | null> =>
    Promise.resolve()
      .then(() => readKeptDecision(JSON.parse(localStorage.getItem(key) ?? 'null')))
      .catch(() => null),
  write: (key: string, kept: KeptDecision): Promise<void> =>
    Promise.resolve()
      .then(() => localStorage.setItem(key, JSON.stringify(kept)))
      .catch(() => undefined),
  forget: (key: string): Promise<void> =>
    Promise.resolve()
      .then(() => localStorage.removeItem(key))
      .catch(() => undefined),
}

/** A decision with autosave. `write` on every change; the rest happens by itself. */
export function useDecision(decision: DecisionPoint) {
  const [writing, setWriting] = useState<Writing>(() => openedDecision(decision, null))
  const { change, refresh } = useWorking()
  const tools = useRef({ change, refresh })
  tools.current = { change, refresh }
  const [keeping] = useState(() =>
    openKeeping(writing, {
      onState: setWriting,
      send: (before, parts) =>
        tools.current.change({
          send: () => ask('correctDecision', { id: before.id, version: before.version, ...sendable(parts) }),
          settle: (record, answer) => withDecision(record, answer),
          isShownInPlace: true,
        }),
      read: async () => {
        const truth = await tools.current.refresh().catch(() => null)
        return truth?.decisions.find(({ id }) => id === decision.id) ?? null
      },
    }),
  )
  useEffect(() => {
    keeping.restore()
    window.addEventListener('online', keeping.send)
    // `pagehide` fires where `beforeunload` does not: on phones and in the back-forward cache.
    window.addEventListener('pagehide', keeping.keep)
    return () => {
      window.removeEventListener('online', keeping.send)
      window.removeEventListener('pagehide', keeping.keep)
      keeping.stop()
    }
  }, [keeping])
  useEffect(() => {
    const now = keeping.now()
    const isQuiet = now.state !== 'sending' && now.state !== 'conflict'
    if (decision.version > now.base.version && isQuiet) keeping.go((state) => metDecision(state, decision))
  }, [decision, keeping])
  return useMemo(
    () => ({
      writing,
      write: (more: Partial<DecisionWords>) => keeping.go((now) => written(now, more)),
      choose: (words: DecisionWords) => keeping.go((now) => chosenDecision(now, words)),
    }),
    [writing, keeping],
  )
}

/** The decision in its place in the record. */
export function withDecision(record: WorkingRecord, answer: DecisionPoint): WorkingRecord {
  return {
    ...record,
    decisions: record.decisions.map((each) => (each.id === answer.id ? answer : each)),
  }
}

/** Lists as an operation takes them: its own to keep. */
function sendable(parts: Partial<DecisionWords>) {
  const { goals, pressures, seenEvidenceIds, seenEventIds, notReached, options, ...texts } = parts
  return {
    ...texts,
    ...(goals && { goals: [...goals] }),
    ...(pressures && { pressures: [...pressures] }),
    ...(seenEvidenceIds && { seenEvidenceIds: [...seenEvidenceIds] }),
    ...(seenEventIds && { seenEventIds: [...seenEventIds] }),
    ...(notReached && { notReached: [...notReached] }),
    ...(options && { options: [...options] }),
  }
}

interface Told {
  readonly onState: (writing: Writing) => void
  readonly send: (base: DecisionPoint, parts: Partial<DecisionWords>) => Promise<DecisionPoint | Refused>
  readonly read: () => Promise<DecisionPoint | null>
}

/** A decision while it is written: kept on this device after every change, sent after a pause or when the connection is back. */
function openKeeping(start: Writing, told: Told) {
  const key = keptDecisionKey(start.base.id)
  let now = start
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    const words = changesOf(now.base, now.words)
    if (Object.keys(words).length === 0) void store.forget(key)
    else void store.write(key, { version: now.base.version, words })
  }
  const go = (next: (now: Writing) => Writing) => {
    const before = now
    now = next(before)
    if (now === before) return
    told.onState(now)
    clearTimeout(timer)
    keep()
    const pause = pauseBeforeDecision(now)
    if (pause !== null) timer = setTimeout(() => void send(), pause)
  }
  const send = async () => {
    if (now.state !== 'changed' && now.state !== 'kept') return
    const { base } = now
    const parts = changesOf(base, now.words)
    go(sendingDecision)
    const answer = await told.send(base, parts)
    if (!(answer instanceof Refused)) return go((state) => confirmedDecision(state, answer))
    if (answer.kind === 'conflict') {
      const theirs = await told.read()
      return go((state) => (theirs === null ? missedDecision(state) : metDecision(state, theirs)))
    }
    const isLater = answer.kind === 'offline' || answer.kind === 'away' || answer.kind === 'too-many'
    go((state) => (isLater ? missedDecision(state) : refusedDecision(state, answer.sentence)))
  }
  const restore = () => {
    void store.read(key).then((kept) => {
      if (kept !== null) go((state) => written(state, kept.words))
    })
  }
  const stop = () => {
    clearTimeout(timer)
    keep()
    void send()
  }
  return { now: () => now, go, send: () => void send(), keep, restore, stop }
}
