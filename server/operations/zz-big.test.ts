import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { generateExport } from '@secondstory/review/ingest/samples/generate'
import { it } from 'vitest'
import { testHouse } from './testing.ts'
const house = await testHouse()
house.clock.now = '2026-11-01T09:00:00.000Z'
it('big', { timeout: 120000 }, async () => {
  const bytes = generateExport({ messages: 100_000, channels: 8, people: 120 })
  const path = '/tmp/mine/big.zip'
  writeFileSync(path, bytes)
  const size = bytes.length
  const id = randomUUID()
  house.uploads.set(id, { id, name: 'big.zip', path, sizeBytes: size, personId: house.people.member.personId })
  const ask = house.as(house.people.member)
  const incident = await ask('openIncident', { title: 'x', kind: 'incident', severity: 'SEV1' })
  global.gc?.()
  const start_rss = process.memoryUsage().rss
  let top = 0
  const timer = setInterval(() => { top = Math.max(top, process.memoryUsage().rss) }, 20)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  const [one] = await ask('importEvidence', { incidentId: incident.id, uploadIds: [id] })
  await house.settle()
  const took = performance.now() - began
  clearInterval(timer)
  console.log(JSON.stringify(await ask('readImport', { id: one?.id ?? '' })))
  console.log('MEASURE', { took, size, start_mb: start_rss / 1e6, top_mb: top / 1e6, loop_max_ms: delay.max / 1e6, p99: delay.percentile(99) / 1e6 })
})
