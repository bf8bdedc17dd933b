import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ClientCapabilities,
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  FileChangeType,
  type FileEvent,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secondstory-lsp-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const running = new Set<ChildProcess>()

afterAll(() => {
  for (const child of running) child.kill()
})

function start(): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'lsp', '--stdio'], { stdio: 'pipe' })
  running.add(child)
  return child
}

/** What arrives, in order; whoever asks for the next one waits until it is there. */
function inbox<T>() {
  const arrived: T[] = []
  const waiting: ((item: T) => void)[] = []
  return {
    put: (item: T) => {
      const next = waiting.shift()
      if (next) next(item)
      else arrived.push(item)
    },
    next: async (): Promise<T> => arrived.shift() ?? new Promise<T>((settle) => waiting.push(settle)),
  }
}

interface Editor {
  readonly connection: ProtocolConnection
  readonly child: ChildProcess
  readonly diagnostics: { readonly next: () => Promise<PublishDiagnosticsParams> }
  readonly messages: { readonly next: () => Promise<string> }
  readonly registered: { readonly next: () => Promise<string> }
  readonly open: (uri: string, languageId: string, text: string) => Promise<PublishDiagnosticsParams>
  readonly change: (
    uri: string,
    version: number,
    change: TextDocumentContentChangeEvent,
  ) => Promise<PublishDiagnosticsParams>
  readonly end: () => Promise<number>
}

const MODERN: ClientCapabilities = {
  workspace: {
    workspaceEdit: { documentChanges: true, snippetEditSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: { hover: { contentFormat: ['markdown', 'plaintext'] } },
}

async function openEditor(capabilities: ClientCapabilities = MODERN): Promise<Editor> {
  const child = start()
  if (!child.stdout || !child.stdin) throw new Error('The command has no standard input or output.')
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const diagnostics = inbox<PublishDiagnosticsParams>()
  const messages = inbox<string>()
  const registered = inbox<string>()
  connection.onNotification(PublishDiagnosticsNotification.type, diagnostics.put)
  connection.onNotification(ShowMessageNotification.type, ({ message }) => messages.put(message))
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    for (const { method } of registrations) registered.put(method)
  })
  connection.listen()
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities,
  })
  await connection.sendNotification(InitializedNotification.type, {})
  return {
    connection,
    child,
    diagnostics,
    messages,
    registered,
    open: async (uri, languageId, text) => {
      const textDocument = { uri, languageId, version: 1, text }
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
      return diagnostics.next()
    },
    change: async (uri, version, change) => {
      const changes = { textDocument: { uri, version }, contentChanges: [change] }
      await connection.sendNotification(DidChangeTextDocumentNotification.type, changes)
      return diagnostics.next()
    },
    end: async () => {
      await connection.sendRequest(ShutdownRequest.type)
      const ended = once(child, 'exit')
      await connection.sendNotification(ExitNotification.type)
      return Number((await ended)[0])
    },
  }
}

function place(text: string, word: string) {
  return TextDocument.create('x', 'x', 1, text).positionAt(text.indexOf(word))
}

/** The text after an edit, with the gap of a snippet shown as it stands. */
function applied(text: string, edit: WorkspaceEdit | undefined): string {
  const edits = (edit?.documentChanges ?? []).flatMap((change) => ('edits' in change ? change.edits : []))
  const plain = edits.map((one) => ({
    range: one.range,
    newText:
      'snippet' in one
        ? one.snippet.value.replace(/\$\{1:(.*?)\}/, '[$1]').replace(/\\([\\$}])/g, '$1')
        : one.newText,
  }))
  return TextDocument.applyEdits(TextDocument.create('x', 'x', 1, text), plain)
}

const URI = 'untitled:one.md'

