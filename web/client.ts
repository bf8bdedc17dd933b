/** The page's way to the server: one function, typed from the list of operations. */
import type { Blocker } from '@secondstory/review/model/blocker'
import type { OperationInput, OperationName, OperationOutput } from '@secondstory/server/operations/index'
import { untraced } from './untraced.ts'

export type { OperationInput, OperationName, OperationOutput }

/** Why an answer was no. `offline`: the server was not reached, nothing was changed as far as we know. */
export type RefusedKind =
  | 'invalid'
  | 'signed-out'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'not-ready'
  | 'too-many'
  | 'away'
  | 'defect'
  | 'offline'

/** A no, with its sentence. Thrown, because react-query carries failures that way. */
export class Refused extends Error {
  readonly kind: RefusedKind
  readonly blockers: readonly Blocker[]
  /** For a conflict: the row as it stands on the server. */
  readonly current: unknown

  constructor(
    kind: RefusedKind,
    sentence: string,
    more: { blockers?: readonly Blocker[]; current?: unknown } = {},
  ) {
    super(sentence)
    this.name = 'Refused'
    this.kind = kind
    this.blockers = more.blockers ?? []
    this.current = more.current
  }

  get sentence(): string {
    return this.message
  }
}

const kinds: ReadonlySet<string> = new Set<RefusedKind>([
  'invalid',
  'signed-out',
  'not-allowed',
  'not-found',
  'conflict',
  'too-large',
  'not-ready',
  'too-many',
  'away',
  'defect',
])

function isKind(kind: unknown): kind is RefusedKind {
  return typeof kind === 'string' && kinds.has(kind)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isBlocker(value: unknown): value is Blocker {
  return isObject(value) && typeof value.sentence === 'string' && isObject(value.place)
}

/** The server was not reached. */
export function offline(): Refused {
  return new Refused(
    'offline',
    'The server is out of reach. What you wrote is still here; it can be sent again when the connection is back.',
  )
}

/** Reads an error answer; a body we do not understand still becomes one sentence. */
export function refusedFrom(status: number, body: unknown): Refused {
  const error = isObject(body) && isObject(body.error) ? body.error : {}
  const kind = isKind(error.kind) ? error.kind : status === 503 ? 'away' : 'defect'
  const sentence =
    typeof error.sentence === 'string'
      ? error.sentence
      : `The server answered with status ${status} and no explanation. Trying again may help.`
  const blockers = Array.isArray(error.blockers) ? error.blockers.filter(isBlocker) : []
  return new Refused(kind, sentence, { blockers, current: error.current })
}

/** Someone who hears what was asked and answered, after a change. */
type Hearing = (name: OperationName, input: unknown, output: unknown) => void
const hearings = new Set<Hearing>()

/** Lets a part of the page hear every answer; answers with what ends it. */
export function hearAnswers(hearing: Hearing): () => void {
  hearings.add(hearing)
  return () => void hearings.delete(hearing)
}

/** Asks the server to run an operation. Rejects with `Refused`, never with anything else. */
export async function ask<Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
  signal?: AbortSignal,
): Promise<OperationOutput<Name>> {
  const isTraced = !untraced.has(name)
  const answer = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(isTraced ? { 'x-second-story': '1' } : {}) },
    ...(isTraced ? {} : { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }),
    body: JSON.stringify(input),
    ...(signal === undefined ? {} : { signal }),
  }).catch(() => null)
  if (answer === null) throw offline()
  const body = await answer.json().catch(() => null)
  if (!answer.ok) throw refusedFrom(answer.status, body)
  for (const hear of hearings) hear(name, input, body)
  return body
}

/** A file the server keeps until it is imported. */
export interface Upload {
  readonly uploadId: string
  readonly name: string
  readonly sizeBytes: number
}

function isUpload(value: unknown): value is Upload {
  return isObject(value) && typeof value.uploadId === 'string'
}

function readJson(text: string): unknown {
  // Response parses without throwing into our hands: a broken body becomes null.
  return new Response(text).json().catch(() => null)
}

/** Sends a file, telling how far it has come (0 to 1). XMLHttpRequest, because fetch cannot tell. */
export function sendFile(
  file: File,
  {
    onProgress,
    signal,
  }: { readonly onProgress?: (done: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/uploads?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('x-second-story', '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress?.(event.loaded / event.total)
    }
    request.onerror = () => reject(offline())
    request.onabort = () => reject(new Refused('offline', 'The upload was cancelled; nothing was kept.'))
    request.onload = async () => {
      const body = await readJson(request.responseText)
      if (request.status >= 200 && request.status < 300 && isUpload(body)) resolve(body)
      else reject(refusedFrom(request.status, body))
    }
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** The sentence of any failure a query or a change can end with. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return error.sentence
  return 'The page met something it does not know. Loading it again may help; nothing was changed.'
}
