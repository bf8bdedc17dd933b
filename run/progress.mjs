import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** A reason somebody can act on: one sentence, printed without a stack. */
export class Obstacle extends Error {}

const isTerminal = process.stdout.isTTY === true && process.env.TERM !== 'dumb'

/**
 * Runs a step and shows that it runs: on a terminal one line that counts the seconds and is replaced by the result;
 * elsewhere a line at the start, one every ten seconds, and one at the end, so that a log shows a step that hangs.
 */
export async function step(name, work) {
  const start = performance.now()
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1)
  const say = (text) => process.stdout.write(isTerminal ? `\r\u001b[K${text}` : `${text}\n`)
  say(`  ${name} …`)
  const timer = setInterval(() => say(`  ${name} … ${seconds()} s`), isTerminal ? 200 : 10_000)
  try {
    const result = await work()
    say(`✓ ${name} ${seconds()} s${isTerminal ? '\n' : ''}`)
    return result
  } catch (error) {
    say(`✗ ${name} ${seconds()} s${isTerminal ? '\n' : ''}`)
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** Runs a program to its end and answers `{ code, output }`; both of its streams are kept, in order of arrival. */
export function run(program, words, { env = process.env, cwd = root, echo = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const forward = (signal) => child.kill(signal)
    process.once('SIGINT', forward).once('SIGTERM', forward)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (echo) process.stdout.write(text)
      })
    }
    const end = (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward)
      resolve({ code, output })
    }
    child.once('error', (error) => {
      output += error.message
      end(127)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}

/** A command-line tool of an installed package, started with this Node: no shell, no npx, no search in PATH. */
export function tool(path, words, options) {
  return run(process.execPath, [`${root}node_modules/${path}`, ...words], options)
}
