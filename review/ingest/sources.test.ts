/** Every source over its own samples, and the laws that hold for all of them. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Evidence, EvidenceDraft } from '../model/evidence.ts'
import { isReal } from '../model/instants.ts'
import { inspectFile, type Reading, readEvidence, recognise } from './index.ts'
import { propose } from './proposals.ts'
import { redact } from './redact.ts'
import { proposedParticipants, registerOf } from './register.ts'
import { sampleFiles } from './sample-incident.ts'
import { generateExport } from './samples/generate.ts'
import { type FileView, fileOf, type ReadOptions, Unreadable } from './source.ts'

const samples = fileURLToPath(new URL('./samples', import.meta.url))
const now = '2026-11-01T00:00:00Z'
const options: ReadOptions = { now, zone: 'Europe/Berlin', day: '2026-02-03' }

function filesBelow(folder: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {}
  for (const name of readdirSync(`${samples}/${folder}`).toSorted()) {
    const path = `${folder}/${name}`
    if (statSync(`${samples}/${path}`).isDirectory()) Object.assign(found, filesBelow(path))
    else found[path] = new Uint8Array(readFileSync(`${samples}/${path}`))
  }
  return found
}

/** Incidents told in TypeScript: material for other tests, and nothing anybody would drop. */
const scripted = ['checkout', 'cleanup']

/** Sample files as they would be dropped; the Slack export is zipped from its tree. */
const folders = readdirSync(samples).filter(
  (name) => !scripted.includes(name) && statSync(`${samples}/${name}`).isDirectory(),
)
const sampleViews: readonly FileView[] = folders.toSorted().flatMap((folder) => {
  const files = Object.entries(filesBelow(folder)).filter(([path]) => !path.endsWith('expected.json'))
  if (folder !== 'slack') return files.map(([path, bytes]) => fileOf(path.split('/').at(-1) ?? path, bytes))
  const tree = Object.fromEntries(files.map(([path, bytes]) => [path.replace('slack/export/', ''), bytes]))
  return [fileOf('export.zip', zipSync(tree))]
})

function readAll(file: FileView, given: ReadOptions = options): readonly Reading[] {
  return [...readEvidence(recognise(file), given)]
}

function drafts(readings: readonly Reading[]): readonly EvidenceDraft[] {
  return readings.flatMap((reading) => (reading.outcome === 'read' ? [reading.draft] : []))
}

function stored(readings: readonly Reading[], importId = 'm'): readonly Evidence[] {
  return drafts(readings).map((draft) => ({ ...draft, id: draft.key, incidentId: 'i', importId }))
}

/** One line per record: what a person would check by eye. */
function told(reading: Reading): string {
  if (reading.outcome !== 'read')
    return reading.outcome === 'outside-window' ? 'outside' : `? ${reading.because}`
  const { draft } = reading
  const time =
    draft.happenedAt === null
      ? '–'
      : `${draft.happenedAt.isAbout ? '~' : ''}${draft.happenedAt.at} ${draft.happenedAt.precision}`
  const until = draft.until === undefined ? '' : ` until ${draft.until}`
  const speaker = draft.speaker === null ? '' : ` <${draft.speaker.name}>`
  return `${time}${until} ${draft.kind}${speaker} ${draft.text} {${draft.marks.join(', ')}}${draft.zoneAssumed === undefined ? '' : ` zone ${draft.zoneAssumed}`}`
}

/** What a file answers: its records, or the one sentence with which it is refused. */
function answer(
  file: FileView,
  given: ReadOptions = options,
): { readonly sentence: string } | readonly Reading[] {
  try {
    inspectFile(file)
    return readAll(file, given)
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    return { sentence: cause.sentence }
  }
}

describe('samples of every source', () => {
  it.each(sampleViews.map((file) => [file.name, file] as const))(
    '%s is read as expected',
    async (name, file) => {
      const { source, inspection } = inspectFile(file)
      const { channels, describes, zoneNeeded, dayNeeded } = inspection
      const summary = {
        source: source.name,
        describes,
        zoneNeeded,
        dayNeeded,
        ...(channels === undefined ? {} : { channels }),
      }
      const result = { ...summary, records: readAll(file).map(told) }
      await expect(`${JSON.stringify(result, null, 2)}\n`).toMatchFileSnapshot(
        `${samples}/${source.name}/${name}.expected.json`,
      )
    },
  )
})

