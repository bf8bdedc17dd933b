/**
 * The live door: one socket per open incident. It moves bytes between a page and its place at the incident and decides
 * nothing. The first byte of a message says what it is:
 *
 * | byte | from the page                        | to the page                                             |
 * |------|--------------------------------------|---------------------------------------------------------|
 * | 0    | open the text: how much the page has | length of our vector, our vector, what the page lacks   |
 * | 1    | a mark, then what was written        | what somebody wrote                                     |
 * | 2    | where the cursor is                  | where cursors are                                       |
 * | 3    | are you there?                       | yes                                                     |
 * | 4    |                                      | the mark up to which everything is stored               |
 *
 * Lines of text go to the page alone: nouns that changed, or why the door closes.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { fastifyCookie } from '@fastify/cookie'
import { WebSocket, WebSocketServer } from 'ws'
import type { Live, Place } from '../operations/live.ts'
import { Refusal } from '../operations/operation.ts'
import { type House, handsFrom } from './house.ts'
import { answerFor } from './refusals.ts'
import { type Credentials, refuseForeignSocket } from './sign-in.ts'

/** Longer than the longest text takes, whatever its letters. */
const LARGEST_MESSAGE = 4 * 1024 * 1024

/** A page that reads so slowly is let go; it comes back and reads what it lacks. */
const MOST_UNREAD = 16 * 1024 * 1024

/** How often everybody here is asked again whether they may be. */
const CHECK_MS = 5_000

/** After so many checks without a sign of life a socket is closed. */
const SILENT_CHECKS = 8

const WHAT = { open: 0, written: 1, present: 2, alive: 3, stored: 4 } as const

interface Visit {
  readonly socket: WebSocket
  readonly incidentId: string
  readonly credentials: Credentials
  readonly from: string
  readonly frames: Frames
  place: Place | null
  silentChecks: number
}

/** The live door of one server. */
export interface LiveDoor {
  /** Asks again whether everybody here may be. */
  recheck(): void
  close(): Promise<void>
}

/** Opens the door: `GET /live/<incident>` becomes a socket. */
export function addLiveDoor(server: Server, house: House, live: Live): LiveDoor {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
  })
  const visits = new Set<Visit>()
  const frames = openFrames()
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy())
    admit(request, house, live).then(
      (asked) =>
        sockets.handleUpgrade(request, socket, head, (opened) => {
          const visit: Visit = { ...asked, socket: opened, frames, place: null, silentChecks: 0 }
          visits.add(visit)
          opened.on('close', () => void visits.delete(visit))
          begin(visit, house, live)
        }),
      (error: unknown) => turnAway(socket, answerFor(error, house.log)),
    )
  }
  server.on('upgrade', upgrade)
  const recheck = (): void => {
    for (const visit of visits) void checkVisit(visit, house, live)
  }
  const checking = setInterval(openTurns(visits, house, live), CHECK_MS)
  checking.unref()
  return {
    recheck,
    async close() {
      clearInterval(checking)
      server.off('upgrade', upgrade)
      for (const { socket } of visits) socket.close(1001, 'The server is closing.')
      const patience = setTimeout(() => {
        for (const { socket } of visits) socket.terminate()
      }, 500)
      await Promise.all([...visits].map(({ socket }) => new Promise((left) => socket.once('close', left))))
      clearTimeout(patience)
      sockets.close()
    },
  }
}

/** Who comes in, and where to. */
async function admit(request: IncomingMessage, house: House, live: Live) {
  const [, incidentId] = /^\/live\/([0-9a-f-]{36})$/.exec(request.url ?? '') ?? []
  if (incidentId === undefined) {
    throw new Refusal('not-found', 'There is nothing live at this address; /live/<incident> opens a text.')
  }
  const credentials = {
    headers: request.headers,
    cookies: fastifyCookie.parse(request.headers.cookie ?? ''),
  }
  refuseForeignSocket(credentials, house.publicUrl())
  const from = request.socket.remoteAddress ?? ''
  await live.check(incidentId, await handsOf({ credentials, from }, house))
  return { incidentId, credentials, from }
}

async function handsOf(visit: Pick<Visit, 'credentials' | 'from'>, house: House) {
  const now = house.now()
  return handsFrom({ house, from: visit.from, caller: await house.findCaller(visit.credentials, now), now })
}

