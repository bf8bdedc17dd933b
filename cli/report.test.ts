/** The terminal against a server that writes down every byte it was sent. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { isProof } from '@secondstory/review/model/proof'
import { firstNotice, taskText } from '@secondstory/review/model/reports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { report } from './commands/report.ts'
import { runCommand } from './testing.ts'

interface Heard {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Readonly<Record<string, unknown>>
}

const heard: Heard[] = []
const server = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk) => {
    text += String(chunk)
  })
  request.on('end', () => {
    heard.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) })
    const notice = { ...firstNotice, version: 3, acceptedBy: 'Kim Keeper', acceptedOn: '2026-03-12' }
    const answers: Readonly<Record<string, object>> = {
      '/api/readReportNotice': { isOpen: true, notice },
      '/api/readReportReceipt': {
        state: 'open',
        messages: [{ from: 'steward', on: '2026-03-12', text: 'Which?' }],
      },
    }
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(answers[request.url ?? ''] ?? { receipt: 'K7QM-2F9X-0ABC-DEFG-HJKM', messages: [] }),
    )
  })
})
let to = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.SECONDSTORY_TOKEN = 'sst_a_token_of_somebody_here_1234'
})
afterAll(() => {
  delete process.env.SECONDSTORY_TOKEN
  server.close()
})

test('an anonymous report carries work, the notice it was read under, and nothing that tells who sent it', async () => {
  heard.length = 0
  const { out, code } = await runCommand(report, [
    '--to',
    to,
    '--anonymous',
    '--where',
    'exports',
    'A job nearly ran twice.',
  ])
  expect(code).toBe(0)
  expect(out).toContain('K7QM-2F9X-0ABC-DEFG-HJKM')
  const sent = heard.at(-1)
  expect(sent).toMatchObject({
    path: '/api/addAnonymousReport',
    body: { noticeVersion: 3, happened: 'A job nearly ran twice.' },
  })
  for (const { headers } of heard) {
    expect(headers.authorization).toBeUndefined()
    expect(headers['user-agent'] ?? '').not.toMatch(/\w/)
    expect(headers.cookie).toBeUndefined()
  }
  const { happened, caught, stopped, component, couldHave, proof } = Object(sent?.body)
  const text = taskText({ happened, caught, stopped, component, couldHave })
  expect(isProof({ on: proof.on, text }, proof.count)).toBe(true)
})

test('what could lead back is said first, and nothing is sent', async () => {
  heard.length = 0
  const { err, code } = await runCommand(report, ['--to', to, '--anonymous', 'Ana Flores ran OPS-12.'])
  expect(code).toBe(1)
  expect(err).toContain('Ana Flores')
  expect(heard.map(({ path }) => path)).toEqual(['/api/readReportNotice'])
})

test('a confidential one goes under the token, and a receipt is read without it', async () => {
  heard.length = 0
  await runCommand(report, ['--to', to, '--confidential', 'A job nearly ran twice.'])
  expect(heard.at(-1)).toMatchObject({ path: '/api/addReport', body: { naming: 'confidential' } })
  expect(heard.at(-1)?.headers.authorization).toBe('Bearer sst_a_token_of_somebody_here_1234')
  const { out } = await runCommand(report, ['--to', to, '--receipt', 'K7QM-2F9X-0ABC-DEFG-HJKM'])
  expect(out).toContain('A steward: Which?')
  expect(heard.at(-1)?.headers.authorization).toBeUndefined()
})

test('trouble is one sentence with its cure', async () => {
  for (const [args, words] of [
    [['A thing'], '--to'],
    [['--to', to, '--anonymous', '--named', 'A thing'], 'choose one'],
    [['--to', to, '--anonymous', '--caught', 'fate', 'A thing'], 'late, staging'],
    [['--to', 'http://127.0.0.1:9', '--anonymous', 'A thing'], 'was not reached'],
    [['--to', to, '--anonymos'], '--help'],
  ] as const) {
    const { err, code } = await runCommand(report, [...args])
    expect(code, args.join(' ')).toBe(2)
    expect(err).toContain(words)
  }
})
