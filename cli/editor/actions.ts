import { type Block, type Finding, type Rewrite, writeKeep } from '@secondstory/language'
import { shortened } from '@secondstory/review/model/shortened'
import {
  type CodeAction,
  CodeActionKind,
  type SnippetTextEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Checked } from './desk.ts'
import { diagnosticOf, rangeOf } from './shapes.ts'

/** What an editor can do with an edit. */
export interface Abilities {
  /** It checks the version of the document before it changes it. */
  readonly hasVersions: boolean
  /** It can put the cursor where a fact is missing. */
  readonly hasSnippets: boolean
}

/** Where the actions are asked for. */
export interface Asked {
  readonly document: TextDocument
  readonly checked: Checked
  readonly abilities: Abilities
}

/** The rewrites of the findings that touch a stretch, and for each the choice to keep the words with a reason. */
export function actionsIn(
  asked: Asked,
  span: { readonly from: number; readonly to: number },
): readonly CodeAction[] {
  const touching = asked.checked.findings.filter(({ from, to }) => from <= span.to && to >= span.from)
  if (touching.length === 0) return []
  const blocks = asked.checked.blocks()
  return touching.flatMap((finding) => {
    const rewrites = finding.rewrites.map((rewrite) =>
      actionOf(asked, finding, { title: titleOf(rewrite), change: rewrite }),
    )
    const keep = keepOf(asked, finding, blocks)
    return keep ? [...rewrites, actionOf(asked, finding, { title: KEEP_TITLE, change: keep })] : rewrites
  })
}

const KEEP_TITLE = 'Keep these words, because …'
const GAP = '…'

function titleOf({ text }: Rewrite): string {
  const words = shortened(text, 70)
  if (words === '') return 'Take these words out'
  return `Instead: “${words}”`
}

function actionOf(asked: Asked, finding: Finding, offer: { title: string; change: Rewrite }): CodeAction {
  return {
    title: offer.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(asked.document, finding)],
    edit: editOf(asked, offer.change),
  }
}

function editOf({ document, abilities }: Asked, change: Rewrite): WorkspaceEdit {
  const range = rangeOf(document, change)
  const plain: TextEdit = { range, newText: change.text }
  if (!abilities.hasVersions) return { changes: { [document.uri]: [plain] } }
  const edit: TextEdit | SnippetTextEdit =
    abilities.hasSnippets && change.cursor !== undefined
      ? { range, snippet: { kind: 'snippet', value: snippetOf(change.text, change.cursor) } }
      : plain
  const { uri, version } = document
  return { documentChanges: [{ textDocument: { uri, version }, edits: [edit] }] }
}

// The gap becomes the place to type; everything else is taken literally.
function snippetOf(text: string, cursor: number): string {
  const literal = (words: string) => words.replace(/[\\$}]/g, '\\$&')
  const gap = text.startsWith(GAP, cursor) ? GAP : ''
  return `${literal(text.slice(0, cursor))}\${1:${gap}}${literal(text.slice(cursor + gap.length))}`
}

// The comment goes where it speaks for the block of the finding and the format hides it: at the end of the block, or in a
// comment line before it. In drawn tables there is no such place.
function keepOf({ document, checked }: Asked, finding: Finding, blocks: readonly Block[]): Rewrite | null {
  const block = blocks.find(({ from, to }) => from <= finding.from && finding.to <= to)
  if (!block || /^(?:keep-|engine-defect$)/.test(finding.rule)) return null
  const comment = writeKeep(finding.rule, GAP)
  const { format } = checked
  if (format === 'rst' || format === 'asciidoc')
    return block.kind === 'cell'
      ? null
      : lineBefore(document, block, format === 'rst' ? `.. ${comment}\n` : `// ${comment}`)
  const words = format === 'mdx' ? ` {/* ${comment} */}` : ` ${comment}`
  return withCursor({ from: endOf(document, block, finding), text: words })
}

// A heading underlined on its second line takes the comment on its first.
function endOf(document: TextDocument, block: Block, finding: Finding): number {
  const text = document.getText()
  const newline = text.indexOf('\n', finding.to)
  const isUnderlined = block.kind === 'heading' && newline >= 0 && newline < block.to
  const end = isUnderlined ? newline : block.to
  return end - (/\s*$/.exec(text.slice(Math.max(block.from, end - 400), end))?.[0].length ?? 0)
}

function lineBefore(document: TextDocument, block: Block, comment: string): Rewrite {
  const text = document.getText()
  const own = text.lastIndexOf('\n', block.from - 1) + 1
  const above = text.lastIndexOf('\n', own - 2) + 1
  const isOverlined =
    block.kind === 'heading' && own > 0 && /^([^\w\s])\1{2,}\s*$/.test(text.slice(above, own))
  const from = isOverlined ? above : own
  const indent = /^[ \t]*/.exec(text.slice(own, block.from))?.[0] ?? ''
  return withCursor({ from, text: `${indent}${comment}\n` })
}

function withCursor({ from, text }: { from: number; text: string }): Rewrite {
  return { from, to: from, text, cursor: text.indexOf(GAP) }
}