/** A request that becomes no socket is answered like any other. */
function turnAway(socket: Duplex, { status, body }: ReturnType<typeof answerFor>): void {
  const text = JSON.stringify(body)
  socket.end(
    [
      `HTTP/1.1 ${status} Refused`,
      'content-type: application/json; charset=utf-8',
      'connection: close',
      `content-length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
  )
}

function begin(visit: Visit, house: House, live: Live): void {
  const { socket } = visit
  // What arrives while the place is made waits in line; messages keep their order.
  let line: Promise<void> = enter(visit, house, live)
  socket.on('message', (message: Buffer, isBinary) => {
    visit.silentChecks = 0
    line = line
      .then(() => (isBinary ? hear(visit, message) : undefined))
      .catch((error: unknown) => leave(visit, error, house))
  })
  line = line.catch((error: unknown) => leave(visit, error, house))
  socket.on('error', () => undefined)
  socket.on('close', () => {
    visit.place?.leave()
    visit.place = null
  })
}

async function enter(visit: Visit, house: House, live: Live): Promise<void> {
  const { socket, frames } = visit
  const place = await live.enter(visit.incidentId, await handsOf(visit, house), {
    written: (bytes) => sendFrame(visit, frames(bytes)),
    acknowledged: (mark) => send(visit, WHAT.stored, numberBytes(mark)),
    present: (bytes) => send(visit, WHAT.present, bytes),
    changed: (nouns) => socket.send(JSON.stringify({ changed: nouns })),
    ended: (because) => leave(visit, because, house),
  })
  // Whoever left while the place was made gives it up at once.
  if (socket.readyState === WebSocket.OPEN) visit.place = place
  else place.leave()
}

async function hear(visit: Visit, message: Buffer): Promise<void> {
  const { place } = visit
  if (place === null) return
  const rest = message.subarray(1)
  if (message[0] === WHAT.alive) send(visit, WHAT.alive, new Uint8Array())
  else if (message[0] === WHAT.present) present(place, rest)
  else if (message[0] === WHAT.written && rest.length > 4) place.write(rest.subarray(4), rest.readUInt32BE(0))
  else if (message[0] === WHAT.open) {
    const { missing, vector } = await place.open(rest)
    send(visit, WHAT.open, Buffer.concat([numberBytes(vector.length), vector, missing]))
  } else throw new Refusal('invalid', 'This message is none that a page of ours sends; load the page again.')
}

/** A cursor takes a few hundred bytes. */
const LONGEST_PRESENCE = 4_000

function present(place: Place, said: Uint8Array): void {
  try {
    if (said.length <= LONGEST_PRESENCE) place.present(said)
  } catch {
    throw new Refusal('invalid', 'What was said about a cursor cannot be read; load the page again.')
  }
}

function send(visit: Visit, what: number, bytes: Uint8Array): void {
  sendFrame(visit, frameOf(what, bytes))
}

function sendFrame({ socket }: Visit, frame: Buffer): void {
  if (socket.bufferedAmount > MOST_UNREAD) socket.terminate()
  else socket.send(frame)
}

function frameOf(what: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([what]), bytes])
}

/** What somebody wrote goes to everybody as the same message, made once. */
type Frames = (written: Uint8Array) => Buffer

function openFrames(): Frames {
  let last: { readonly written: Uint8Array; readonly frame: Buffer } | null = null
  return (written) => {
    if (last?.written !== written) last = { written, frame: frameOf(WHAT.written, written) }
    return last.frame
  }
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Why a socket is closed, as its code: the page looks at it to know whether trying again helps. */
const CODES: Readonly<Record<number, number>> = { 400: 4400, 401: 4401, 403: 4403, 404: 4404, 413: 4413 }

function leave(visit: Visit, error: unknown, house: House): void {
  const { status, body } = answerFor(error, house.log)
  if (visit.socket.readyState !== WebSocket.OPEN) return
  visit.socket.send(JSON.stringify({ ended: body.error.sentence }))
  visit.socket.close(CODES[status] ?? 1011)
}

/** Looks at everybody in turn: fifty at once would hold up what they write meanwhile. */
function openTurns(visits: ReadonlySet<Visit>, house: House, live: Live): () => void {
  let isUnderWay = false
  const check = async (): Promise<void> => {
    try {
      for (const visit of [...visits]) if (visits.has(visit)) await checkVisit(visit, house, live)
    } finally {
      isUnderWay = false
    }
  }
  return () => {
    for (const visit of visits) {
      visit.silentChecks += 1
      if (visit.silentChecks > SILENT_CHECKS) visit.socket.terminate()
    }
    if (isUnderWay) return
    isUnderWay = true
    void check()
  }
}

/** A person whose session has ended, or who may no longer write here, loses the socket. */
async function checkVisit(visit: Visit, house: House, live: Live): Promise<void> {
  try {
    await live.check(visit.incidentId, await handsOf(visit, house))
  } catch (error) {
    // While the database is away nobody is sent out; what they write waits.
    if (answerFor(error, house.log).status < 500) leave(visit, error, house)
  }
}
