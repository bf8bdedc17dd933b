import { readFileSync, symlinkSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { importRecord } from './commands/import.ts'
import { openFolder, runCommand } from './testing.ts'

const folder = openFolder('import')

const alerts = JSON.stringify({
  version: '4',
  receiver: 'ferry-oncall',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'FareWritesFailing', severity: 'page' },
      annotations: { summary: 'Writes to fares fail, token=ghp_16C7e42F292c6912E7710c838347Ae178B4a' },
      startsAt: '2026-03-12T14:02:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'a1b2c3',
    },
  ],
})

const chat = zipSync({
  'users.json': strToU8(
    JSON.stringify([{ id: 'U1', name: 'odile', profile: { real_name: 'Odile Marchetti' } }]),
  ),
  'channels.json': strToU8(JSON.stringify([{ id: 'C1', name: 'harbour-ops' }])),
  'harbour-ops/2026-03-12.json': strToU8(
    JSON.stringify([
      {
        type: 'message',
        user: 'U1',
        ts: '1773324420.000100',
        text: 'Rolled back the fares release, errors are dropping',
        pinned_to: ['C1'],
      },
    ]),
  ),
})

function imported(...args: string[]) {
  return runCommand(importRecord, args)
}

describe('secondstory import', () => {
  it('makes one timeline of several files, in the order of time, with a receipt', async () => {
    const paths = [folder.file('one/export.zip', chat), folder.file('one/alerts.json', alerts)]
    const { out, err, code } = await imported(...paths)
    expect(code).toBe(0)
    const rows = out.split('\n').filter((line) => line.startsWith('| 2026'))
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain('FareWritesFailing')
    expect(rows[1]).toContain('Rolled back the fares release')
    expect(err).toContain('alerts.json: Alertmanager, 1 read, 1 kept, 1 secret removed.')
    expect(err).toContain('2 events proposed, 0 in the tray.')
  })

  it('names nobody and shows no secret, in every format', async () => {
    const paths = [folder.file('two/export.zip', chat), folder.file('two/alerts.json', alerts)]
    for (const format of ['md', 'json', 'csv']) {
      const { out, err } = await imported('--format', format, '--tray', ...paths)
      for (const hidden of ['odile', 'marchetti', 'ghp_16C7'])
        expect(`${out}${err}`.toLowerCase()).not.toContain(hidden)
      expect(out).toContain('responder 1')
    }
  })

  it('gives the same timeline whatever the order of the files', async () => {
    const paths = [folder.file('three/export.zip', chat), folder.file('three/alerts.json', alerts)]
    const forward = await imported('--format', 'json', ...paths)
    const backward = await imported('--format', 'json', ...paths.toReversed())
    const twice = await imported('--format', 'json', ...paths, ...paths)
    expect(backward.out).toBe(forward.out)
    expect(twice.out).toBe(forward.out)
    expect(twice.err).toContain('1 known already')
  })

  it('writes the file that --to names, in the form of its ending', async () => {
    const to = folder.path('timeline.csv')
    const { out, code } = await imported('--to', to, folder.file('four/alerts.json', alerts))
    expect({ out, code }).toEqual({ out: '', code: 0 })
    expect(readFileSync(to, 'utf8').split('\r\n')[0]).toBe(
      'Time (UTC),Until,Kind,Who,What,Why it is here,Source,Link',
    )
  })

  it('lets no cell of CSV run as a formula', async () => {
    const notes = folder.file('notes.txt', '2026-03-12 14:05Z =HYPERLINK("x") seen in the form\n')
    const { out } = await imported('--format', 'csv', '--tray', notes)
    expect(out).toContain(`"'=HYPERLINK(""x"")`)
  })

  it('says what is wrong with one file and reads the others', async () => {
    const paths = [folder.path('absent.json'), folder.file('five/bad.bin', new Uint8Array([0, 1, 2, 3]))]
    const { out, err, code } = await imported(...paths, folder.file('five/alerts.json', alerts))
    expect(code).toBe(2)
    expect(err).toContain('absent.json: There is no such file or folder.')
    expect(err).toContain('bad.bin is not text and not a zip')
    expect(out).toContain('FareWritesFailing')
  })

  it('goes through a folder once, also when a link in it leads back', async () => {
    folder.file('six/alerts.json', alerts)
    symlinkSync('.', folder.path('six/again'))
    const { err, code } = await imported(folder.path('six'))
    expect(code).toBe(0)
    expect(err.match(/alerts\.json/g)).toHaveLength(1)
    expect(err).toContain('1 event proposed')
  })

  it('never writes over a part of the record', async () => {
    const notes = folder.file('seven/notes.md', '2026-03-12T14:05Z Ferry 3 restarted\n')
    symlinkSync('notes.md', folder.path('seven/link.md'))
    for (const to of ['seven/notes.md', 'seven/link.md']) {
      const { err, code } = await imported(notes, '--to', folder.path(to))
      expect(err).toContain('is a part of the record and stays as it is')
      expect(code).toBe(2)
    }
    expect(readFileSync(notes, 'utf8')).toBe('2026-03-12T14:05Z Ferry 3 restarted\n')
  })

  it('says what is in the way of writing, and not of reading', async () => {
    const path = folder.file('eight/alerts.json', alerts)
    folder.file('eight/taken.md/inside', '')
    const absent = await imported(path, '--to', folder.path('eight/absent/t.md'))
    const taken = await imported(path, '--to', folder.path('eight/taken.md'))
    expect(absent.err).toContain('Its folder does not exist; make it first')
    expect(taken.err).toContain('A folder has this name')
    expect([absent.code, taken.code]).toEqual([2, 2])
  })

  it.each([
    [[], 'No file was named.'],
    [['--day', '2026-02-31', 'x'], '--day is “2026-02-31”; it is written as 2026-03-12.'],
    [['--until', '2026-02-31T10:00Z', 'x'], '--until is “2026-02-31T10:00Z”; it is written as'],
    [
      ['--since', '2026-03-13T00:00Z', '--until', '2026-03-12T00:00Z', 'x'],
      'lies after --until, “2026-03-12T00:00Z”; exchange the two.',
    ],
    [['--zone', 'Mars/Base', 'x'], '--zone is “Mars/Base”, which is no time zone we know'],
    [['--day', '12 March', 'x'], '--day is “12 March”; it is written as 2026-03-12.'],
    [['--since', 'noon', 'x'], '--since is “noon”; it is written as 2026-03-12T14:00Z.'],
    [['--to', 'timeline.pdf', 'x'], 'a timeline is written as .md, .json or .csv.'],
    [['--format', 'xml', 'x'], '--format is “xml”; it can be md, json or csv.'],
    [['--frmat', 'x'], "Unknown option '--frmat'."],
  ])('answers %j with a sentence and 2', async (args, sentence) => {
    const { err, code } = await imported(...args)
    expect(err).toContain(sentence)
    expect(code).toBe(2)
  })
})

describe('weights of an organisation', () => {
  it('decide what is proposed, and a file that holds none says what is missing', async () => {
    const record = folder.file('chat.zip', chat)
    const usual = await imported('--format', 'json', record)
    expect(usual.out).toContain('pinned +0.6')
    const tuned = await imported(
      '--format',
      'json',
      '--weights',
      folder.file('tuned.json', '{"pinned": -1}'),
      record,
    )
    expect(tuned.out).not.toContain('Rolled back the fares release')
    for (const [text, sentence] of [
      ['{"pined": 1}', 'There is no rule "pined"'],
      ['[]', 'Weights are an object of rules and numbers'],
      ['pinned: 1', 'This is not JSON'],
    ] as const) {
      const { code, err } = await imported('--weights', folder.file('wrong.json', text), record)
      expect([code, err]).toEqual([2, expect.stringContaining(sentence)])
    }
  })
})
