/**
 * Four trackers in one process that keep state and speak as the real ones do, over a real socket, with the faults real
 * ones have. Shapes are written after the documentation of each; nobody in them exists. For tests alone.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Here, TrackerKind } from '@secondstory/review/model/trackers'
import { type FakeReply, type FakeRequest, hookOf, shapes } from './testing-tracker-shapes.ts'

/** An issue of a tracker that is made up. */
export interface FakeIssue {
  readonly number: number
  title: string
  body: string
  state: Here
  assignee: string
  updatedAt: string
}

/** What goes wrong at the next call that is met. */
export type Fault =
  | { readonly fault: 'reply'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly fault: 'garbage' }
  /** It is done, and the answer never arrives. */
  | { readonly fault: 'lost' }

/** A tracker that is made up. */
export interface FakeTracker {
  readonly kind: TrackerKind
  readonly origin: string
  readonly issues: FakeIssue[]
  /** Method and path of every call, oldest first. */
  readonly calls: string[]
  /** The next calls of this method meet these; a GET has its own. */
  readonly faults: { readonly read: Fault[]; readonly write: Fault[] }
  /** Somebody changes an issue there. */
  change(number: number, change: Partial<Pick<FakeIssue, 'state' | 'assignee'>>): void
  /** Somebody makes an issue there. */
  add(title: string): FakeIssue
  remove(number: number): void
  /** The webhook of the last change of an issue, as it would be delivered. */
  hook(number: number): object
  close(): Promise<void>
}

/** What a dialect works on. */
export interface FakeWorld {
  readonly issues: FakeIssue[]
  readonly origin: string
  touch(issue: FakeIssue): void
  add(title: string, body?: string): FakeIssue
}

/** The clock of a tracker: every change a second later. */
const BEGAN_MS = Date.parse('2026-03-12T11:00:00.000Z')

/** Opens a tracker of this kind. */
export async function fakeTracker(kind: TrackerKind): Promise<FakeTracker> {
  const issues: FakeIssue[] = []
  const calls: string[] = []
  const faults = { read: [] as Fault[], write: [] as Fault[] }
  let seconds = 0
  const tick = (): string => {
    seconds += 1
    return new Date(BEGAN_MS + seconds * 1000).toISOString()
  }
  const world = {
    issues,
    origin: '',
    touch: (issue: FakeIssue) => {
      issue.updatedAt = tick()
    },
    add(title: string, body = ''): FakeIssue {
      const number = (issues.at(-1)?.number ?? 0) + 1
      const issue: FakeIssue = { number, title, body, state: 'open', assignee: '', updatedAt: tick() }
      issues.push(issue)
      return issue
    },
  }
  const server = createServer((request, response) => {
    void readRequest(request).then((asked) => {
      calls.push(`${asked.method} ${asked.path}`)
      const isRead = asked.method === 'GET' || asked.text.includes('query ')
      const met = (isRead ? faults.read : faults.write).shift()
      answer(response, met, () => shapes[kind](world, asked))
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  world.origin = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`
  const find = (number: number): FakeIssue => {
    const issue = issues.find((each) => each.number === number)
    if (issue === undefined) throw new RangeError(`There is no issue ${number}.`)
    return issue
  }
  return {
    kind,
    origin: world.origin,
    issues,
    calls,
    faults,
    change(number, change) {
      const issue = Object.assign(find(number), change)
      world.touch(issue)
    },
    add: (title) => world.add(title),
    remove: (number) => void issues.splice(issues.indexOf(find(number)), 1),
    hook: (number) => hookOf(kind, find(number), world.origin),
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function readRequest(request: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString()
  const url = new URL(request.url ?? '/', 'http://localhost')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    text,
  }
}

function answer(response: ServerResponse, met: Fault | undefined, act: () => FakeReply): void {
  if (met?.fault === 'reply') {
    response.writeHead(met.status, met.headers ?? {}).end(JSON.stringify({ message: 'Not now' }))
    return
  }
  if (met?.fault === 'garbage') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please sign in to the proxy</html>')
    return
  }
  const { status, body } = act()
  if (met?.fault === 'lost') {
    response.destroy()
    return
  }
  const text = body === null ? '' : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}
