/** What a letter looks like: the same words as plain text and as simple HTML, with the way to stop it. */
import type { Letter } from '../store/outbox.ts'

/** A line of a letter: words, or words that lead somewhere. */
export interface LetterLink {
  readonly label: string
  readonly url: string
}

/** One thing a letter is about. */
export interface LetterItem {
  readonly title: string
  /** Under the title, softer. */
  readonly lines: readonly string[]
  readonly links: readonly LetterLink[]
}

/** A part of a letter under a heading of its own; no heading when it is empty. */
export interface LetterPart {
  readonly heading: string
  readonly items: readonly LetterItem[]
}

/** A letter before it is set. */
export interface LetterDraft {
  readonly subject: string
  readonly opening: string
  readonly parts: readonly LetterPart[]
  /** Why it comes, and where that is chosen. */
  readonly closing: string
  /** Null: there is nothing to choose. */
  readonly settings: LetterLink | null
  /** RFC 8058: one click of a mail program ends it. Null: this letter has no end of its own. */
  readonly unsubscribe: string | null
}

/** The letter as text and HTML. */
export function setLetter(draft: LetterDraft): Letter {
  const { unsubscribe } = draft
  const stop: readonly LetterLink[] =
    unsubscribe === null ? [] : [{ label: 'Stop these letters', url: unsubscribe }]
  const ends = [...(draft.settings === null ? [] : [draft.settings]), ...stop]
  return {
    subject: draft.subject,
    text: textOf(draft, ends),
    html: htmlOf(draft, ends),
    headers: {
      ...(unsubscribe === null
        ? {}
        : {
            'List-Unsubscribe': `<${unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
  }
}

function textOf({ opening, parts, closing }: LetterDraft, ends: readonly LetterLink[]): string {
  const sections = parts.map(({ heading, items }) =>
    [
      ...(heading === '' ? [] : [heading.toUpperCase()]),
      ...items.map(({ title, lines, links }) =>
        [title, ...lines.map((line) => `  ${line}`), ...links.map(linkText)].join('\n'),
      ),
    ].join('\n\n'),
  )
  const end = ['-- ', closing, ...ends.map(linkText)].join('\n')
  return `${[opening, ...sections, end].join('\n\n')}\n`
}

function linkText({ label, url }: LetterLink): string {
  return `  ${label}: ${url}`
}

function htmlOf({ opening, parts, closing }: LetterDraft, ends: readonly LetterLink[]): string {
  const body = parts.map(
    ({ heading, items }) =>
      `${heading === '' ? '' : `<h2 style="font-size:1rem;margin:2em 0 0">${escaped(heading)}</h2>`}${items.map(itemHtml).join('')}`,
  )
  return `<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif;max-width:38em;margin:1.5em auto;padding:0 1em"><p>${escaped(opening)}</p>${body.join('')}<p style="margin-top:2.5em;color:#666;font-size:.875rem">${escaped(closing)}<br>${ends.map(linkHtml).join(' · ')}</p></body></html>`
}

function itemHtml({ title, lines, links }: LetterItem): string {
  const soft = lines.map((line) => `<br><span style="color:#666">${escaped(line)}</span>`).join('')
  const ways = links.length === 0 ? '' : `<br>${links.map(linkHtml).join(' · ')}`
  return `<p style="margin:1.25em 0"><strong>${escaped(title)}</strong>${soft}${ways}</p>`
}

function linkHtml({ label, url }: LetterLink): string {
  return `<a href="${escaped(url)}">${escaped(label)}</a>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
