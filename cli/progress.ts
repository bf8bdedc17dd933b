import process from 'node:process'

/** How far a run is, for a person who waits. */
export interface Progress {
  readonly step: (done: number) => void
  /** Takes the line away, so that something else can be printed. */
  readonly clear: () => void
}

const SILENT: Progress = { step: () => {}, clear: () => {} }
const PATIENCE_MS = 800
const EVERY_MS = 120

/** A line on standard error that says how many files are done; only for a person at a terminal, and only when it takes long. */
export function openProgress(total: number): Progress {
  if (total < 2 || process.env.TERM === 'dumb' || process.stderr.isTTY !== true) return SILENT
  const start = performance.now()
  let shownAt = start + PATIENCE_MS - EVERY_MS
  let isShown = false
  const clear = () => {
    if (isShown) process.stderr.write('\r\u001b[K')
    isShown = false
  }
  return {
    step: (done) => {
      const now = performance.now()
      if (now - shownAt < EVERY_MS || done >= total) return
      shownAt = now
      isShown = true
      process.stderr.write(`\r\u001b[K${done} of ${total} files`)
    },
    clear,
  }
}