/** The sample incident's files and every sample: what the laws are tried on. */
const everyView: readonly FileView[] = [
  ...sampleViews,
  ...sampleFiles().map(({ name, bytes }) => fileOf(name, bytes)),
]

/** A proposal without what belongs to one import. */
function timeline(evidence: readonly Evidence[]): readonly object[] {
  const people = proposedParticipants(evidence, [])
  return propose(evidence, registerOf(people))
}

describe('laws of reading', () => {
  it.each(everyView.map((file) => [file.name, file] as const))(
    '%s read twice names every record the same, and each once',
    (_, file) => {
      const keys = drafts(readAll(file)).map((draft) => draft.key)
      expect(drafts(readAll(file)).map((draft) => draft.key)).toEqual(keys)
      expect(new Set(keys).size).toBe(keys.length)
    },
  )

  it('gives the same timeline whatever the order of imports and records', () => {
    const all = everyView.flatMap((file) => stored(readAll(file)))
    const expected = timeline(all)
    expect(expected.length).toBeGreaterThan(30)
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.length }), (shuffled) => {
        expect(timeline(shuffled)).toEqual(expected)
      }),
      { numRuns: 8 },
    )
  })

  it('changes nothing when everything is imported a second time', () => {
    const all = everyView.flatMap((file) => stored(readAll(file)))
    expect(timeline([...all, ...all])).toEqual(timeline(all))
  })

  it('finds an alert its end even when the end came in another import', () => {
    const [delivery] = everyView.filter((file) => file.name === 'deliveries.json')
    const all = stored(readAll(delivery ?? fileOf('', new Uint8Array())))
    const withoutEnd = all.map(({ until: _until, ...rest }) => rest)
    expect(timeline(withoutEnd)).toEqual(timeline(all))
  })

  it('keeps every record inside the years and the window', () => {
    for (const file of everyView) {
      const window = { ...options, from: '2026-02-03T22:00:00Z', to: '2026-02-04T00:05:00Z' }
      for (const draft of drafts(readAll(file, window))) {
        if (draft.happenedAt === null) continue
        expect(isReal(draft.happenedAt.at)).toBe(true)
        expect(draft.happenedAt.at <= '2026-02-04T00:05:00.000Z').toBe(true)
        expect((draft.until ?? draft.happenedAt.at) >= '2026-02-03T22:00:00.000Z').toBe(true)
      }
    }
  })

  it('counts what lies outside the window instead of hiding it', () => {
    const [view] = everyView.filter((file) => file.name === 'slack-export.zip')
    const window = { ...options, from: '2026-03-12T14:00:00Z', to: '2026-03-12T15:00:00Z' }
    const readings = readAll(view ?? fileOf('', new Uint8Array()), window)
    expect(readings.filter((reading) => reading.outcome === 'outside-window').length).toBe(10)
  })

  it('reads only the channels that were chosen', () => {
    const [view] = everyView.filter((file) => file.name === 'slack-export.zip')
    const read = drafts(
      readAll(view ?? fileOf('', new Uint8Array()), { ...options, channels: ['#checkout-deploys'] }),
    )
    expect(new Set(read.map((draft) => draft.place))).toEqual(new Set(['#checkout-deploys']))
  })

  it('says what it does not understand about a record from tomorrow', () => {
    const file = fileOf(
      'later.csv',
      strToU8('time,event\n2026-11-03T00:00:00Z,from the day after tomorrow\n2026-11-01T12:00:00Z,today\n'),
    )
    expect(readAll(file).map((reading) => reading.outcome)).toEqual(['not-understood', 'read'])
  })
})

