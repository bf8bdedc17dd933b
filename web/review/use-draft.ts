import type { Draft } from '@secondstory/review/model/reviews'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ask, Refused } from '../client.ts'
import {
  type Base,
  chosen,
  confirmed,
  type Kept,
  keptKey,
  met,
  missed,
  opened,
  pauseBefore,
  readKept,
  type Saving,
  saysTheSame,
  sending,
  typed,
} from './draft-saving.ts'

// A browser may refuse storage (private windows, a full disk). A promise turns its throw into a value.
const store = {
  read: (key: string): Promise<Kept | null> =>
    Promise.resolve()
      .then(() => readKept(JSON.parse(localStorage.getItem(key) ?? 'null')))
      .catch(() => null),
  write: (key: string, kept: Kept): Promise<boolean> =>
    Promise.resolve()
      .then(() => localStorage.setItem(key, JSON.stringify(kept)))
      .then(() => true)
      .catch(() => false),
  forget: (key: string): Promise<void> =>
    Promise.resolve()
      .then(() => localStorage.removeItem(key))
      .catch(() => undefined),
}

/** Reads what this device kept for an incident; undefined while it is being read. */
export function useKept(incidentId: string): Kept | null | undefined {
  const [kept, setKept] = useState<Kept | null>()
  useEffect(() => {
    void store.read(keptKey(incidentId)).then(setKept)
  }, [incidentId])
  return kept
}

/** The draft with autosave. `type` on every change; the rest happens by itself. */
export function useDraft(draft: Draft, kept: Kept | null, onSaved: (draft: Draft) => void) {
  const [saving, setSaving] = useState<Saving>(() => opened(draft, kept))
  const saved = useRef(onSaved)
  saved.current = onSaved
  const [keeping] = useState(() =>
    openKeeping(saving, draft.incidentId, { onState: setSaving, onSaved: (answer) => saved.current(answer) }),
  )
  useEffect(() => {
    keeping.schedule()
    window.addEventListener('online', keeping.send)
    // `pagehide` fires where `beforeunload` does not: on phones and in the back-forward cache.
    window.addEventListener('pagehide', keeping.keep)
    return () => {
      window.removeEventListener('online', keeping.send)
      window.removeEventListener('pagehide', keeping.keep)
      keeping.stop()
    }
  }, [keeping])
  useTheirs(draft, keeping)
  return useMemo(
    () => ({
      saving,
      textNow: () => keeping.now().text,
      type: (text: string) => keeping.go((now) => typed(now, text)),
      choose: (text: string) => keeping.go((now) => chosen(now, text)),
    }),
    [saving, keeping],
  )
}

interface Told {
  /** Hears of a new state, not of every key: only then has the page something else to say. */
  readonly onState: (saving: Saving) => void
  readonly onSaved: (draft: Draft) => void
}

type Keeping = ReturnType<typeof openKeeping>

/**
 * A draft while it is written. After every change it is kept on this device until the server has it, and sent after a
 * pause in typing, or at once when the connection comes back.
 */
function openKeeping(start: Saving, incidentId: string, told: Told) {
  const key = keptKey(incidentId)
  let now = start
  let sendTimer: ReturnType<typeof setTimeout> | undefined
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    if (now.state !== 'saved') void store.write(key, { text: now.text, base: now.base })
  }
  const schedule = () => {
    clearTimeout(sendTimer)
    clearTimeout(keepTimer)
    const pause = pauseBefore(now)
    if (pause !== null) sendTimer = setTimeout(send, pause)
    if (now.state === 'saved') void store.forget(key)
    else keepTimer = setTimeout(keep, 120)
  }
  const go = (next: (now: Saving) => Saving) => {
    const before = now
    now = next(before)
    if (now === before) return
    if (!saysTheSame(before, now)) told.onState(now)
    schedule()
  }
  const send = () => {
    if (now.state !== 'changed' && now.state !== 'kept') return
    go(sending)
    const { base, text } = now
    ask('correctDraft', { incidentId, version: base.version, text })
      .then((answer) => {
        go((state) => confirmed(state, answer))
        told.onSaved(answer)
      })
      .catch(async (error: unknown) => {
        const isConflict = error instanceof Refused && error.kind === 'conflict'
        const theirs = isConflict ? await ask('readDraft', { incidentId }).catch(() => null) : null
        go((state) => (theirs === null ? missed(state) : met(state, theirs)))
      })
  }
  const stop = () => {
    clearTimeout(sendTimer)
    clearTimeout(keepTimer)
    keep()
  }
  return { now: () => now, go, send, keep, schedule, stop }
}

/** A newer draft arriving with the record (someone else saved) is taken over, or joined, while nothing is on its way. */
function useTheirs({ text, version }: Base, keeping: Keeping): void {
  useEffect(() => {
    const now = keeping.now()
    if (version > now.base.version && now.state !== 'sending' && now.state !== 'conflict') {
      keeping.go((state) => met(state, { text, version }))
    }
  }, [text, version, keeping])
}
