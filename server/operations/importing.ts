/** Bringing evidence in: look at a file first, import it, watch it, stop it. */

import { setTimeout as pause } from 'node:timers/promises'
import { recognise } from '@secondstory/review/ingest/index'
import { redact } from '@secondstory/review/ingest/redact'
import {
  type ChannelSummary,
  type FileView,
  fileOf,
  type ReadOptions,
  Unreadable,
} from '@secondstory/review/ingest/source'
import { carriable } from '@secondstory/review/ingest/words'
import { isZone } from '@secondstory/review/ingest/zones'
import type { EvidenceSource, Import } from '@secondstory/review/model/evidence'
import { epochMs } from '@secondstory/review/model/instants'
import { z } from 'zod'
import { newId } from '../store/ids.ts'
import {
  finishImport,
  listImports as listRows,
  readImport as readRow,
  startImport,
} from '../store/imports.ts'
import { findIncident } from '../store/incidents.ts'
import { found } from './answers.ts'
import { stopHistory } from './backfill-pages.ts'
import { inSlices } from './breath.ts'
import { day, id, instant, line, ofIncident, ofRow } from './fields.ts'
import { asked, by, type Hands, type Upload } from './hands.ts'
import { type ImportJob, runImport } from './import-run.ts'
import { operation, Refusal } from './operation.ts'
import { openUpload } from './upload-file.ts'

/** What a file holds, before anything of it is stored. */
export interface UploadSeen {
  readonly source: EvidenceSource | 'unknown'
  /** What we found, or why we cannot read it, as a sentence. */
  readonly describes: string
  /** Channels of a chat export, to choose from. */
  readonly channels?: readonly ChannelSummary[]
  /** The file carries local times without a zone: the import needs one. */
  readonly zoneNeeded: boolean
  /** The file carries clocks without a day: the import needs one. */
  readonly dayNeeded: boolean
  readonly firstAt: string | null
  readonly lastAt: string | null
  readonly sizeBytes: number
}

const uploadId = z.string().min(1).max(100)

/** Looks at an upload without storing anything of it. A file nobody can read is an answer too: `source` is unknown. */
export const checkUpload = operation({
  name: 'checkUpload',
  about: 'Looks at an uploaded file and says what it is, without storing anything of it.',
  access: 'member',
  changes: false,
  input: z.object({ uploadId, incidentId: id }),
  run: async (input, hands): Promise<UploadSeen> => {
    found(await findIncident(hands.store.queries, { id: input.incidentId }), 'incident')
    const upload = await findUpload(hands, input.uploadId)
    const open = openUpload(upload)
    return inspect(open.file)
      .catch((error: unknown): UploadSeen => {
        if (!(error instanceof Unreadable)) throw error
        return { ...UNKNOWN, describes: error.sentence, sizeBytes: upload.sizeBytes }
      })
      .finally(open.close)
  },
})

const UNKNOWN = {
  source: 'unknown',
  zoneNeeded: false,
  dayNeeded: false,
  firstAt: null,
  lastAt: null,
} as const

async function inspect(file: FileView): Promise<UploadSeen> {
  const { source, file: plain } = recognise(file)
  const { records: _records, ...seen } = await inSlices(source.inspect(plain))
  return { ...seen, source: source.name, sizeBytes: file.sizeBytes }
}

async function findUpload(hands: Hands, wanted: string): Promise<Upload> {
  const upload = await hands.uploads.find(wanted, asked(hands).personId)
  if (upload !== null) return upload
  throw new Refusal(
    'not-found',
    'The uploaded file is not here any more; it is kept for a day, so bring it again.',
  )
}

/** Longest we wait with the answer, so that a small import is done when it comes. */
const PATIENCE_MS = 800

const choice = {
  /** IANA zone for times that name none. */
  zone: z
    .string()
    .max(60)
    .refine(isZone, { error: 'expected a time zone such as Europe/Berlin or UTC' })
    .optional(),
  /** Channels of a chat export; all when absent. */
  channels: z.array(z.string().max(200)).max(10_000).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** Day for clocks that name none. */
  day: day.optional(),
}

/**
 * Starts one import per file and pasted text, in the order given. What is short is done when it answers; what is
 * long goes on, and `readImport` tells how far it is. A file that cannot be read has a receipt that says why.
 */
export const importEvidence = operation({
  name: 'importEvidence',
  about: 'Imports uploaded files or pasted text as evidence and proposes a timeline from it.',
  access: 'member',
  changes: true,
  input: z.object({
    incidentId: id,
    uploadIds: z.array(uploadId).max(50).optional(),
    pasted: z
      .array(z.object({ name: line(200), text: z.string().max(5_000_000) }))
      .max(20)
      .optional(),
    ...choice,
  }),
  run: async (input, hands): Promise<readonly Import[]> => {
    const { incidentId, uploadIds, pasted, ...options } = input
    found(await findIncident(hands.store.queries, { id: incidentId }), 'incident')
    if (
      options.from !== undefined &&
      options.to !== undefined &&
      epochMs(options.from) > epochMs(options.to)
    ) {
      throw new Refusal('invalid', '`from` lies after `to`; the window needs its start first.')
    }
    const uploads = await Promise.all([...new Set(uploadIds ?? [])].map((each) => findUpload(hands, each)))
    const texts = (pasted ?? []).map(({ name, text }) => fileOf(cleanName(name), Buffer.from(text, 'utf8')))
    if (uploads.length + texts.length === 0) {
      throw new Refusal('invalid', 'There is nothing to import; name an upload or paste a text.')
    }
    return importFiles(hands, {
      incidentId,
      files: [...uploads.map((upload) => fromUpload(hands, upload)), ...texts.map(inMemory)],
      options: withoutGaps({ ...options, now: hands.now }),
    })
  },
})