/** Written in parts, so that no scanner takes them for live ones. */
const secrets: readonly string[] = [
  `${'xo'}xb-123456789012-abcdefABCDEF`,
  `${'xo'}xe-99887766-5544aabb`,
  `${'gh'}p_${'A1b2C3d4E5'.repeat(4)}`,
  `${'github_'}pat_${'A1b2C3d4E5'.repeat(4)}`,
  `${'AK'}IAIOSFODNN7ABCDEFG`,
  `${'ey'}JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLXBhcnQ`,
  `${'sk'}_live_4eC39HqLyjWDarjtT1zdp7dc`,
  `${'AI'}zaSyA1234567890abcdefghijklmnopqrstu`,
  'password=hunter2-Q',
  'DB_PASSWORD: "tr0ub4dor&3"',
  'Authorization: Bearer abcDEF0123456789abcDEF0123',
  'postgres://app:s3cr3t-p@ss/word@db.internal:5432/ledger',
  'https://x.example/cb?access_token=Zm9vYmFyMTIz',
  'jane.doe+oncall@mail.example.com',
  '4111 1111 1111 1111',
  '+49 151 23456789',
  'phone: 030 1234567',
  'client_ip=203.0.113.77',
  'X-Forwarded-For: 2001:db8:85a3::8a2e:370:7334',
]

/** The part of a planted secret that must not come out. */
function core(secret: string): string {
  return (
    /030 1234567|203\.0\.113\.77|2001:db8:85a3::8a2e:370:7334|hunter2-Q|tr0ub4dor&3|abcDEF0123456789abcDEF0123|s3cr3t-p@ss|Zm9vYmFyMTIz/.exec(
      secret,
    )?.[0] ?? secret
  )
}

/** A value with a secret behind every text that `choose` gives one; texts are counted in the order they stand in. */
function sown(value: unknown, choose: (index: number) => string | null): unknown {
  let index = -1
  const visit = (each: unknown): unknown => {
    if (typeof each === 'string') {
      index += 1
      const secret = choose(index)
      return secret === null ? each : `${each} ${secret}`
    }
    if (typeof each !== 'object' || each === null) return each
    if (Array.isArray(each)) return each.map(visit)
    return Object.fromEntries(Object.entries(each).map(([key, member]) => [key, visit(member)]))
  }
  return visit(value)
}

/** The text of a file of JSON with secrets sown in it, in the form it has; null when it is no JSON. */
function sownJson(text: string, choose: (index: number) => string | null): string | null {
  const parse = (each: string): unknown => {
    try {
      return JSON.parse(each)
    } catch {
      return undefined
    }
  }
  const whole = parse(text)
  if (whole !== undefined) return JSON.stringify(sown(whole, choose))
  const lines = text.split('\n').map(parse)
  if (!lines.some((line) => typeof line === 'object')) return null
  return text
    .split('\n')
    .map((line, at) => (lines[at] === undefined ? line : JSON.stringify(sown(lines[at], choose))))
    .join('\n')
}

