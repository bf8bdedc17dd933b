import type { Draft } from '@secondstory/review/model/reviews'
import { joined } from '@secondstory/review/model/text-difference'
import { useEffect, useRef, useState } from 'react'
import { type Kept, keptKey } from './draft-saving.ts'
import { liveSocket } from './live-socket.ts'
import type { LiveSaving, LiveText } from './live-text.ts'
import { onDevice } from './on-device.ts'

/** How the text of this page is written: together, or (where no socket is possible) saved after each pause. */
export type Writing =
  | { readonly how: 'opening' }
  | ({ readonly how: 'together' } & Together)
  | { readonly how: 'saved'; readonly kept: Kept | null }

/** A text that is written together. */
export interface Together {
  readonly live: LiveText
  readonly saving: LiveSaving
  /** Names of everyone else who is here. */
  readonly names: readonly string[]
  /** What this device kept of an earlier visit, when it cannot be joined by rule; a person chooses. */
  readonly mine: string | null
  readonly choose: (text: string) => void
}

/** A socket that hangs for so long is given up: something between here and the server does not let it through. */
const PATIENCE_MS = 8_000
/** So many tries in a row that came to nothing, while everything else is answered. */
const MOST_TRIES = 6

/** Opens the text of an incident, together if that is possible. */
export function useLiveText(draft: Draft, kept: Kept | null): Writing {
  const [writing, setWriting] = useState<Writing>({ how: 'opening' })
  const start = useRef({ draft, kept })
  const { incidentId } = draft
  useEffect(() => {
    const opening = openTogether(incidentId, start.current.kept, setWriting)
    return () => opening.close()
  }, [incidentId])
  return writing
}

type Show = (writing: Writing | ((now: Writing) => Writing)) => void

function openTogether(incidentId: string, kept: Kept | null, show: Show) {
  const device = openDevice(incidentId, kept)
  const socket = liveSocket(incidentId)
  let live: LiveText | null = null
  let isOver = false
  const update = (change: Partial<Together>) =>
    show((now) => (now.how === 'together' ? { ...now, ...change } : now))
  const goOnWithout = () => {
    if (isOver) return
    const left = device.kept(live?.text() ?? null)
    close()
    show({ how: 'saved', kept: left })
  }
  let patience: ReturnType<typeof setTimeout> | undefined
  let isReady = false
  const ready = () => {
    if (live === null) return
    isReady = true
    clearTimeout(patience)
    const mine = takeIn(live, kept)
    device.holds(mine !== null)
    const choose = (text: string) => {
      if (live !== null) replace(live, text)
      device.holds(false)
      update({ mine: null })
    }
    const saving = { isStored: true, isConnected: true }
    show({ how: 'together', live, saving, names: [], mine, choose })
  }
  const stop = socket.hear({
    failed: (tries) => {
      if (isReady ? tries < MOST_TRIES : tries < 2) return
      // When nothing answers it is the network, and the line will be found again.
      fetch('/healthz').then(
        ({ ok }) => ok && goOnWithout(),
        () => (isReady ? undefined : goOnWithout()),
      )
    },
  })
  import('./live-text.ts').then(({ openLiveText }) => {
    if (isOver) return
    patience = setTimeout(() => {
      if (!isReady) goOnWithout()
    }, PATIENCE_MS)
    live = openLiveText(socket, device.written, {
      ready,
      saving: (saving) => {
        if (saving.isStored && live !== null) device.stored(live.text())
        show((now) => (now.how === 'together' && !isSame(now.saving, saving) ? { ...now, saving } : now))
      },
      here: (names) =>
        show((now) =>
          now.how === 'together' && now.names.join() !== names.join() ? { ...now, names } : now,
        ),
      keep: (written) => device.keep(written, () => live?.text() ?? ''),
    })
  }, goOnWithout)
  const close = () => {
    isOver = true
    clearTimeout(patience)
    stop()
    device.close()
    live?.close()
  }
  return { close }
}

function isSame(one: LiveSaving, other: LiveSaving): boolean {
  return one.isStored === other.isStored && one.isConnected === other.isConnected
}

/** Words kept without a live text are joined by lines; answers with them when only a person can say what stands. */
function takeIn(live: LiveText, kept: Kept | null): string | null {
  if (kept === null || kept.written !== undefined) return null
  const both = joined(kept.base.text, kept.text, live.text())
  if (both === null) return kept.text
  replace(live, both)
  return null
}

/** Puts a text in place by changing what differs. */
function replace(live: LiveText, text: string): void {
  const now = live.text()
  let from = 0
  while (from < now.length && from < text.length && now[from] === text[from]) from++
  let end = 0
  while (end < now.length - from && end < text.length - from && now.at(-1 - end) === text.at(-1 - end)) end++
  if (from + end < Math.max(now.length, text.length))
    live.change(from, now.length - end, text.slice(from, text.length - end))
}

/** How long typing rests before it is kept on this device. */
const KEEP_MS = 120

/** What this device keeps until the server has it: the writing itself, and its words for a page without a socket. */
function openDevice(incidentId: string, kept: Kept | null) {
  const key = keptKey(incidentId)
  let base = kept?.base ?? { text: '', version: 0 }
  let isHeld = kept !== null && kept.written === undefined
  let next: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => {
    clearTimeout(timer)
    next?.()
    next = null
  }
  window.addEventListener('pagehide', now)
  return {
    written: kept?.written === undefined ? null : bytesOf(kept.written),
    /** The words of the server, from which a change by lines can be measured. */
    stored(text: string) {
      base = { text, version: 0 }
    },
    holds(holds: boolean) {
      isHeld = holds
      if (!holds) void onDevice.forget(key)
    },
    keep(written: Uint8Array | null, text: () => string) {
      if (isHeld) return
      next = () =>
        void (written === null
          ? onDevice.forget(key)
          : onDevice.write(key, { text: text(), base, written: textOf(written) } satisfies Kept))
      clearTimeout(timer)
      timer = setTimeout(now, KEEP_MS)
    },
    /** What a page without a socket goes on with. The writing itself must not come back later: it would be there twice. */
    kept(text: string | null): Kept | null {
      next = null
      clearTimeout(timer)
      const left = text === null ? kept : text === base.text ? null : { text, base }
      if (left === null) return null
      const plain = { text: left.text, base: left.base }
      void onDevice.write(key, plain)
      return plain
    },
    close() {
      now()
      window.removeEventListener('pagehide', now)
    },
  }
}

function textOf(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
