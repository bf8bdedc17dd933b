import process from 'node:process'
import {
  type ClientCapabilities,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type HoverParams,
  MarkupKind,
  MessageType,
  PositionEncodingKind,
  ProposedFeatures,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { openConfigs } from '../config.ts'
import { type Abilities, actionsIn } from './actions.ts'
import { type Desk, openDesk } from './desk.ts'
import { diagnosticOf, hoverOf } from './shapes.ts'

// Wires the protocol to the desk. Nothing here waits for a clock: every change is checked at once, and since only the
// changed block is looked at again, that is fast enough.

const CAPABILITIES: ServerCapabilities = {
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
}

interface Session {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly desk: Desk
  client: ClientCapabilities
}

/** Speaks the language server protocol over standard input and output until the editor says exit. */
export function serveEditor(): void {
  // Whatever a configuration written in JavaScript prints must not get between the messages.
  console.log = console.error
  console.info = console.error
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout)
  const documents = new TextDocuments(TextDocument)
  const desk = openDesk(openConfigs(), (message) => {
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
  })
  const session: Session = { connection, documents, desk, client: {} }
  connection.onInitialize(({ capabilities }) => {
    session.client = capabilities
    return { capabilities: CAPABILITIES, serverInfo: { name: 'secondstory' } }
  })
  connection.onInitialized(() => watchConfigs(session))
  connection.onHover((params) => hover(session, params))
  connection.onCodeAction((params) => codeActions(session, params))
  connection.onDidChangeWatchedFiles(() => recheckAll(session))
  connection.onDidChangeConfiguration(() => recheckAll(session))
  documents.onDidChangeContent(({ document }) => publish(session, document))
  documents.onDidClose(({ document }) => {
    desk.close(document.uri)
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] })
  })
  documents.listen(connection)
  connection.listen()
}

// Where the editor cannot watch files for us, a change of its settings or opening the text again reads them anew.
async function watchConfigs({ connection, client }: Session): Promise<void> {
  if (!client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [{ globPattern: '**/secondstory.config.{json,js,yaml,yml}' }],
  })
}

async function recheckAll(session: Session): Promise<void> {
  session.desk.forget()
  await Promise.all(session.documents.all().map((document) => publish(session, document)))
}

// A change that came while a configuration was read publishes for itself.
async function publish({ connection, documents, desk }: Session, document: TextDocument): Promise<void> {
  const { uri, version } = document
  const checked = await desk.checked(document)
  if (documents.get(uri)?.version !== version) return
  const diagnostics = (checked?.findings ?? []).map((finding) => diagnosticOf(document, finding))
  await connection.sendDiagnostics({ uri, version, diagnostics })
}

async function hover({ documents, desk, client }: Session, { textDocument, position }: HoverParams) {
  const document = documents.get(textDocument.uri)
  const checked = document && (await desk.checked(document))
  if (!checked) return null
  const offset = document.offsetAt(position)
  const finding = checked.findings.find(({ from, to }) => from <= offset && offset < to)
  const kinds = client.textDocument?.hover?.contentFormat ?? []
  return finding ? hoverOf(document, finding, kinds.includes(MarkupKind.Markdown)) : null
}

async function codeActions({ documents, desk, client }: Session, params: CodeActionParams) {
  const { only } = params.context
  if (only && !only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix)) return []
  const document = documents.get(params.textDocument.uri)
  const checked = document && (await desk.checked(document))
  if (!checked) return []
  const from = document.offsetAt(params.range.start)
  const to = document.offsetAt(params.range.end)
  return [...actionsIn({ document, checked, abilities: abilitiesOf(client) }, { from, to })]
}

function abilitiesOf({ workspace }: ClientCapabilities): Abilities {
  return {
    hasVersions: workspace?.workspaceEdit?.documentChanges === true,
    hasSnippets: workspace?.workspaceEdit?.snippetEditSupport === true,
  }
}
