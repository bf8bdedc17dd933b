/**
 * The text of an incident as this page has it while others write it too. What is typed here is kept until the server
 * has stored it, on this device as well, and joins the text whenever the line is back. A chunk of its own.
 */
import type { Extension } from '@codemirror/state'
import { keymap, ViewPlugin } from '@codemirror/view'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  modifyAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { LiveSocket } from './live-socket.ts'

/** The name the text has inside the document; the server knows the same one. */
const NAME = 'text'

/** A text that is written live. */
export interface LiveText {
  readonly text: () => string
  /** What makes an editor write in it, with everybody's cursors and an undo of one's own typing. */
  readonly extensions: () => Extension
  /** Puts another text in place by changing what differs. */
  readonly change: (from: number, to: number, insert: string) => void
  /** A place that stays with its words, as text; and where it is now, null when its words are gone. */
  readonly anchor: (at: number, side: -1 | 1) => string
  readonly placeOf: (anchor: string) => number | null
  readonly close: () => void
}

/** What the page is told. */
export interface LiveTold {
  /** The text of the server is here. */
  readonly ready: () => void
  readonly saving: (state: LiveSaving) => void
  /** Names of everyone else who is here, each once. */
  readonly here: (names: readonly string[]) => void
  /** What is not stored yet, to be kept on this device; null when there is nothing. */
  readonly keep: (written: Uint8Array | null) => void
}

export interface LiveSaving {
  readonly isStored: boolean
  readonly isConnected: boolean
}

interface Waiting {
  readonly mark: number
  readonly bytes: Uint8Array
}

const FROM_SERVER = {}

/** Opens the text of the incident at the other end of the line. `kept` is what this device still has of an earlier visit. */
export function openLiveText(socket: LiveSocket, kept: Uint8Array | null, told: LiveTold): LiveText {
  const document = new Y.Doc()
  const text = document.getText(NAME)
  const presence = openPresence(document, socket, told.here)
  let waiting: readonly Waiting[] = kept === null ? [] : [{ mark: 0, bytes: kept }]
  let [mark, isReady] = [0, false]
  const tell = () => {
    told.saving({ isStored: waiting.length === 0, isConnected: socket.isConnected() })
    told.keep(waiting.length === 0 ? null : Y.mergeUpdates(waiting.map(({ bytes }) => bytes)))
  }
  const write = (bytes: Uint8Array) => {
    mark += 1
    waiting = [...waiting, { mark, bytes }]
    socket.write(mark, bytes)
    tell()
  }
  document.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== FROM_SERVER) write(bytes)
  })
  const stop = socket.hear({
    connected: () => {
      socket.open(Y.encodeStateVector(document))
      presence.renew()
    },
    lost: () => {
      presence.forget()
      tell()
    },
    opened: (vector, missing) => {
      Y.applyUpdate(document, missing, FROM_SERVER)
      if (!isReady && kept !== null) Y.applyUpdate(document, kept, FROM_SERVER)
      const mine = waiting.length > 0
      waiting = []
      // Whatever waited is in here, and a little more: what the server has already changes nothing there.
      if (mine) write(Y.encodeStateAsUpdate(document, vector))
      if (!isReady) told.ready()
      isReady = true
      tell()
    },
    written: (bytes) => Y.applyUpdate(document, bytes, FROM_SERVER),
    present: presence.hear,
    stored: (upTo) => {
      waiting = waiting.filter((each) => each.mark > upTo)
      tell()
    },
  })
  return {
    text: () => text.toString(),
    extensions: () => extensionsFor(text, presence.awareness),
    change: (from, to, insert) =>
      document.transact(() => {
        text.delete(from, to - from)
        text.insert(from, insert)
      }),
    anchor: (at, side) =>
      JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, at, side))),
    placeOf: (anchor) => placeOf(document, anchor),
    close() {
      stop()
      presence.close()
      document.destroy()
    },
  }
}

function placeOf(document: Y.Doc, anchor: string): number | null {
  const place = Y.createRelativePositionFromJSON(JSON.parse(anchor))
  return Y.createAbsolutePositionFromRelativePosition(place, document)?.index ?? null
}

function extensionsFor(text: Y.Text, awareness: Awareness): Extension {
  // Only what the editor itself writes is tracked, so undo never takes back another's words.
  const undoManager = new Y.UndoManager(text)
  // The steps are told apart before the change is handed on, so this stands first.
  return [stepsApart(undoManager), yCollab(text, awareness, { undoManager }), keymap.of(yUndoManagerKeymap)]
}

/** A rewrite, a keep and a paste are one step of undo each: what was typed right before and after are others. */
function stepsApart(undoManager: Y.UndoManager): Extension {
  let wasWhole = false
  return ViewPlugin.define(() => ({
    update({ docChanged, transactions }) {
      if (!docChanged) return
      const isWhole = transactions.some((one) =>
        ['input.rewrite', 'input.keep', 'input.paste'].some((event) => one.isUserEvent(event)),
      )
      if (isWhole || wasWhole) undoManager.stopCapturing()
      wasWhole = isWhole
    },
  }))
}

/** How often a cursor is told while it moves. */
const CURSOR_MS = 40

function openPresence(document: Y.Doc, socket: LiveSocket, here: LiveTold['here']) {
  const awareness = new Awareness(document)
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = () => {
    timer = undefined
    socket.present(encodeAwarenessUpdate(awareness, [document.clientID]))
  }
  awareness.setLocalState({ cursor: null })
  awareness.on('update', (_moved: unknown, origin: unknown) => {
    if (origin === 'local') timer ??= setTimeout(say, CURSOR_MS)
    here(namesIn(awareness))
  })
  const forget = () => {
    const others = [...awareness.getStates().keys()].filter((client) => client !== document.clientID)
    removeAwarenessStates(awareness, others, FROM_SERVER)
    // Who comes back says the same of themselves as before, and is to be heard again.
    for (const client of others) awareness.meta.delete(client)
  }
  return {
    awareness,
    renew: () => awareness.setLocalState({ cursor: null }),
    hear: (bytes: Uint8Array) =>
      applyAwarenessUpdate(awareness, modifyAwarenessUpdate(bytes, dressed), FROM_SERVER),
    forget,
    close() {
      clearTimeout(timer)
      awareness.setLocalState(null)
      clearTimeout(timer)
      say()
      awareness.destroy()
    },
  }
}

function namesIn(awareness: Awareness): readonly string[] {
  const others = [...awareness.getStates()].filter(([client]) => client !== awareness.clientID)
  return [...new Set(others.map(([, state]) => nameOf(state)))].toSorted()
}

function nameOf(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('user' in state)) return 'Someone'
  const { user } = state
  return typeof user === 'object' && user !== null && 'name' in user ? String(user.name) : 'Someone'
}

/** Everyone's cursor gets one of six quiet colours, the same on every page. */
function dressed(state: unknown): unknown {
  if (typeof state !== 'object' || state === null) return null
  const name = nameOf(state)
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 6
  return { ...state, user: { name, color: `var(--hand-${hue})`, colorLight: `var(--hand-${hue}-wash)` } }
}
