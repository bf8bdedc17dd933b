/** Markdown as plain text, for openings and for search. It need not be exact; it must not show markup. */
import { textsOfRun } from '../model/agent-runs.ts'
import { textsOf } from '../model/decisions.ts'
import type { EditionRecord } from '../model/editions.ts'
import { gateQuestions } from '../model/gate-answers.ts'
import { impactMeasures } from '../model/reviews.ts'
import { factorName } from '../model/taxonomy.ts'
import { withoutComments } from './sections.ts'

/** The words of a Markdown text without its marks; code keeps its words, a link keeps its label. */
export function plainOf(markdown: string): string {
  return withoutComments(markdown)
    .replace(/^ {0,3}(?:`{3,}|~{3,}).*$/gm, '')
    .replace(/^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$/gm, '')
    .replace(/!?\[([^[\]\n]*)\]\([^()\n]*\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}[ \t]|>[ \t]?|[-*+][ \t](?:\[[ x]\][ \t])?|\d{1,9}[.)][ \t])/gm, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(^|[\s(])[*_](?=\S)|(?<=\S)[*_](?=[\s).,;:!?]|$)/gm, '$1')
    .replace(/\|/g, ' ')
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

/** The first sentences of the summary (or of the first section that says something), at most `longest` characters. */
export function openingOf(record: Pick<EditionRecord, 'sections'>, longest = 280): string {
  const summary = record.sections.find(({ heading }) => /^summary$/i.test(heading.trim()))
  const text = plainOf((summary ?? record.sections[0])?.text ?? '').replaceAll('\n', ' ')
  if (text.length <= longest) return text
  const cut = text.slice(0, longest)
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? '), cut.lastIndexOf('! '))
  if (end > longest / 3) return cut.slice(0, end + 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()} …`
}

/** Everything a reader could search an edition for, heaviest first: `title`, then `summary`, then the rest. */
export function searchTextOf(record: EditionRecord): {
  readonly title: string
  readonly summary: string
  readonly body: string
} {
  const isSummary = (heading: string): boolean => /^summary$/i.test(heading.trim())
  const body = [
    ...record.sections
      .filter(({ heading }) => !isSummary(heading))
      .map(({ heading, text }) => `${heading}\n${plainOf(text)}`),
    ...impactMeasures.map((measure) => record.impact[measure].text),
    ...gateQuestions.map((question) => plainOf(record.answers?.[question] ?? '')),
    ...record.timeline.map(({ actor, text }) => `${actor.name} ${plainOf(text)}`),
    ...record.decisions.flatMap(textsOf).map(plainOf),
    ...record.factors.map(({ code, statement }) => `${code} ${factorName(code)} ${plainOf(statement)}`),
    ...record.map.nodes.map(({ statement }) => plainOf(statement)),
    ...record.map.edges.map(({ because }) => plainOf(because)),
    ...record.lessons.map(({ text }) => plainOf(text)),
    ...record.actions.map(
      ({ title, ownerRole, howWeWillKnow, plan }) =>
        `${title} ${ownerRole} ${howWeWillKnow} ${plan?.measure ?? ''}`,
    ),
    ...(record.agents ?? []).map((agent) =>
      [agent.role, agent.model, ...textsOfRun(agent)].map(plainOf).join(' '),
    ),
    ...(record.acceptances ?? []).map(({ because, agreedByRole }) => `${because} ${agreedByRole}`),
  ]
  return {
    title: `${record.reference} ${record.title} ${record.components.join(' ')}`,
    summary: record.sections
      .filter(({ heading }) => isSummary(heading))
      .map(({ text }) => plainOf(text))
      .join('\n'),
    body: body.filter((text) => text.trim() !== '').join('\n'),
  }
}