describe('a session', () => {
  it('goes from opening to exit', async () => {
    const editor = await openEditor()
    const { connection } = editor
    const text = '# Notes\r\n\r\nשלום 🙃🙃 the cause was human error.\r\n'
    const opened = await editor.open(URI, 'markdown', text)
    expect(opened).toMatchObject({ uri: URI, version: 1 })
    expect(opened.diagnostics).toMatchObject([
      {
        range: { start: { line: 2, character: 24 }, end: { line: 2, character: 35 } },
        severity: 1,
        code: 'human-error',
        source: 'secondstory',
      },
    ])
    expect(opened.diagnostics[0]?.message).toMatch(/\. .*\?$/)

    const position = place(text, 'error')
    const hover = await connection.sendRequest(HoverRequest.type, { textDocument: { uri: URI }, position })
    expect(hover?.range).toEqual(opened.diagnostics[0]?.range)
    expect(hover?.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringMatching(/^\*\*.*\*\* \(error\)\n\n/),
    })
    const beside = { textDocument: { uri: URI }, position: { line: 0, character: 3 } }
    expect(await connection.sendRequest(HoverRequest.type, beside)).toBeNull()

    const range = { start: position, end: position }
    const actions = await connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: URI },
      range,
      context: { diagnostics: opened.diagnostics },
    })
    const edited = (actions ?? []).flatMap((action) => ('edit' in action ? [applied(text, action.edit)] : []))
    expect(edited).toContain('# Notes\r\n\r\nשלום 🙃🙃 the cause was a step that nothing checked ([…]).\r\n')
    expect(edited.at(-1)).toBe(
      '# Notes\r\n\r\nשלום 🙃🙃 the cause was human error. <!-- secondstory-keep human-error: because […] -->\r\n',
    )
    expect(actions?.every((action) => 'kind' in action && action.kind === 'quickfix')).toBe(true)

    const changed = await editor.change(URI, 2, {
      range: { start: position, end: { ...position, character: 35 } },
      text: 'nature',
    })
    expect(changed).toEqual({ uri: URI, version: 2, diagnostics: [] })
    const added = await editor.change(URI, 3, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: 'It was 🙃 human error.\r\n\r\n',
    })
    expect(added.diagnostics).toMatchObject([{ range: { start: { line: 0, character: 10 } } }])

    await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri: URI } })
    expect(await editor.diagnostics.next()).toEqual({ uri: URI, diagnostics: [] })
    expect(await editor.end()).toBe(0)
  })

  it('gives the same findings after many changes as for the whole text', async () => {
    const editor = await openEditor()
    const words = [
      'human error ',
      '\n\n',
      '🙃',
      '\r\n- ',
      '# Timeline\n',
      '`',
      '"',
      'was the cause. ',
      '| a |\n|---|\n',
      '> ',
    ]
    let document = TextDocument.create(URI, 'markdown', 1, 'The cause was human error.\n')
    await editor.open(URI, 'markdown', document.getText())
    for (let step = 2; step < 40; step++) {
      const from = (step * 7919) % (document.getText().length + 1)
      const range = { start: document.positionAt(from), end: document.positionAt(from + (step % 3)) }
      const change = { range, text: words[step % words.length] ?? '' }
      document = TextDocument.update(document, [change], step)
      const { diagnostics } = await editor.change(URI, step, change)
      const fresh = await editor.open(`untitled:${step}.md`, 'markdown', document.getText())
      expect(diagnostics).toEqual(fresh.diagnostics)
    }
    expect(await editor.end()).toBe(0)
  })

  it('offers what a plain editor can take', async () => {
    const editor = await openEditor({})
    const text = 'The cause was human error.'
    await editor.open(URI, 'plaintext', text)
    const asked = {
      textDocument: { uri: URI },
      range: { start: place(text, 'human'), end: place(text, 'error') },
    }
    const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
      ...asked,
      context: { diagnostics: [] },
    })
    const last = actions?.at(-1)
    expect(last && 'edit' in last ? last.edit?.changes?.[URI] : undefined).toMatchObject([
      { newText: ' <!-- secondstory-keep human-error: because … -->' },
    ])
    const only = { diagnostics: [], only: ['refactor'] }
    expect(await editor.connection.sendRequest(CodeActionRequest.type, { ...asked, context: only })).toEqual(
      [],
    )
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: URI },
      position: place(text, 'human'),
    })
    expect(hover?.contents).toMatchObject({ kind: 'plaintext' })
    expect(await editor.end()).toBe(0)
  })
})

