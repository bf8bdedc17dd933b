/**
 * Markdown post-mortems taken apart: title, front matter, sections word for word, and the events of their
 * timelines. What is not understood stays in its section; every line of the document is in exactly one part.
 */
import type { EvidenceDraft } from '../model/evidence.ts'
import type { NoteContext } from './notes.ts'
import { readNotes } from './notes.ts'
import { type Removed, redact, summed } from './redact.ts'
import type { FileView, Inspection, ReadOptions, Source } from './source.ts'
import { dayWithin, slashOrderOf, withYear } from './times.ts'
import { carriable, counted, looksBinary, openingOf, textOf } from './words.ts'
import { declaredZone } from './zones.ts'

/** One part of a document. `heading` is '' for what stands before the first heading. */
export interface DocumentSection {
  readonly heading: string
  /** The Markdown below the heading, as it was written, deeper headings included. */
  readonly text: string
  /** Whether its lines were read as a timeline. */
  readonly isTimeline: boolean
}

/** A Markdown post-mortem, secrets removed. */
export interface ReadDocument {
  readonly title: string
  readonly frontMatter?: string
  readonly sections: readonly DocumentSection[]
  readonly events: readonly EvidenceDraft[]
  readonly removed: readonly Removed[]
}

/** Where a document came from and what decides its clocks. */
export type DocumentOptions = Pick<ReadOptions, 'zone' | 'day'> & { readonly place: string }

const timelineHeading =
  /\btime ?line|\bchronolog|\bsequence of events|\blog of events|\b(?:event|incident) log\b|\bminute[ -]by[ -]minute|\bwhat happened\b|\bhistory of (?:the )?incident/i

interface Heading {
  readonly line: number
  readonly level: number
  readonly words: string
}

