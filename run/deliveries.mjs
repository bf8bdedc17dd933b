import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer, stopServer } from './crashes.mjs'
import { checkNode, runToEnd } from './node.mjs'
import { Obstacle } from './progress.mjs'

/**
 * `npm run crash:deliveries`: sends 10,000 deliveries, three of ten twice, in any order, to a server that is killed
 * twice meanwhile, as senders do: again until someone answers that it is stored. Afterwards the stored set has to be
 * the sent set, and the evidence of the incident under way has to hold each of them once.
 */
const UNIQUE = Number(process.env.DELIVERIES ?? 10_000)
const SHARE_TWICE = 0.3
const SENDERS = 32
const SECRET = 'a secret for ten thousand deliveries'

checkNode()
runToEnd(async () => {
  const { ensureInstalled } = await import('./install.mjs')
  await ensureInstalled()
  const { ensureServerBuilt } = await import('./build.mjs')
  await ensureServerBuilt()
  const site = {
    directory: mkdtempSync(join(tmpdir(), 'second-story-deliveries-')),
    child: null,
    address: '',
  }
  try {
    await startServer(site)
    return await runStorm(site)
  } finally {
    await stopServer(site)
    rmSync(site.directory, { recursive: true, force: true })
  }
})

async function runStorm(site) {
  const { integrationId, incidentId } = await prepare(site)
  const sent = shuffled(bodies())
  console.log(`${sent.length} requests with ${UNIQUE} deliveries, the server killed twice`)
  const began = performance.now()
  const retried = await sendAll(site, integrationId, sent)
  const seconds = (performance.now() - began) / 1000
  console.log(`all answered with 202 after ${seconds.toFixed(1)} s, ${retried} sent again after no answer`)
  await untilRead(site)
  const stored = await ask(site, 'select body from deliveries order by id')
  const ids = stored.map(({ body }) => JSON.parse(body).deployment_status.id)
  const evidence = await ask(site, `select key from evidence where incident_id = '${incidentId}'`)
  const isWhole = isTheSet(ids)
  const isRead = evidence.length === UNIQUE
  console.log(`stored ${ids.length} of ${UNIQUE}, evidence ${evidence.length} of ${UNIQUE}`)
  console.log(isWhole && isRead ? 'stored = sent = evidence' : 'the sets differ')
  return isWhole && isRead ? 0 : 1
}

function isTheSet(ids) {
  return ids.length === UNIQUE && new Set(ids).size === UNIQUE && Math.max(...ids) === UNIQUE - 1
}

function bodies() {
  const at = new Date().toISOString()
  return Array.from({ length: UNIQUE }, (_, id) =>
    JSON.stringify({
      deployment_status: { id, state: 'success', environment: 'production', created_at: at, updated_at: at },
      deployment: { id, sha: id.toString(16).padStart(40, '0'), environment: 'production', created_at: at },
      repository: { full_name: 'harbour/checkout' },
    }),
  )
}

/** Each once and some twice, in any order. */
function shuffled(each) {
  const all = [...each, ...each.filter(() => Math.random() < SHARE_TWICE)]
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1))
    ;[all[at], all[other]] = [all[other], all[at]]
  }
  return all
}

async function prepare(site) {
  const keeper = { email: 'keeper@example.org', password: 'a password for twenty crashes' }
  const signIn = await post({ site, cookie: '' }, 'startSession', keeper)
  const cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const visitor = { site, cookie }
  const added = await post(visitor, 'addIntegration', { kind: 'github', name: 'The storm', secret: SECRET })
  const { integration } = await added.json()
  const startedAt = { at: new Date(Date.now() - 60_000).toISOString(), precision: 'minute' }
  const opened = await post(visitor, 'openIncident', {
    title: 'A storm of deliveries',
    kind: 'incident',
    severity: 'SEV3',
    startedAt,
  })
  return { integrationId: integration.id, incidentId: (await opened.json()).id }
}

async function post({ site, cookie }, operation, input) {
  const answer = await fetch(`${site.address}/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-second-story': '1', cookie },
    body: JSON.stringify(input),
  })
  if (answer.status !== 200)
    throw new Obstacle(`${operation} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** Sends everything until it is answered, and kills the server after a third and after two thirds. */
async function sendAll(site, integrationId, bodies) {
  const path = `/hooks/${integrationId}`
  const kills = [Math.floor(bodies.length / 3), Math.floor((bodies.length * 2) / 3)]
  let next = 0
  let retried = 0
  let restarting = Promise.resolve()
  const sender = async () => {
    while (next < bodies.length) {
      const body = bodies[next]
      if (next === kills[0]) {
        kills.shift()
        restarting = restart(site)
      }
      next += 1
      while (!(await isTaken(site, path, body))) {
        retried += 1
        await restarting
        await pause(20)
      }
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender))
  await restarting
  return retried
}

async function restart(site) {
  const { ended } = site
  site.child.kill('SIGKILL')
  await ended
  await startServer(site)
}

async function isTaken(site, path, body) {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'deployment_status',
    'x-hub-signature-256': `sha256=${signature}`,
  }
  const answer = await fetch(`${site.address}${path}`, { method: 'POST', headers, body }).catch(() => null)
  if (answer === null) return false
  const text = await answer.text().catch(() => null)
  if (answer.status === 202 && text !== null) return true
  if (answer.status >= 500 || answer.status === 429 || text === null) return false
  throw new Obstacle(`A delivery was answered with ${answer.status}: ${text}`)
}

async function untilRead(site) {
  const deadline = Date.now() + 300_000
  while (Date.now() < deadline) {
    const [{ waiting }] = await ask(
      site,
      `select count(*)::int as waiting from deliveries where state = 'waiting'`,
    )
    if (waiting === 0) return
    await pause(500)
  }
  throw new Obstacle('Deliveries still wait after five minutes; the log of the server says why.')
}

async function ask(site, sql) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(readFileSync(join(site.directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]),
    user: 'postgres',
    password: readFileSync(join(site.directory, 'postgres.secret'), 'utf8').trim(),
    database: 'secondstory',
  })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
