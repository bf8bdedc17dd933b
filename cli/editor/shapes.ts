import type { Finding, Level } from '@secondstory/language'
import {
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  MarkupKind,
  type Range,
} from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'

// Findings in the words of the protocol. Its positions are lines and UTF-16 units, which is what our offsets count.

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Information,
}

/** The range of two offsets. */
export function rangeOf(document: TextDocument, span: { readonly from: number; readonly to: number }): Range {
  return { start: document.positionAt(span.from), end: document.positionAt(span.to) }
}

/** A finding as a diagnostic: the reason, then the better question. */
export function diagnosticOf(document: TextDocument, finding: Finding): Diagnostic {
  return {
    range: rangeOf(document, finding),
    severity: SEVERITIES[finding.level],
    code: finding.rule,
    source: 'secondstory',
    message: `${finding.because} ${finding.ask}`,
  }
}

/** What a reader sees over the words: name, reason, question and where the reason comes from. */
export function hoverOf(document: TextDocument, finding: Finding, isMarkdown: boolean): Hover {
  const { name, level, because, ask, source } = finding
  const parts = isMarkdown
    ? [`**${escaped(name)}** (${level})`, escaped(because), `*${escaped(ask)}*`, escaped(source)]
    : [`${name} (${level})`, because, ask, source]
  const value = parts.filter((part) => part !== '' && part !== '**').join('\n\n')
  return {
    contents: { kind: isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText, value },
    range: rangeOf(document, finding),
  }
}

// Rules of a configuration are text, and no markup of theirs should be shown as ours.
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&')
}