/** Headings outside code fences: `## Like this`, or a line underlined with `===` or `---`. */
function headingsOf(lines: readonly string[], from: number): readonly Heading[] {
  const headings: Heading[] = []
  let fence: string | null = null
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const mark = /^\s{0,3}(```|~~~)/.exec(line)?.[1]
    if (mark !== undefined && (fence === null || fence === mark)) fence = fence === null ? mark : null
    if (fence !== null) continue
    const written = /^\s{0,3}(#{1,6})(?:\s|$)/.exec(line)
    if (written !== null) {
      const words = line
        .trim()
        .replace(/^#+\s*/, '')
        .replace(/\s+#+$/, '')
      headings.push({ line: index, level: written[1]?.length ?? 1, words })
    }
  }
  return headings
}

/** Lines of the front matter between two `---` at the top, or 0. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return 0
  const end = lines.slice(1, 400).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line))
  return end === -1 ? 0 : end + 2
}

interface Outline {
  /** Lines the front matter takes. */
  readonly start: number
  readonly title: string
  readonly frontMatter: string | null
  readonly sections: readonly DocumentSection[]
}

/** One `#` above everything is the title and `##` makes sections; several `#` are sections themselves. */
function outlineOf(text: string): Outline {
  const lines = text.split(/\r\n|\r|\n/)
  const start = frontMatterEnd(lines)
  const headings = headingsOf(lines, start)
  const tops = headings.filter((heading) => heading.level === 1)
  const isTitled = tops.length === 1 && tops[0] === headings[0]
  const titleLine = isTitled ? (tops[0]?.line ?? -1) : -1
  const below = headings.filter((heading) => heading.line !== titleLine)
  const level = below.reduce((least, heading) => Math.min(least, heading.level), 7)
  const cuts = below.filter((heading) => heading.level === level)
  const sections: DocumentSection[] = []
  const opening = lines
    .slice(start, cuts[0]?.line ?? lines.length)
    .filter((_, index) => index + start !== titleLine)
  if (opening.some((line) => line.trim() !== ''))
    sections.push({ heading: '', text: trimmed(opening), isTimeline: false })
  for (const [index, cut] of cuts.entries()) {
    const body = lines.slice(cut.line + 1, cuts[index + 1]?.line ?? lines.length)
    sections.push({ heading: cut.words, text: trimmed(body), isTimeline: timelineHeading.test(cut.words) })
  }
  return {
    start,
    title: isTitled ? (tops[0]?.words ?? '') : '',
    frontMatter: start === 0 ? null : lines.slice(1, start - 1).join('\n'),
    sections,
  }
}

/** Blank lines at both ends go; indentation and everything between stays. */
function trimmed(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first === -1 ? '' : lines.slice(first, last + 1).join('\n')
}

/** The part of a section that is a timeline: all of it, or what stands below a deeper heading that says so. */
function timelineOf(section: DocumentSection): string | null {
  if (section.isTimeline) return `## ${section.heading}\n\n${section.text}`
  const lines = section.text.split('\n')
  const headings = headingsOf(lines, 0)
  const start = headings.findIndex((heading) => timelineHeading.test(heading.words))
  const from = headings[start]
  if (from === undefined) return null
  const end = headings.slice(start + 1).find((heading) => heading.level <= from.level)
  return lines.slice(from.line, end?.line ?? lines.length).join('\n')
}

/** The day a document tells about itself, as YYYY-MM-DD: its title, its front matter, a "Date:" line. */
function dayOfDocument(outline: Outline, text: string): string | null {
  const slashOrder = slashOrderOf(text)
  const labelled = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => /^[^a-z0-9]{0,6}(?:incident |event )?(?:date|day|started|start|when)\b/i.test(line))
  for (const line of [outline.title, ...labelled, ...(outline.frontMatter ?? '').split('\n')]) {
    const written = dayWithin(line, slashOrder)
    const day = written?.year == null ? null : withYear(written, null)
    if (day !== null)
      return `${day.year}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`
  }
  return null
}

/** A zone that the whole document declares: "All times in UTC". */
function zoneOfDocument(text: string): string | null {
  for (const line of text.slice(0, 50_000).split('\n')) {
    if (!/\btimes?\b.{0,80}\b(?:in|are|is)\b|\btime ?zone\b/i.test(line)) continue
    const zone = declaredZone(line)
    if (zone !== null) return zone
  }
  return null
}

interface Timelines {
  readonly outline: Outline
  readonly events: readonly EvidenceDraft[]
}

/** Without a section that calls itself a timeline, lines that begin with a time are looked for everywhere. */
function timelinesOf(text: string, options: DocumentOptions): Timelines {
  const outline = outlineOf(text)
  const zone = zoneOfDocument(text) ?? options.zone
  const isOwnZone = zoneOfDocument(text) !== null
  const day = options.day ?? dayOfDocument(outline, text) ?? undefined
  const context: NoteContext = {
    source: 'markdown',
    place: options.place,
    ...(zone && { zone }),
    ...(day && { day }),
  }
  const told = outline.sections.map(timelineOf).filter((part) => part !== null)
  const parts =
    told.length > 0
      ? told
      : [
          text
            .split(/\r\n|\r|\n/)
            .slice(outline.start)
            .join('\n'),
        ]
  const events: EvidenceDraft[] = []
  for (const [index, part] of parts.entries()) {
    for (const event of readNotes(part, context)) {
      if (event.marks[0] !== 'timed') continue
      const { zoneAssumed, ...rest } = event
      const assumed = zoneAssumed === undefined || isOwnZone ? {} : { zoneAssumed }
      events.push({ ...rest, ...assumed, sequence: `${String(index).padStart(4, '0')}:${event.sequence}` })
    }
  }
  return { outline, events }
}

/**
 * Reads a Markdown post-mortem. Section texts and the front matter come redacted; `events` are as the
 * source wrote them and pass through `readEvidence` before they are stored.
 */
export function readDocument(text: string, options: DocumentOptions): ReadDocument {
  const { outline, events } = timelinesOf(text, options)
  const removed: Removed[] = []
  const clean = (part: string): string => {
    // A section may be longer than one record's words, so it is cleaned without being cut.
    const kept = redact(part.length > 100_000 ? part : carriable(part))
    removed.push(...kept.removed)
    return kept.text
  }
  const sections = outline.sections.map((section) => ({
    ...section,
    heading: clean(section.heading),
    text: clean(section.text),
  }))
  const frontMatter = outline.frontMatter === null ? null : clean(outline.frontMatter)
  return {
    title: clean(outline.title),
    ...(frontMatter === null ? {} : { frontMatter }),
    sections,
    events,
    removed: summed(removed),
  }
}

/**
 * A document becomes the text of a review. What is several times as long as one is a log somebody kept in Markdown: its
 * lines are read as notes, in passing.
 */
const MOST_DOCUMENT_BYTES = 4 * 1024 * 1024

function* inspectMarkdown(file: FileView): Generator<number, Inspection> {
  const { outline, events } = timelinesOf(textOf(file), { place: file.name })
  yield events.length
  const named = outline.title === '' ? 'A Markdown document' : `"${outline.title}"`
  return {
    describes: `${named} with ${counted(outline.sections.length, 'section')} and ${counted(events.length, 'timed event')}.`,
    records: events.length,
    firstAt: null,
    lastAt: null,
    zoneNeeded: events.some((event) => event.marks.includes('zone-missing')),
    dayNeeded: events.some((event) => event.marks.includes('day-missing')),
  }
}

/** A post-mortem written in Markdown. Its sections come from `readDocument`, its timeline from here. */
export const markdown: Source = {
  name: 'markdown',
  describes: 'Post-mortem in Markdown',
  recognises(file) {
    if (file.sizeBytes === 0 || file.sizeBytes > MOST_DOCUMENT_BYTES) return 0
    if (looksBinary(file.bytes(0, Math.min(8192, file.sizeBytes)))) return 0
    const headings = headingsOf(openingOf(file).split('\n'), 0).length
    const isNamed = /\.(?:md|markdown|mdx)$/i.test(file.name)
    return headings >= 2 ? 0.75 : isNamed ? 0.7 : headings === 1 ? 0.4 : 0
  },
  inspect: inspectMarkdown,
  *read(file: FileView, options: ReadOptions) {
    const { zone, day } = options
    yield* timelinesOf(textOf(file), { place: file.name, ...(zone && { zone }), ...(day && { day }) }).events
  },
}
