/** Files on their way in: streamed to disk with a limit, kept for a day, each for whoever brought it. */

import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { objectionTo } from '@secondstory/review/model/agents'
import { mayDo } from '@secondstory/review/model/permission'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Asker } from '../operations/asker.ts'
import type { Upload, Uploads } from '../operations/hands.ts'
import { Refusal } from '../operations/operation.ts'
import type { House } from './house.ts'
import { refuseForeignPage } from './sign-in.ts'

/** Largest file we take. */
export const LARGEST_UPLOAD = 200 * 1024 * 1024
const KEPT_MS = 86_400_000
/** What one person may have waiting: a review's worth of exports, and not the whole disk. */
const WAITING = { bytes: 1024 ** 3, files: 500 } as const

/** The waiting room for files. */
export interface UploadRoom extends Uploads {
  /** Streams a file in; `too-large` as soon as it is known, and nothing of it stays. */
  add(file: IncomingFile): Promise<Upload>
  /** Removes what is older than a day. */
  sweep(now: string): Promise<void>
}

export interface IncomingFile {
  readonly body: Readable
  readonly name: string
  /** What the sender says; null when they do not. */
  readonly declaredBytes: number | null
  readonly personId: string
}

/** Opens the room in `directory`/uploads. A file `id` lies beside `id.json`, which says its name and owner. */
export async function openUploads(directory: string, limits: Limits = {}): Promise<UploadRoom> {
  const { largest = LARGEST_UPLOAD, waiting = WAITING } = limits
  const room = join(directory, 'uploads')
  await mkdir(room, { recursive: true, mode: 0o700 })
  /** Files on their way, each counted as large as it may become, so that many at once cannot slip past the limit. */
  const coming = new Set<Waiting>()
  const remove = async (id: string): Promise<void> => {
    if (!isId(id)) return
    await rm(join(room, `${id}.json`), { force: true })
    await rm(join(room, id), { force: true })
  }
  return {
    async add({ body, name, declaredBytes, personId }) {
      if (declaredBytes !== null && declaredBytes > largest) throw tooLarge(largest)
      const mine = { personId, sizeBytes: declaredBytes ?? largest }
      coming.add(mine)
      const id = randomBytes(16).toString('hex')
      const path = join(room, id)
      try {
        refuseBeyond(waiting, personId, [...(await waitingIn(room)), ...coming])
        const counter = limited(largest)
        await pipeline(body, counter.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        if (counter.bytes() === 0) {
          throw new Refusal('invalid', 'The file is empty; it may not have been saved before it was chosen.')
        }
        const upload = { id, name: safeName(name), sizeBytes: counter.bytes() }
        await writeFile(join(room, `${id}.json`), JSON.stringify({ ...upload, personId }), { mode: 0o600 })
        return { ...upload, path }
      } catch (error) {
        await remove(id)
        throw isBrokenOff(error)
          ? new Refusal('invalid', 'The file ended before all of it was here; send it again.')
          : error
      } finally {
        coming.delete(mine)
      }
    },
    async find(id, personId) {
      if (!isId(id)) return null
      const note = await readFile(join(room, `${id}.json`), 'utf8').catch(() => null)
      return note === null ? null : uploadOf(JSON.parse(note), join(room, id), personId)
    },
    remove,
    async sweep(now) {
      for (const file of await readdir(room)) {
        const path = join(room, file)
        const found = await stat(path).catch(() => null)
        if (found !== null && found.mtimeMs < Date.parse(now) - KEPT_MS) await rm(path, { force: true })
      }
    },
  }
}

/** Limits of a room; tests set small ones. */
export interface Limits {
  readonly largest?: number
  readonly waiting?: { readonly bytes: number; readonly files: number }
}

/** A file that waits or is on its way. */
interface Waiting {
  readonly personId: unknown
  readonly sizeBytes: unknown
}

async function waitingIn(room: string): Promise<readonly Waiting[]> {
  const notes = (await readdir(room)).filter((file) => file.endsWith('.json'))
  const texts = await Promise.all(notes.map((note) => readFile(join(room, note), 'utf8').catch(() => '{}')))
  return texts.map((text): Waiting => ({ personId: null, sizeBytes: 0, ...JSON.parse(text) }))
}

function refuseBeyond(
  most: { readonly bytes: number; readonly files: number },
  personId: string,
  waiting: readonly Waiting[],
): void {
  const mine = waiting.filter((each) => each.personId === personId)
  const bytes = mine.reduce((sum, { sizeBytes }) => sum + (typeof sizeBytes === 'number' ? sizeBytes : 0), 0)
  if (bytes <= most.bytes && mine.length <= most.files) return
  throw new Refusal(
    'too-large',
    `With this file more than ${sizeInWords(most.bytes)} or ${most.files} files of yours would wait to be imported; import some of them first, or come back in a day.`,
  )
}

function isId(id: string): boolean {
  return /^[0-9a-f]{32}$/.test(id)
}

function uploadOf(note: unknown, path: string, personId: string): Upload | null {
  if (typeof note !== 'object' || note === null) return null
  if (!('id' in note && 'name' in note && 'sizeBytes' in note && 'personId' in note)) return null
  const { id, name, sizeBytes, personId: owner } = note
  if (owner !== personId || typeof id !== 'string' || typeof name !== 'string') return null
  return typeof sizeBytes === 'number' ? { id, name, sizeBytes, path } : null
}

/** Counts what flows through and breaks off at the limit, so that the disk never holds more than that of one file. */
function limited(largest: number): { readonly stream: Transform; readonly bytes: () => number } {
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > largest) done(tooLarge(largest))
      else done(null, chunk)
    },
  })
  return { stream, bytes: () => bytes }
}

