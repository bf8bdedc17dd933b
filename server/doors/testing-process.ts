/** A real server in a process of its own, that can be killed. For tests alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A server that starts on the database of the test and ends as a signal ends it. */
export interface ServerProcess {
  /** Answers where it is. */
  start(): Promise<string>
  stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** One such server for a test file; call it at the top level. */
export function serverProcess(settings: Readonly<Record<string, string>>): ServerProcess {
  const directory = mkdtempSync(join(tmpdir(), 'second-story-killed-'))
  let child: ChildProcess | null = null
  afterAll(() => {
    child?.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  })
  return {
    start() {
      const env = {
        ...process.env,
        NODE_ENV: '',
        PORT: '0',
        HOST: '127.0.0.1',
        PUBLIC_URL: '',
        DATA_DIR: directory,
        LOG_LEVEL: 'silent',
        ...settings,
      }
      const main = join(import.meta.dirname, '..', 'main.ts')
      const started = spawn(process.execPath, ['--import', 'tsx', main], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child = started
      return new Promise((resolve, reject) => {
        let output = ''
        started.stdout.setEncoding('utf8').on('data', (text: string) => {
          output += text
          const [address] = /http:\/\/[\w.:[\]-]+(?=[\s,])/.exec(output) ?? []
          if (address !== undefined) resolve(address)
        })
        started.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)))
      })
    },
    async stop(signal) {
      const ending = child
      if (ending === null) return
      const ended = new Promise((resolve) => ending.once('exit', resolve))
      ending.kill(signal)
      await ended
      child = null
    },
  }
}
