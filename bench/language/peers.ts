/** `check` beside its peers on the same Markdown, in one thread of one process. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from '../report.ts'
import { fastest, speed_MB } from './clock.ts'
import type { Corpus } from './corpus.ts'
import type { Engine } from './engine.ts'

const folder = join(import.meta.dirname, '../peers')
const ROUNDS = 3

interface Peer {
  readonly name: string
  readonly read: (text: string) => Promise<number>
  readonly aim: number
  /** How much of the corpus it is given: the slow ones would take minutes for all of it. */
  readonly slice_MB: number
}

/** Speed of `check` with all rules, as a multiple of each peer's. The turns alternate, so that a busy minute meets all. */
export async function peerFigures(engine: Engine, corpus: Corpus): Promise<readonly Figure[]> {
  const peers = await loadPeers()
  const own: number[] = []
  const theirs = peers.map((): number[] => [])
  const slices = peers.map((peer) => sliceOf(corpus, peer.slice_MB))
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(await fastest(2, () => checkAll(engine, corpus)))
    for (const [at, peer] of peers.entries()) {
      const slice = slices[at]
      if (slice) theirs[at]?.push(await fastest(1, () => readAll(peer, slice.documents)))
    }
  }
  const ours = speed_MB(corpus.bytes, Math.min(...own))
  console.log(
    `        check reads ${ours.toFixed(2)} MB/s; the corpus is ${corpus.documents.length} documents, ${corpus.from}`,
  )
  return peers.map((peer, at) => {
    const speed = speed_MB(slices[at]?.bytes ?? 0, Math.min(...(theirs[at] ?? [])))
    return {
      what: `check, all rules, as a multiple of ${peer.name}`,
      found: ours / speed,
      unit: '×',
      aim: peer.aim,
      better: 'higher',
      how: `${peer.name} ${speed.toFixed(3)} MB/s on ${peer.slice_MB} MB, check ${ours.toFixed(2)} MB/s on ${(corpus.bytes / 1e6).toFixed(1)} MB, fastest of ${ROUNDS}`,
    }
  })
}

function checkAll(engine: Engine, corpus: Corpus): void {
  for (const text of corpus.documents) engine.check(text)
}

async function readAll(peer: Peer, documents: readonly string[]): Promise<void> {
  for (const text of documents) await peer.read(text)
}

function sliceOf(corpus: Corpus, slice_MB: number): Pick<Corpus, 'documents' | 'bytes'> {
  const documents: string[] = []
  let bytes = 0
  for (const text of corpus.documents) {
    if (bytes >= slice_MB * 1e6) break
    documents.push(text)
    bytes += Buffer.byteLength(text)
  }
  return { documents, bytes }
}

/** Peers are nobody's dependencies: they are installed beside this file when they are first measured. */
async function loadPeers(): Promise<readonly Peer[]> {
  if (!existsSync(join(folder, 'node_modules'))) {
    console.log('        The peers are installed into bench/peers, once.')
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' })
  }
  const { alex, remark, textlint, writeGood } = await import('../peers/peers.mjs')
  return [
    { name: 'alex', read: alex, aim: 45, slice_MB: 0.15 },
    { name: 'write-good', read: writeGood, aim: 22, slice_MB: 0.3 },
    { name: 'textlint with write-good', read: textlint, aim: 22, slice_MB: 0.3 },
    { name: 'remark’s parser', read: remark, aim: 5, slice_MB: 0.5 },
  ]
}
