/** Two small pages beside an edition: what it changed since the one before, and the notice where one was withdrawn. */

import type { Line } from '../model/text-difference.ts'
import { escapeHtml } from './html.ts'

/** What a comparison says. */
export interface RevisionPage {
  readonly title: string
  readonly address: string
  readonly number: number
  /** Null: it is the first. */
  readonly before: number | null
  readonly changed: string
  readonly lines: readonly (Line | null)[]
}

/** What an edition changed, line by line; struck and marked, never told by colour alone. */
export function revisionPage(revision: RevisionPage): string {
  const { title, number, before, changed, lines } = revision
  const back = `<p><a href="${escapeHtml(revision.address)}?number=${number}">Read edition ${number}</a></p>`
  if (before === null) {
    return smallPage(
      title,
      `<h1 dir="auto">${escapeHtml(title)}</h1><p>Edition ${number} is the first one here; there is nothing before it to compare.</p>${back}`,
    )
  }
  const shown = lines.map(lineHtml).join('')
  return smallPage(
    title,
    `<p class="kicker">Edition ${before} and edition ${number}</p><h1 dir="auto">${escapeHtml(title)}</h1>
<p class="lead">${changed === '' ? '' : `What is different: ${escapeHtml(changed)}`}</p>
<div class="difference">${shown === '' ? '<p>The two read the same.</p>' : shown}</div>
<p><a href="${escapeHtml(revision.address)}?number=${before}">Read edition ${before}</a></p>${back}`,
  )
}

function lineHtml(line: Line | null): string {
  if (line === null) return '<p class="skipped" aria-hidden="true">⋯</p>'
  const text = escapeHtml(line.text)
  if (line.change === 'removed') return `<p class="line gone" dir="auto"><del>${text}</del></p>`
  if (line.change === 'added') return `<p class="line came" dir="auto"><ins>${text}</ins></p>`
  return `<p class="line" dir="auto">${text === '' ? '&#160;' : text}</p>`
}

/** The notice at the address of an edition that was withdrawn. */
export function withdrawnPage(
  sentence: string,
  earlier: readonly { readonly number: number; readonly address: string }[],
): string {
  const links = earlier.map(
    ({ number, address }) =>
      `<li><a href="${escapeHtml(address)}?number=${number}">Edition ${number}</a></li>`,
  )
  const list =
    links.length === 0 ? '' : `<p>Earlier editions stay as they were:</p><ul>${links.join('')}</ul>`
  return smallPage(
    'Withdrawn',
    `<h1>This edition was withdrawn</h1><p class="lead">${escapeHtml(sentence)}</p>${list}`,
  )
}

function smallPage(title: string, html: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/assets/fonts.css">
<link rel="stylesheet" href="/assets/edition.css">
</head>
<body><main class="edition small">${html}</main></body>
</html>
`
}
