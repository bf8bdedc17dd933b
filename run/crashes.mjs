import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { httpWriter, sqlWriter } from './crash-writers.mjs'
import { Obstacle, root } from './progress.mjs'

const VICTIMS = ['server', 'postgres', 'both']
const WRITERS = 8

/** Prints the table and answers the exit code: 0 when every acknowledged write was stored, each time. */
export async function runCrashes({ rounds, isSql }) {
  const directory = mkdtempSync(join(tmpdir(), 'second-story-crash-'))
  const site = { directory, child: null, address: '' }
  const missed = []
  try {
    await startServer(site)
    const writer = await (isSql ? sqlWriter(site) : httpWriter(site))
    console.log('round  killed    acknowledged  stored  back after')
    for (let round = 1; round <= rounds; round += 1) {
      const row = await runRound(site, writer, VICTIMS[(round - 1) % VICTIMS.length])
      const cells = [String(round).padStart(5), row.victim.padEnd(8), String(row.acknowledged).padStart(12)]
      console.log([...cells, String(row.stored).padStart(6), `${row.back_ms} ms`.padStart(10)].join('  '))
      if (row.stored !== row.acknowledged || row.acknowledged === 0) missed.push(round)
    }
    await writer.close()
  } finally {
    await stopServer(site)
    rmSync(directory, { recursive: true, force: true })
  }
  console.log(
    missed.length === 0
      ? `acknowledged = stored, ${rounds} of ${rounds} times`
      : `not so in round ${missed.join(', ')}`,
  )
  return missed.length === 0 ? 0 : 1
}

/**
 * The moment of the kill is a random one, so that over the rounds it falls before, in and after commits. Writes of
 * this round are looked for, including those acknowledged after the way back.
 */
async function runRound(site, writer, victim) {
  const acknowledged = []
  let isOver = false
  const write = async () => {
    while (!isOver) {
      const id = await writer.write()
      if (id === null) await pause(5)
      else acknowledged.push(id)
    }
  }
  const writing = Array.from({ length: WRITERS }, write)
  await pause(250 + Math.random() * 500)
  const start = performance.now()
  const killed = await kill(site, victim)
  await untilAnswering(site, killed)
  const back_ms = Math.round(performance.now() - start)
  // A little more writing: the way back must serve, not only answer.
  await pause(150)
  isOver = true
  await Promise.all(writing)
  const stored = await writer.countStored(acknowledged)
  return { victim, acknowledged: acknowledged.length, stored, back_ms }
}

async function kill(site, victim) {
  const postgres = Number(
    readFileSync(join(site.directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
  )
  const ended = site.ended
  if (victim !== 'server') process.kill(postgres, 'SIGKILL')
  if (victim === 'postgres') return postgres
  site.child.kill('SIGKILL')
  await ended
  await startServer(site)
  return postgres
}

function postmasterOf(site) {
  try {
    return Number(readFileSync(join(site.directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

/** The backends of a killed PostgreSQL answer for a moment longer, so only the answer of a new one counts. */
async function untilAnswering(site, killed) {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if ([0, killed].includes(postmasterOf(site))) {
      await pause(10)
      continue
    }
    const answer = await fetch(`${site.address}/healthz`).catch(() => null)
    if (answer?.status === 200 && (await answer.json()).status === 'ok') return
    await pause(10)
  }
  throw new Obstacle(
    'The server did not answer within a minute after the kill; its log is on standard error with LOG_LEVEL=info.',
  )
}

/** Ends with the line that names the address; a server that stops before it has said why on standard error. */
export async function startServer(site) {
  const port = site.address === '' ? '0' : new URL(site.address).port
  const env = {
    ...process.env,
    PORT: port,
    HOST: '127.0.0.1',
    DATA_DIR: site.directory,
    DATABASE_URL: '',
    PUBLIC_URL: '',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    SECONDSTORY_KEEPER_EMAIL: 'keeper@example.org',
    SECONDSTORY_KEEPER_PASSWORD: 'a password for twenty crashes',
  }
  const child = spawn(process.execPath, [join(root, 'server/dist/main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  site.child = child
  site.ended = new Promise((resolve) => child.once('exit', resolve))
  let output = ''
  site.address = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      const found = /http:\/\/[\w.:[\]-]+/.exec(output)
      if (found !== null && output.includes('\n')) resolve(found[0])
    })
    child.once('exit', (code) =>
      reject(new Obstacle(`The server ended with ${code} before it named its address.`)),
    )
  })
}

export async function stopServer(site) {
  if (site.child === null || site.child.exitCode !== null) return
  site.child.kill('SIGTERM')
  await site.ended
}
