/**
 * Templates: the sections a review's text begins with, each with a prompt that readers never see, and for which
 * severities a section has to be filled before an edition appears. A review keeps the version it was opened with.
 */
import type { Blocker } from './blocker.ts'
import type { Severity } from './severity.ts'

/** One part of a text. */
export interface TemplateSection {
  readonly heading: string
  /** Asked while it is written; never published. */
  readonly prompt: string
  /** Severities for which an edition waits for it. */
  readonly requiredFor: readonly Severity[]
}

/** A template: one of ours, or the organisation's own. */
export interface Template {
  readonly id: string
  readonly name: string
  /** When it fits, in one sentence. */
  readonly about: string
  readonly sections: readonly TemplateSection[]
  /** Raised by every change to one of the organisation's own; ours stay at 1. */
  readonly version: number
  readonly isOwn: boolean
}

/** The text a review begins with: headings, each with its prompt in a comment. */
export function textOfTemplate(sections: readonly Pick<TemplateSection, 'heading' | 'prompt'>[]): string {
  return sections.map(({ heading, prompt }) => `## ${heading}\n\n<!-- ${prompt} -->\n`).join('\n')
}

/** Sections an edition still waits for: those the template asks of this severity and nobody has filled. */
export function missingSections(
  template: Pick<Template, 'sections'>,
  severity: Severity,
  filled: readonly { readonly heading: string }[],
): readonly Blocker[] {
  const there = new Set(filled.map(({ heading }) => heading.trim().toLowerCase()))
  return template.sections
    .filter(({ heading, requiredFor }) => requiredFor.includes(severity) && !there.has(heading.toLowerCase()))
    .map(({ heading, prompt }) => ({
      rule: 'section-required',
      sentence: `The template asks for "${heading}" after a ${severity}, and it is empty. ${prompt}`,
      place: { tab: 'story', id: null },
    }))
}

/** Why a template cannot be kept. */
export function templateBlockers(sections: readonly TemplateSection[]): readonly Blocker[] {
  const headings = sections.map(({ heading }) => heading.trim().toLowerCase())
  const twice = headings.find((heading, index) => headings.indexOf(heading) !== index)
  const found = [
    sections.length === 0 ? 'A template without sections is an empty page. Which heading comes first?' : null,
    twice === undefined ? null : `"${twice}" stands here twice; one of them would be lost in the text.`,
    sections.some(({ heading, prompt }) => /[\n#]/.test(heading) || prompt.includes('-->'))
      ? 'A heading is one line without #, and a prompt holds no -->; both would change where a section ends.'
      : null,
  ]
  return found.flatMap((sentence) =>
    sentence === null ? [] : [{ rule: 'template', sentence, place: { tab: 'story', id: null } } as const],
  )
}

/** Why a review cannot change its template now. */
export function changeBlockers(text: string, sections: readonly TemplateSection[]): readonly Blocker[] {
  if (text.trim() === textOfTemplate(sections).trim()) return []
  return [
    {
      rule: 'text-begun',
      sentence:
        'Something is written in this text, and another template would take its place. It changes while the text is as it began.',
      place: { tab: 'story', id: null },
    },
  ]
}
