/** A writer at the live door without a page: opens the text, types, and knows what was promised. For tests and the bench. */
import { WebSocket } from 'ws'
import * as Y from 'yjs'

const THEIRS = {}

/** Somebody at a text. */
export interface Writer {
  readonly document: Y.Doc
  text(): string
  /** Types words at a place. */
  type(at: number, words: string): void
  /** Whether everything typed so far is stored. */
  isStored(): boolean
  /** How much was sent, and how much of it is stored. */
  marks(): { readonly sent: number; readonly stored: number }
  /** Lines of text that came: nouns that changed, and why the door closed. */
  readonly lines: readonly string[]
  /** Resolves with the code when the socket is closed. */
  readonly closed: Promise<number>
  leave(): void
}

/** Where to, and with what. */
export interface LiveAddress {
  readonly address: string
  readonly incidentId: string
  readonly headers: Readonly<Record<string, string>>
}

/** Opens the text; what the document already holds is brought along. Rejects with the status when it is refused. */
export function openWriter(to: LiveAddress, document: Y.Doc = new Y.Doc()): Promise<Writer> {
  const socket = new WebSocket(`${to.address.replace(/^http/, 'ws')}/live/${to.incidentId}`, {
    headers: to.headers,
  })
  const text = document.getText('text')
  const lines: string[] = []
  let [mark, stored] = [0, 0]
  const write = (bytes: Uint8Array): void => {
    mark += 1
    if (socket.readyState === WebSocket.OPEN) socket.send(Buffer.concat([framed(1, mark), bytes]))
  }
  const typed = (bytes: Uint8Array, origin: unknown): void => {
    if (origin !== THEIRS) write(bytes)
  }
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  void closed.then(() => document.off('update', typed))
  const writer: Writer = {
    document,
    text: () => text.toString(),
    type: (at, words) => text.insert(at, words),
    isStored: () => stored === mark,
    marks: () => ({ sent: mark, stored }),
    lines,
    closed,
    leave: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('unexpected-response', (_request, { statusCode }) => reject(new Error(String(statusCode))))
    socket.on('open', () => socket.send(Buffer.concat([Buffer.from([0]), Y.encodeStateVector(document)])))
    socket.on('message', (message: Buffer, isBinary) => {
      const rest = message.subarray(1)
      if (!isBinary) lines.push(message.toString())
      else if (message[0] === 1) Y.applyUpdate(document, rest, THEIRS)
      else if (message[0] === 4) stored = rest.readUInt32BE(0)
      else if (message[0] === 0) {
        const end = 4 + rest.readUInt32BE(0)
        Y.applyUpdate(document, rest.subarray(end), THEIRS)
        document.on('update', typed)
        write(Y.encodeStateAsUpdate(document, rest.subarray(4, end)))
        resolve(writer)
      }
    })
  })
}

function framed(what: number, mark: number): Buffer {
  const head = Buffer.alloc(5, what)
  head.writeUInt32BE(mark, 1)
  return head
}
