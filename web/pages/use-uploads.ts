/** Files on their way in: sent, looked at, waiting for a choice, imported. Each fails by itself, with a sentence. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask, type OperationInput, type OperationOutput, sendFile, sentenceOf } from '../client.ts'
import { type MomentEntry, noEntry, readEntry } from '../kit/moment-entry.ts'
import { keys } from '../queries.ts'

/** What checkUpload found. */
export type UploadSeen = OperationOutput<'checkUpload'>

/** What a person chooses before a file goes in. */
export interface UploadChoices {
  /** Names of channels that go in; null: the file has none to choose from. */
  readonly channels: readonly string[] | null
  readonly from: MomentEntry
  readonly to: MomentEntry
  /** IANA name; empty while not chosen. */
  readonly zone: string
  /** `YYYY-MM-DD` for clocks without a date; empty: not needed. */
  readonly day: string
}

/** A file on its way in. */
export interface PendingFile {
  readonly key: string
  readonly file: File
  readonly phase: 'waiting' | 'sending' | 'looking' | 'ready' | 'importing' | 'refused'
  /** Share sent, 0 to 1. */
  readonly sent: number
  readonly uploadId: string
  readonly seen: UploadSeen | null
  readonly choices: UploadChoices
  /** Why it was refused. */
  readonly because: string
}

const noChoices: UploadChoices = { channels: null, from: noEntry, to: noEntry, zone: '', day: '' }

/** What still has to be chosen before a file can go in, as a sentence; empty when nothing. */
export function openQuestion({ seen, choices }: Pick<PendingFile, 'seen' | 'choices'>): string {
  if (seen?.zoneNeeded === true && choices.zone === '')
    return 'Its times name no zone. Which one were they written in?'
  if (seen?.dayNeeded === true && choices.day === '')
    return 'Its times name no day. Which day do they begin on?'
  if (choices.channels !== null && choices.channels.length === 0) return 'No channel is chosen.'
  return readEntry(choices.from).problem || readEntry(choices.to).problem
}

/** What importEvidence is asked for one file. */
export function importRequest(
  incidentId: string,
  { uploadId, choices }: Pick<PendingFile, 'uploadId' | 'choices'>,
): OperationInput<'importEvidence'> {
  const from = readEntry(choices.from).moment
  const to = readEntry(choices.to).moment
  return {
    incidentId,
    uploadIds: [uploadId],
    ...(choices.channels === null ? {} : { channels: [...choices.channels] }),
    ...(from === null ? {} : { from: from.at }),
    ...(to === null ? {} : { to: to.at }),
    ...(choices.zone === '' ? {} : { zone: choices.zone }),
    ...(choices.day === '' ? {} : { day: choices.day }),
  }
}

/** The files on their way in, and what can be done with them. */
export interface Uploads {
  readonly files: readonly PendingFile[]
  readonly add: (files: readonly File[]) => void
  readonly drop: (key: string) => void
  readonly choose: (key: string, choices: UploadChoices) => void
  readonly importAll: () => void
}

let counter = 0

/** Sends files one after the other, so that the tenth does not slow the first. */
export function useUploads(incidentId: string, reference: string): Uploads {
  const client = useQueryClient()
  const [files, setFiles] = useState<readonly PendingFile[]>([])
  const queue = useRef<Promise<void>>(Promise.resolve())
  const stops = useRef(new Map<string, AbortController>())
  const patch = (key: string, part: Partial<PendingFile>) =>
    setFiles((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)))
  const drop = (key: string) => {
    stops.current.get(key)?.abort()
    setFiles((all) => all.filter((each) => each.key !== key))
  }
  const send = async (key: string, file: File) => {
    const stop = stops.current.get(key)
    if (stop === undefined || stop.signal.aborted) return
    patch(key, { phase: 'sending' })
    const upload = await sendFile(file, { onProgress: (sent) => patch(key, { sent }), signal: stop.signal })
    patch(key, { phase: 'looking', uploadId: upload.uploadId, sent: 1 })
    const seen = await ask('checkUpload', { uploadId: upload.uploadId, incidentId }, stop.signal)
    // Importing it would only make a receipt with the same sentence.
    if (seen.source === 'unknown') return patch(key, { phase: 'refused', because: seen.describes })
    const channels = seen.channels?.map((channel) => channel.name) ?? null
    patch(key, { phase: 'ready', seen, choices: { ...noChoices, channels } })
  }
  const add = (added: readonly File[]) => {
    for (const file of added) {
      counter += 1
      const key = `file-${counter}`
      stops.current.set(key, new AbortController())
      const pending: PendingFile = {
        key,
        file,
        phase: 'waiting',
        sent: 0,
        uploadId: '',
        seen: null,
        choices: noChoices,
        because: '',
      }
      setFiles((all) => [...all, pending])
      queue.current = queue.current
        .then(() => send(key, file))
        .catch((error: unknown) => patch(key, { phase: 'refused', because: sentenceOf(error) }))
    }
  }
  const importOne = async (pending: PendingFile) => {
    patch(pending.key, { phase: 'importing' })
    await ask('importEvidence', importRequest(incidentId, pending)).then(
      () => drop(pending.key),
      (error: unknown) => patch(pending.key, { phase: 'refused', because: sentenceOf(error) }),
    )
    await client.invalidateQueries({ queryKey: keys.incident(reference) })
  }
  return {
    files,
    add,
    drop,
    choose: (key, choices) => patch(key, { choices }),
    importAll: () => {
      for (const pending of files.filter((each) => each.phase === 'ready' && openQuestion(each) === '')) {
        void importOne(pending)
      }
    },
  }
}
