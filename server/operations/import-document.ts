/** A Markdown post-mortem becomes part of the draft: its sections below the headings of the same name. */

import { closingFence, guarded, rawSections } from '@secondstory/review/documents/sections'
import { readDocument } from '@secondstory/review/ingest/markdown'
import { type FileView, type ReadOptions, Unreadable } from '@secondstory/review/ingest/source'
import { textOf } from '@secondstory/review/ingest/words'
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import type { Author } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { lockDraft, saveDraft } from '../store/drafts.ts'
import { found } from './answers.ts'
import { LONGEST_DRAFT } from './reviews.ts'

/** The whole document as one piece of evidence; its key is made from its words. */
export function documentDraft(file: FileView): EvidenceDraft {
  return {
    source: 'markdown',
    key: '',
    happenedAt: null,
    basis: 'written',
    sequence: '',
    kind: 'note',
    speaker: null,
    text: textOf(file),
    place: file.name,
    marks: ['document'],
    correlates: [],
  }
}

/** Puts the sections of a document into the draft. Nothing that stands there is changed. */
export async function landDocument(
  queries: Queries,
  document: {
    readonly import: { readonly incidentId: string }
    readonly file: FileView
    readonly options: ReadOptions
    readonly author: Author
  },
): Promise<void> {
  const { zone, day } = document.options
  const read = readDocument(textOf(document.file), {
    place: document.file.name,
    ...(zone === undefined ? {} : { zone }),
    ...(day === undefined ? {} : { day }),
  })
  const before = found(await lockDraft(queries, document.import.incidentId), 'draft')
  const opening = [
    read.title === '' ? '' : `**${read.title}**`,
    read.frontMatter === undefined ? '' : `\`\`\`yaml\n${read.frontMatter}\n\`\`\``,
  ].filter((part) => part !== '')
  const about = { heading: `From ${document.file.name.replace(/\s+/g, ' ')}`, text: opening.join('\n\n') }
  const sections = read.sections.map(({ heading, text, isTimeline }) => ({
    // The timeline itself is proposed event by event; what people wrote around it stays to be read.
    heading: heading === '' ? about.heading : isTimeline ? `${heading} (as it was written)` : heading,
    text,
  }))
  const text = withSections(before.text, [about, ...sections])
  if (text.length > LONGEST_DRAFT) {
    throw new Unreadable(
      `With ${document.file.name} the text of the review would have ${text.length} characters and it holds up to ${LONGEST_DRAFT}; shorten one of the two and import again.`,
    )
  }
  await saveDraft(queries, { before, text }, document.author)
}

interface Part {
  readonly heading: string
  readonly text: string
}

/** The draft with parts appended below the same heading, or as new sections at the end; every line of it stays. */
export function withSections(draft: string, parts: readonly Part[]): string {
  return parts.filter(({ text }) => text.trim() !== '').reduce(withSection, draft)
}

function withSection(draft: string, part: Part): string {
  const added = whole(part.text)
  const lines = draft.split('\n')
  let end = 0
  for (const { heading, lines: inside } of rawSections(draft)) {
    end += inside.length + (heading === null ? 0 : 1)
    if (heading === null || !isSameHeading(heading, part.heading)) continue
    let last = end
    while (last > 0 && lines[last - 1]?.trim() === '') last -= 1
    const rest = lines.slice(end)
    return [...lines.slice(0, last), '', added, ...(rest.length > 0 ? ['', ...rest] : [''])].join('\n')
  }
  const start = draft.trimEnd()
  return `${start === '' ? '' : `${start}\n\n`}## ${part.heading}\n\n${added}\n`
}

function isSameHeading(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function plain(heading: string): string {
  return heading
    .replace(/[ \t]+#+$/, '')
    .trim()
    .toLowerCase()
}

/** A text that ends where it ends: no heading in it begins a section of the draft, no fence stays open. */
function whole(text: string): string {
  const kept = guarded(text)
  const fence = closingFence(kept)
  return fence === null ? kept : `${kept}\n${fence}`
}