function tooLarge(largest: number): Refusal {
  return new Refusal(
    'too-large',
    `The file is larger than ${sizeInWords(largest)}; export a shorter time or fewer channels.`,
  )
}

function sizeInWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${bytes} bytes`
}

function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  )
}

/** The last part of a path, without control characters and without the marks that reverse the direction of text. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/^\.+/, '')
    .trim()
  return plain === '' ? 'file' : plain.slice(0, 200)
}

/** `POST /api/uploads?name=…` with the file as the raw body, whatever its content type says. */
export function addUploadRoute(app: FastifyInstance, house: House, uploads: UploadRoom): void {
  app.register(async (room) => {
    room.removeAllContentTypeParsers()
    room.addContentTypeParser('*', async (_request: FastifyRequest, body: unknown) => body)
    room.post<{ Querystring: { name?: string } }>(
      '/api/uploads',
      // The room has its own limit, with its own sentence.
      { bodyLimit: Number.MAX_SAFE_INTEGER },
      async (request, reply) => {
        refuseForeignPage(request, house.publicUrl())
        const asker = refuseUnlessMember((await house.findCaller(request, house.now())).asker)
        const upload = await uploads
          .add({
            body: request.raw,
            name: String(request.query.name ?? ''),
            declaredBytes: declaredBytes(request),
            personId: asker.personId,
          })
          .catch((error: unknown) => {
            // The rest of a refused body would be read to its end otherwise.
            reply.header('connection', 'close')
            throw error
          })
        return reply.send({ uploadId: upload.id, name: upload.name, sizeBytes: upload.sizeBytes })
      },
    )
  })
}

function refuseUnlessMember(asker: Asker | null): Asker {
  if (asker === null)
    throw new Refusal('signed-out', 'Nobody is signed in here; sign in, or send a token that still works.')
  const objection = objectionTo(asker, 'importEvidence')
  if (objection !== null) throw new Refusal('not-allowed', objection)
  if (mayDo(asker.role, 'member') && asker.scope === 'write') return asker
  throw new Refusal('not-allowed', 'Bringing files is for members, with a session or a token that may write.')
}

function declaredBytes(request: FastifyRequest): number | null {
  const length = Number(request.headers['content-length'] ?? Number.NaN)
  return Number.isNaN(length) ? null : length
}
