/** A Markdown post-mortem becomes part of the draft: its sections below the headings of the same name. */

import { closingFence, guarded, rawSections } from '@secondstory/review/documents/sections'
import { readDocument } from '@secondstory/review/ingest/markdown'
import { type FileView, type ReadOptions, Unreadable } from '@secondstory/review/ingest/source'
import { textOf } from '@secondstory/review/ingest/words'
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import { LONGEST_DRAFT } from '@secondstory/review/model/reviews'
import type { Author } from '../store/change.ts'
import type { Queries } from '../store/database.ts'
import { lockDraft, saveDraft } from '../store/drafts.ts'
import { found } from './answers.ts'

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

/** A section of the draft, its heading line included. */
interface Block {
  readonly heading: string | null
  readonly lines: string[]
}

/**
 * The draft with parts appended below the same heading, or as new sections at the end; every line of it stays. One
 * pass over the draft, however many parts: a document may have ten thousand headings.
 */
export function withSections(draft: string, parts: readonly Part[]): string {
  const blocks = blocksOf(draft)
  const added: Block[] = []
  const byHeading = new Map<string, Block>()
  for (const block of blocks.toReversed()) {
    if (block.heading !== null) byHeading.set(plain(block.heading), block)
  }
  for (const { heading, text } of parts) {
    if (text.trim() === '') continue
    const there = byHeading.get(plain(heading))
    const block: Block = there ?? { heading, lines: [`## ${heading}`] }
    while (block.lines.length > 0 && block.lines.at(-1)?.trim() === '') block.lines.pop()
    block.lines.push('', whole(text), '')
    if (there !== undefined) continue
    byHeading.set(plain(heading), block)
    added.push(block)
  }
  const before = linesOf(blocks)
  if (added.length === 0) return before
  const start = before.trimEnd()
  return `${start === '' ? '' : `${start}\n\n`}${linesOf(added)}`
}

function blocksOf(draft: string): readonly Block[] {
  const lines = draft.split('\n')
  let end = 0
  return rawSections(draft).map(({ heading, lines: inside }) => {
    const start = end
    end += inside.length + (heading === null ? 0 : 1)
    return { heading, lines: lines.slice(start, end) }
  })
}

/** A block without any line is no empty line: the draft begins with its first heading then. */
function linesOf(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => block.lines).join('\n')
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
