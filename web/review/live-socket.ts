/**
 * The line between an open incident and the server. It is found again by itself when it is lost; what was written
 * meanwhile waits in the text. One per incident and page, whatever tabs of it are shown.
 */

/** What stands in the first byte of a message; `server/doors/live.ts` has the other half. */
const WHAT = { open: 0, written: 1, present: 2, alive: 3, stored: 4 } as const

/** A part of the page that hears what comes. */
export interface Hearing {
  /** The line is there (again): open what you need. */
  readonly connected?: () => void
  readonly lost?: () => void
  readonly opened?: (vector: Uint8Array, missing: Uint8Array) => void
  readonly written?: (bytes: Uint8Array) => void
  readonly present?: (bytes: Uint8Array) => void
  readonly stored?: (mark: number) => void
  /** Rows of these nouns changed; empty: perhaps of any. */
  readonly changed?: (nouns: readonly string[]) => void
  /** A try that came to nothing, and how many there were in a row. */
  readonly failed?: (tries: number, sentence: string | null) => void
}

/** The line of one incident. */
export interface LiveSocket {
  readonly isConnected: () => boolean
  readonly open: (vector: Uint8Array) => void
  readonly write: (mark: number, bytes: Uint8Array) => void
  readonly present: (bytes: Uint8Array) => void
  /** Hears from now on; answers with what ends it. The last one to end it closes the line. */
  readonly hear: (hearing: Hearing) => () => void
}

const ALIVE_MS = 10_000
/** Without an answer for so long the line is taken for lost: a laptop that slept, a network that changed. */
const SILENT_MS = 25_000
const FIRST_PAUSE_MS = 300
const LONGEST_PAUSE_MS = 10_000
/** A tab that is left and the next one share the line. */
const LINGER_MS = 1_500

const lines = new Map<string, LiveSocket>()

/** The line of an incident, opened by the first part that hears it. */
export function liveSocket(incidentId: string): LiveSocket {
  const known = lines.get(incidentId)
  if (known !== undefined) return known
  const made = makeLine(incidentId, () => lines.delete(incidentId))
  lines.set(incidentId, made)
  return made
}

function makeLine(incidentId: string, ended: () => void): LiveSocket {
  const hearings = new Set<Hearing>()
  const tell = (say: (hearing: Hearing) => void) => {
    for (const each of [...hearings]) say(each)
  }
  const wire = openWire(`${location.origin.replace(/^http/, 'ws')}/live/${incidentId}`, tell)
  let lingering: ReturnType<typeof setTimeout> | undefined
  return {
    isConnected: wire.isConnected,
    open: (vector) => wire.send(WHAT.open, vector),
    write: (mark, bytes) => wire.send(WHAT.written, numbered(mark, bytes)),
    present: (bytes) => wire.send(WHAT.present, bytes),
    hear(hearing) {
      clearTimeout(lingering)
      hearings.add(hearing)
      wire.begin()
      if (wire.isConnected()) hearing.connected?.()
      return () => {
        hearings.delete(hearing)
        if (hearings.size > 0) return
        lingering = setTimeout(() => {
          wire.end()
          ended()
        }, LINGER_MS)
      }
    },
  }
}

type Tell = (say: (hearing: Hearing) => void) => void

/** A socket that comes back. */
function openWire(address: string, tell: Tell) {
  let socket: WebSocket | null = null
  let [isBegun, tries, heardAt] = [false, 0, 0]
  let again: ReturnType<typeof setTimeout> | undefined
  let sentence: string | null = null
  const isConnected = () => socket?.readyState === WebSocket.OPEN
  const send = (what: number, bytes: Uint8Array) => {
    const message = new Uint8Array(bytes.length + 1)
    message[0] = what
    message.set(bytes, 1)
    if (isConnected()) socket?.send(message)
  }
  const drop = () => {
    const left = socket
    socket = null
    left?.close()
    if (left !== null) tell((each) => each.lost?.())
  }
  const retry = () => {
    drop()
    tries += 1
    tell((each) => each.failed?.(tries, sentence))
    clearTimeout(again)
    const pause_ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(6, tries - 1))
    if (isBegun) again = setTimeout(connect, pause_ms)
  }
  const hear = (event: MessageEvent<unknown>) => {
    heardAt = Date.now()
    // Something on the way may open a line and let nothing through, so only a word counts as an answer.
    tries = 0
    if (typeof event.data === 'string') {
      const line: unknown = JSON.parse(event.data)
      sentence = endedIn(line)
      const nouns = nounsIn(line)
      if (nouns !== null) tell((each) => each.changed?.(nouns))
    } else if (event.data instanceof ArrayBuffer) hearBytes(new Uint8Array(event.data), tell)
  }
  const connect = () => {
    if (!isBegun || !navigator.onLine) return
    const mine = new WebSocket(address)
    mine.binaryType = 'arraybuffer'
    socket = mine
    mine.addEventListener('open', () => {
      if (socket !== mine) return
      heardAt = Date.now()
      tell((each) => each.connected?.())
    })
    mine.addEventListener('message', hear)
    mine.addEventListener('close', () => {
      if (socket === mine) retry()
    })
  }
  const online = () => {
    if (isConnected()) return
    clearTimeout(again)
    drop()
    connect()
  }
  const beat = () => {
    if (!isConnected()) return
    if (Date.now() - heardAt > SILENT_MS) retry()
    else send(WHAT.alive, new Uint8Array())
  }
  let beating: ReturnType<typeof setInterval> | undefined
  return {
    isConnected,
    send,
    begin() {
      if (isBegun) return
      isBegun = true
      window.addEventListener('online', online)
      window.addEventListener('offline', drop)
      beating = setInterval(beat, ALIVE_MS)
      connect()
    },
    end() {
      isBegun = false
      clearTimeout(again)
      clearInterval(beating)
      window.removeEventListener('online', online)
      window.removeEventListener('offline', drop)
      drop()
    },
  }
}

function hearBytes(message: Uint8Array, tell: Tell): void {
  const rest = message.subarray(1)
  if (message[0] === WHAT.written) tell((each) => each.written?.(rest))
  if (message[0] === WHAT.present) tell((each) => each.present?.(rest))
  if (message[0] === WHAT.stored) tell((each) => each.stored?.(numberIn(rest)))
  if (message[0] === WHAT.open) {
    const end = 4 + numberIn(rest)
    tell((each) => each.opened?.(rest.subarray(4, end), rest.subarray(end)))
  }
}

function numberIn(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}

function numbered(value: number, bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length + 4)
  new DataView(all.buffer).setUint32(0, value)
  all.set(bytes, 4)
  return all
}

function nounsIn(line: unknown): readonly string[] | null {
  if (typeof line !== 'object' || line === null || !('changed' in line)) return null
  return Array.isArray(line.changed) ? line.changed.filter((each) => typeof each === 'string') : null
}

function endedIn(line: unknown): string | null {
  if (typeof line !== 'object' || line === null || !('ended' in line)) return null
  return typeof line.ended === 'string' ? line.ended : null
}