describe('languages', () => {
  let editor: Editor
  beforeAll(async () => {
    editor = await openEditor()
  })

  it.each([
    [
      'mdx',
      'a.mdx',
      '<Note>The cause was human error.</Note>\n',
      ' {/* <!-- secondstory-keep human-error: because reason --> */}',
    ],
    [
      'restructuredtext',
      'a.rst',
      '- one\n- The cause was human error.\n',
      '.. <!-- secondstory-keep human-error: because reason -->',
    ],
    [
      'asciidoc',
      'a.adoc',
      '* one\n* The cause was human error.\n',
      '// <!-- secondstory-keep human-error: because reason -->',
    ],
    [
      'html',
      'a.html',
      '<p>The cause was human error.</p>',
      ' <!-- secondstory-keep human-error: because reason -->',
    ],
    [
      'markdown',
      'a.md',
      '| Cause |\n|---|\n| human error |\n',
      ' <!-- secondstory-keep human-error: because reason -->',
    ],
    [
      'plaintext',
      'b.adoc',
      '* The cause was human error.\n',
      '// <!-- secondstory-keep human-error: because reason -->',
    ],
  ])(
    'keeps words in %s with a comment that the format hides and the check reads',
    async (language, name, text, comment) => {
      const uri = `untitled:${name}`
      expect((await editor.open(uri, language, text)).diagnostics).toHaveLength(1)
      const position = place(text, 'human error')
      const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri },
        range: { start: position, end: position },
        context: { diagnostics: [] },
      })
      const last = actions?.at(-1)
      const kept = applied(text, last && 'edit' in last ? last.edit : undefined).replace('[…]', 'reason')
      expect(kept).toContain(comment)
      expect((await editor.change(uri, 2, { text: kept })).diagnostics).toEqual([])
    },
  )

  it('leaves a language it does not read', async () => {
    expect((await editor.open('untitled:a.ts', 'typescript', '// human error')).diagnostics).toEqual([])
  })
})

describe('a configuration', () => {
  it('counts, is read anew when it changes, and is told when it is broken', async () => {
    const config = join(folder, 'secondstory.config.json')
    const configUri = pathToFileURL(config).href
    const uri = pathToFileURL(join(folder, 'one.md')).href
    writeFileSync(config, JSON.stringify({ rules: { 'human-error': 'hint' } }))
    const editor = await openEditor()
    expect(await editor.registered.next()).toBe('workspace/didChangeWatchedFiles')
    const opened = await editor.open(uri, 'markdown', 'The cause was human error.')
    expect(opened.diagnostics).toMatchObject([{ severity: 3 }])

    const rewritten = async (content: string) => {
      writeFileSync(config, content)
      const changes: FileEvent[] = [{ uri: configUri, type: FileChangeType.Changed }]
      await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes })
      return editor.diagnostics.next()
    }
    expect((await rewritten(JSON.stringify({ rules: { 'human-error': 'off' } }))).diagnostics).toEqual([])
    expect((await rewritten('{ "rules": ')).diagnostics).toMatchObject([{ severity: 1 }])
    expect(await editor.messages.next()).toContain('secondstory.config.json:1: ')
    expect((await rewritten('{}')).diagnostics).toMatchObject([{ severity: 1 }])
    expect(await editor.end()).toBe(0)
  })
})

describe('what no editor should send', () => {
  it('goes on after requests it does not know and documents that are not open', async () => {
    const editor = await openEditor()
    await expect(editor.connection.sendRequest('secondstory/nothing', {})).rejects.toThrow('Unhandled method')
    const nowhere = { textDocument: { uri: 'untitled:none' }, position: { line: 9, character: 9 } }
    expect(await editor.connection.sendRequest(HoverRequest.type, nowhere)).toBeNull()
    await editor.open(URI, 'markdown', 'The cause was human error.')
    const far = { textDocument: { uri: URI }, position: { line: 99, character: 99 } }
    expect(await editor.connection.sendRequest(HoverRequest.type, far)).toBeNull()
    const odd = await editor.open('file:///%zz%00', 'markdown', 'The cause was human error.')
    expect(odd.diagnostics).toHaveLength(1)
    expect(await editor.end()).toBe(0)
  })

  it('goes on after a message that is no JSON', async () => {
    const editor = await openEditor()
    editor.child.stdin?.write('Content-Length: 5\r\n\r\n{"a":')
    expect((await editor.open(URI, 'markdown', 'The cause was human error.')).diagnostics).toHaveLength(1)
    expect(await editor.end()).toBe(0)
  })

  it('ends with 1 when what it is sent has no length, since nothing after it can be told apart', async () => {
    const child = start()
    const ended = once(child, 'exit')
    child.stdin?.end('Content-Length: many\r\n\r\n{}')
    expect((await ended)[0]).toBe(1)
  })

  it('ends when the editor goes away, with 1 because nobody said shutdown', async () => {
    const editor = await openEditor()
    const ended = once(editor.child, 'exit')
    editor.child.stdin?.end()
    expect((await ended)[0]).toBe(1)
  })

  it('has help, and a sentence for an option it does not know', () => {
    const run = (args: readonly string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', main, 'lsp', ...args], { encoding: 'utf8' })
    expect(run(['--help']).stdout).toContain('Usage: secondstory lsp')
    const odd = run(['--port', '1'])
    expect(odd.status).toBe(2)
    expect(odd.stderr).toContain("Unknown option '--port'.")
  })
})