/** Options that are not given are absent, not undefined. */
function withoutGaps(
  given: { readonly [Key in keyof ReadOptions]: ReadOptions[Key] | undefined },
): ReadOptions {
  const { now, zone, day: on, channels, from, to } = given
  return {
    now: now ?? '',
    ...(zone === undefined ? {} : { zone }),
    ...(on === undefined ? {} : { day: on }),
    ...(channels === undefined ? {} : { channels }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

/** A file that is opened when its turn comes and put away afterwards. */
export interface WaitingFile {
  readonly name: string
  readonly sizeBytes: number
  open(): { readonly file: FileView; close(): void }
  putAway(): Promise<void>
}

function fromUpload(hands: Hands, upload: Upload): WaitingFile {
  const name = cleanName(upload.name)
  return {
    name,
    sizeBytes: upload.sizeBytes,
    open: () => openUpload({ ...upload, name }),
    putAway: () => hands.uploads.remove(upload.id),
  }
}

/** Names of files carry addresses and keys as well, and end up in receipts, sentences and headings. */
function cleanName(name: string): string {
  return redact(carriable(name)).text
}

/** A file that is in memory already. */
export function inMemory(file: FileView): WaitingFile {
  const { name, sizeBytes } = file
  return { name, sizeBytes, open: () => ({ file, close: () => undefined }), putAway: async () => undefined }
}

/** Starts imports of files and waits a little for them; the sample comes in this way too. */
export async function importFiles(
  hands: Pick<Hands, 'store' | 'now' | 'asker' | 'goOn'>,
  brought: {
    readonly incidentId: string
    readonly files: readonly WaitingFile[]
    readonly options: ReadOptions
    /** Longest wait for the answer, in milliseconds. */
    readonly patience_ms?: number
  },
): Promise<readonly Import[]> {
  const { incidentId, files, options } = brought
  const { queries } = hands.store
  const started: { readonly import: Import; readonly file: WaitingFile }[] = []
  for (const file of files) {
    const start = {
      id: newId(),
      incidentId,
      fileName: file.name,
      sizeBytes: file.sizeBytes,
      startedAt: hands.now,
    }
    started.push({ import: await startImport(queries, start), file })
  }
  const author = { personId: hands.asker?.personId ?? null, at: hands.now }
  const done = new Promise<void>((resolve) => {
    hands.goOn('import', () =>
      Promise.all(started.map((each) => runOne(hands, each, { options, author })))
        .then(() => undefined)
        .finally(resolve),
    )
  })
  await Promise.race([done, pause(brought.patience_ms ?? PATIENCE_MS, undefined, { ref: false })])
  return Promise.all(started.map(async (each) => found(await readRow(queries, each.import.id), 'import')))
}

async function runOne(
  hands: Pick<Hands, 'store'>,
  started: { readonly import: Import; readonly file: WaitingFile },
  how: Pick<ImportJob, 'options' | 'author'>,
): Promise<void> {
  const { file } = started
  await runImport(hands.store, { ...how, import: started.import, open: file.open }).finally(file.putAway)
}

/** One import as it stands: progress while it reads, its receipt afterwards. */
export const readImport = operation({
  name: 'readImport',
  about: 'Reads the progress or the receipt of one import.',
  access: 'member',
  touches: 'imports',
  changes: false,
  input: ofRow,
  run: async (input, { store }): Promise<Import> => found(await readRow(store.queries, input.id), 'import'),
})

/** The imports of an incident, newest first. */
export const listImports = operation({
  name: 'listImports',
  about: 'Lists the imports of an incident, newest first.',
  access: 'member',
  changes: false,
  input: ofIncident,
  run: async ({ incidentId }, { store }): Promise<readonly Import[]> => {
    found(await findIncident(store.queries, { id: incidentId }), 'incident')
    return listRows(store.queries, incidentId)
  },
})

/**
 * Cancels an import that still reads. Nothing of a file is kept; of a history the pages that had come are, for others may
 * rest on them already. One that has ended is answered with its receipt.
 */
export const closeImport = operation({
  name: 'closeImport',
  about:
    'Cancels an import that is still reading: a file leaves nothing behind, of a history what had come stays.',
  access: 'member',
  touches: 'imports',
  changes: true,
  input: ofRow,
  run: async (input, hands): Promise<Import> => {
    const { queries } = hands.store
    const history = await stopHistory(hands.store, input.id, by(hands).at)
    if (history !== null) {
      hands.goOn('proposals of a history', history.after)
      return history.stopped
    }
    const because = 'What it had brought was taken back.'
    const end = { state: 'cancelled', because, finishedAt: by(hands).at } as const
    const cancelled = await finishImport(queries, input.id, end)
    if (cancelled !== null) return cancelled
    const ended = found(await readRow(queries, input.id), 'import')
    throw new Refusal(
      'conflict',
      `This import has ended already (${ended.state}); there is nothing left to cancel.`,
      {
        current: ended,
      },
    )
  },
})