describe('secrets planted anywhere never come out', () => {
  const everyFile = folders.flatMap((folder) =>
    Object.entries(filesBelow(folder)).filter(([path]) => !path.endsWith('expected.json')),
  )
  const textFiles = everyFile.filter(
    ([, bytes]) => sownJson(new TextDecoder().decode(bytes), () => null) === null,
  )

  function everythingAbout(file: FileView): string {
    const result = answer(file)
    if (!Array.isArray(result)) return JSON.stringify(result)
    return JSON.stringify([result, timeline(stored(result))])
  }

  /** A file as it would be dropped; a part of the Slack export inside its export. */
  function viewOf(path: string, bytes: Uint8Array): FileView {
    if (!path.startsWith('slack/export/')) return fileOf(path.split('/').at(-1) ?? path, bytes)
    const tree = Object.entries(filesBelow('slack/export')).map(([name, own]) => [
      name.replace('slack/export/', ''),
      name === path ? bytes : own,
    ])
    return fileOf('export.zip', zipSync(Object.fromEntries(tree), { level: 0 }))
  }

  function expectNone(told: string, where: string): void {
    for (const secret of secrets) expect(told.includes(core(secret)), `${secret} ${where}`).toBe(false)
  }

  it('covers every folder of samples', () => {
    expect(new Set(everyFile.map(([path]) => path.split('/')[0])).size).toBe(folders.length)
    expect(folders.length).toBeGreaterThan(20)
  })

  /** So many sowings of one file, each in other places, so that what one secret breaks hides no other. */
  const SOWINGS = 9

  it.each(folders)('in any field or line of %s', (folder) => {
    for (const [path, bytes] of everyFile.filter(([each]) => each.startsWith(`${folder}/`))) {
      const text = new TextDecoder().decode(bytes)
      for (let sowing = 0; sowing < SOWINGS; sowing++) {
        const choose = (index: number): string | null =>
          index % SOWINGS === sowing ? (secrets[(index + sowing) % secrets.length] ?? null) : null
        const json = sownJson(text, choose)
        const lines = text.split('\n').map((line, at) => `${line} ${choose(at) ?? ''} `)
        const planted = json ?? lines.join('\n')
        expectNone(everythingAbout(viewOf(path, strToU8(planted))), `in sowing ${sowing} of ${path}`)
      }
    }
  })

  it('in the name of a file', () => {
    const named = drafts(readAll(fileOf(`notes ${secrets[0]}.txt`, strToU8('14:05 UTC restarted'))))
    expect(JSON.stringify(named)).not.toContain(secrets[0])
  })

  it('as a private key over several lines', () => {
    const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----\nDEK-Info: AES\n\nMIIEpAIBAAKCAQEA75\nq9Zk2VYw\n-----END RSA ${'PRIVATE'} KEY-----`
    for (const [path, bytes] of textFiles) {
      const text = `${new TextDecoder().decode(bytes)}\n${key}\nafter`
      const all = everythingAbout(fileOf(path.split('/').at(-1) ?? '', strToU8(text)))
      expect(all).not.toMatch(/MIIEpAIBAAKCAQEA75|q9Zk2VYw/)
    }
  })
})

describe('bad input is answered with one sentence and never a crash', () => {
  const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`
  const deepBlocks = `[{"type":"message","user":"U1","ts":"1770163210.000200","text":"","blocks":${'[{"elements":'.repeat(20_000)}[]${'}]'.repeat(20_000)}}]`
  const cases: readonly (readonly [string, FileView])[] = [
    ['an empty file', fileOf('a.zip', new Uint8Array())],
    ['one byte', fileOf('a.json', new Uint8Array([7]))],
    ['a picture', fileOf('a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]))],
    ['an empty zip', fileOf('a.zip', zipSync({}))],
    ['a zip without channels', fileOf('a.zip', zipSync({ 'readme.txt': strToU8('x') }))],
    ['half a zip', fileOf('a.zip', zipSync({ 'c/2026-02-03.json': strToU8('[]'.repeat(500)) }).slice(0, 60))],
    ['a gzip that stops', fileOf('a.json.gz', gzipSync(strToU8('{"a":1}'.repeat(500))).slice(0, 30))],
    ['a gzip of binary', fileOf('a.gz', gzipSync(new Uint8Array(100)))],
    ['JSON that stops', fileOf('a.json', strToU8('[{"alerts":[{"labels":{},"startsAt":"2026'))],
    ['JSON of nothing we know', fileOf('a.json', strToU8('{"hello":1}'))],
    ['a table without a heading', fileOf('a.csv', strToU8('x;y\n1;2\n'))],
    [
      'a table of one open quote',
      fileOf('a.csv', strToU8('time,event\n"2026-02-03,x\n2026-02-03T10:00:00Z,kept\n')),
    ],
    [
      'broken UTF-8',
      fileOf(
        'a.txt',
        new Uint8Array([0x31, 0x34, 0x3a, 0x30, 0x35, 0x20, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80, 10]),
      ),
    ],
    ['a million brackets', fileOf('a.json', strToU8(deep))],
    [
      'a million brackets that look like chat',
      fileOf('a.json', strToU8(`[{"ts":"1770163210.000200","x":${deep}}]`)),
    ],
    ['blocks nested twenty thousand deep', fileOf('a.json', strToU8(deepBlocks))],
    ['a line of 50 MB', fileOf('a.txt', new Uint8Array(50 * 1024 * 1024).fill(0x61))],
    ['a line of 30 MB that begins with a time', fileOf('a.txt', strToU8(`14:05 ${'x'.repeat(30_000_000)}`))],
    [
      'chat from before the clock',
      fileOf('a.json', strToU8('[{"type":"message","ts":"000000000.000000","text":"x"}]')),
    ],
    [
      'half a surrogate and a NUL',
      fileOf('a.json', strToU8('[{"type":"message","ts":"1770163210.000200","text":"a\\ud800b\\u0000c"}]')),
    ],
  ]
  it.each(cases)('%s', (_, file) => {
    const result = answer(file)
    if ('sentence' in result) {
      expect(result.sentence).toMatch(/^[^\n]{10,300}\.$/)
      expect(result.sentence).not.toMatch(/undefined|NaN|\[object|!/)
      return
    }
    for (const reading of result) {
      if (reading.outcome === 'not-understood') expect(reading.because).toMatch(/^[^\n]{8,300}\.$/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it must be gone
      if (reading.outcome === 'read') expect(reading.draft.text).not.toMatch(/\u0000|\p{Surrogate}/u)
    }
  })

  it('any sample cut off at any place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyView), fc.nat(), (file, place) => {
        answer(fileOf(file.name, file.bytes(0, place % (file.sizeBytes + 1))))
      }),
      { numRuns: 120 },
    )
  })

  it('any sample with bytes overwritten', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyView),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        (file, writes) => {
          const bytes = Uint8Array.from(file.bytes())
          for (const [place, value] of writes) bytes[place % bytes.length] = value
          answer(fileOf(file.name, bytes))
        },
      ),
      { numRuns: 120 },
    )
  })

  it('any bytes and any text under any name', () => {
    const names = fc.constantFrom('a.zip', 'a.json', 'a.csv', 'a.md', 'a.txt', 'a')
    fc.assert(
      fc.property(
        names,
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.string({ unit: 'binary', maxLength: 400 }).map((text) => strToU8(text)),
        ),
        (name, bytes) => void answer(fileOf(name, bytes)),
      ),
      { numRuns: 500 },
    )
  })

  it.each(['{"hello":1}', '[[1,2]]', '<!doctype html><p>14:05', '<html>'])(
    '%j is no evidence we know',
    (text) => {
      expect(answer(fileOf('a.txt', strToU8(text)))).toHaveProperty('sentence')
    },
  )

  it('a zip inside an export is told and not opened', () => {
    const bytes = zipSync({
      'c/2026-02-03.json': strToU8('[]'),
      'c/inner.zip': zipSync({ 'a.json': strToU8('{}') }),
    })
    expect(readAll(fileOf('export.zip', bytes)).map((reading) => reading.outcome)).toEqual(['not-understood'])
  })

  it('a zone nobody knows is refused with a sentence', () => {
    expect(answer(fileOf('a.txt', strToU8('14:05 x')), { ...options, zone: 'Mars/Olympus' })).toHaveProperty(
      'sentence',
    )
  })
})

describe('a large export', () => {
  it('is read whole, and what it proposes names nobody', () => {
    const bytes = generateExport({ messages: 3000, people: 40 })
    const readings = readAll(fileOf('big.zip', bytes))
    expect(readings.filter((reading) => reading.outcome === 'read').length).toBe(3000)
    const evidence = stored(readings)
    const people = proposedParticipants(evidence, [])
    const shown = JSON.stringify(
      propose(evidence, registerOf(people)).map(({ text, actor, lane, reasons }) => [
        text,
        actor,
        lane,
        reasons,
      ]),
    )
    for (const person of people) {
      expect(shown).not.toContain(person.name)
      for (const handle of person.handles) expect(shown).not.toContain(handle)
    }
  })

  it('is the same bytes for the same request', () => {
    expect(generateExport({ messages: 200 })).toEqual(generateExport({ messages: 200 }))
    expect(redact('nothing here').removed).toEqual([])
  })
})
