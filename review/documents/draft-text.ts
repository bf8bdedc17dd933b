/** A record's sections as the text of a draft, so that {@link draftSections} finds the same sections in it. */
import type { Section } from '../model/editions.ts'
import { closingFence } from './sections.ts'

/** Words that found no place in a record, and where they stood. */
export interface Unplaced {
  /** "Timeline, row 3" */
  readonly place: string
  readonly text: string
}

/** Heading of the last section, which holds what found no place. */
export const UNPLACED_HEADING = 'Not placed yet'

/**
 * Writes the draft. A fence that a section leaves open is closed when something follows, so that the next heading is
 * no code. A `##` inside a text begins a section of its own: a draft has no way to say otherwise. Every word stays.
 */
export function draftText(sections: readonly Section[], unplaced: readonly Unplaced[]): string {
  const all = unplaced.length === 0 ? sections : [...sections, unplacedSection(unplaced)]
  return all
    .map((section, index) => {
      const fence = index === all.length - 1 ? null : closingFence(section.text)
      const text = fence === null ? section.text : `${section.text}\n${fence}`
      // Only what opens a draft can stand without a heading.
      return index === 0 && section.heading === ''
        ? `${text}\n`
        : `${headingLine(section.heading)}\n\n${text}\n`
    })
    .join('\n')
}

/** One line; a heading that ends in `#` gets a closing `#`, because the last one is taken for decoration. */
function headingLine(heading: string): string {
  const line = heading.replace(/\s*[\r\n]+\s*/g, ' ')
  return `## ${line}${/(^|[ \t])#+$/.test(line) ? ' #' : ''}`.trimEnd()
}

/** A list, as prose: the language check reads it, since whatever stays here becomes part of the next edition. */
function unplacedSection(unplaced: readonly Unplaced[]): Section {
  const items = unplaced.map(({ place, text }) => `- ${place}: ${asItem(text)}`)
  return { heading: UNPLACED_HEADING, text: items.join('\n') }
}

/** Set in by four so that no line begins a section or a fence; comments are shown, or nobody would find them. */
function asItem(text: string): string {
  return text
    .replaceAll('<!--', '&lt;!--')
    .replaceAll('-->', '--&gt;')
    .replace(/\s*\r?\n/g, '\n    ')
    .trim()
}
