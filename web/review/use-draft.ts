import type { Draft } from '@secondstory/review/model/reviews'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
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
  const { incidentId } = draft
  const [saving, setSaving] = useState<Saving>(() => opened(draft, kept))
  const latest = useRef(saving)
  const saved = useRef(onSaved)
  saved.current = onSaved
  const go = useCallback((next: (now: Saving) => Saving) => {
    latest.current = next(latest.current)
    setSaving(latest.current)
  }, [])
  const send = useCallback(() => {
    const now = latest.current
    if (now.state !== 'changed' && now.state !== 'kept') return
    go(sending)
    ask('correctDraft', { incidentId, version: now.base.version, text: now.text })
      .then((answer) => {
        go((state) => confirmed(state, answer))
        saved.current(answer)
      })
      .catch(async (error: unknown) => {
        const isConflict = error instanceof Refused && error.kind === 'conflict'
        const theirs = isConflict ? await ask('readDraft', { incidentId }).catch(() => null) : null
        go((state) => (theirs === null ? missed(state) : met(state, theirs)))
      })
  }, [incidentId, go])
  useSending(saving, send)
  useKeeping(incidentId, saving, latest)
  useTheirs(draft, latest, go)
  return useMemo(
    () => ({
      saving,
      type: (text: string) => go((now) => typed(now, text)),
      choose: (text: string) => go((now) => chosen(now, text)),
      sendNow: send,
    }),
    [saving, go, send],
  )
}

/** Sends after a pause in typing; at once when the connection comes back. */
function useSending(saving: Saving, send: () => void): void {
  const pause = pauseBefore(saving)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text restarts the pause with every key.
  useEffect(() => {
    if (pause === null) return
    const timer = setTimeout(send, pause)
    return () => clearTimeout(timer)
  }, [pause, saving.text, saving.tries, send])
  useEffect(() => {
    window.addEventListener('online', send)
    return () => window.removeEventListener('online', send)
  }, [send])
}

/** Keeps the text on this device until the server has it; on leaving, whatever the last key was. */
function useKeeping(incidentId: string, saving: Saving, latest: { readonly current: Saving }): void {
  const key = keptKey(incidentId)
  useEffect(() => {
    if (saving.state === 'saved') {
      void store.forget(key)
      return
    }
    const timer = setTimeout(() => void store.write(key, { text: saving.text, base: saving.base }), 120)
    return () => clearTimeout(timer)
  }, [key, saving])
  useEffect(() => {
    const keep = () => {
      const now = latest.current
      if (now.state !== 'saved') void store.write(key, { text: now.text, base: now.base })
    }
    // `pagehide` fires where `beforeunload` does not: on phones and in the back-forward cache.
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [key, latest])
}

/** A newer draft arriving with the record (someone else saved) is taken over, or joined, while nothing is on its way. */
function useTheirs(
  draft: Base,
  latest: { readonly current: Saving },
  go: (next: (now: Saving) => Saving) => void,
): void {
  const { text, version } = draft
  useEffect(() => {
    const now = latest.current
    if (version > now.base.version && now.state !== 'sending' && now.state !== 'conflict') {
      go((state) => met(state, { text, version }))
    }
  }, [text, version, go, latest])
}
