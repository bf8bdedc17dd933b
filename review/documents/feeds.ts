/**
 * What a review gives to the files where the work is done: a decision to record, a risk to keep, a page for the next
 * night, a test, a signal, a limit for agents. Drafts in Markdown, made from an edition's record, so that roles stand
 * where names stood; each leads back to the review it came from.
 */
import { actionKinds } from '../model/actions.ts'
import type { EditionAction, EditionFactor, EditionRecord } from '../model/editions.ts'
import { certainties } from '../model/factors.ts'
import { factorEntry, factorName } from '../model/taxonomy.ts'
import { lineOf } from './cells.ts'

/** A kind of draft: where it goes and what it is for. */
export interface FeedShape {
  readonly says: string
  readonly about: string
  /** Name of the file it belongs in or begins. */
  readonly fileName: string
  /** What it is made from; where both can be, the action says more. */
  readonly from: readonly ('factor' | 'action')[]
}

/** Every kind of draft. */
export const feedShapes = {
  adr: {
    says: 'Decision record',
    about: 'A draft for the folder of architecture decisions.',
    fileName: 'adr-draft.md',
    from: ['action'],
  },
  risk: {
    says: 'Risk',
    about: 'An entry for RISKS.md: the condition, what holds it, and when it is looked at again.',
    fileName: 'RISKS.md',
    from: ['factor'],
  },
  runbook: {
    says: 'Runbook note',
    about: 'What the next person on call would want to read: the first sign, what helped, what did not.',
    fileName: 'runbook-note.md',
    from: ['factor', 'action'],
  },
  test: {
    says: 'Test idea',
    about: 'What fails today and holds after the change.',
    fileName: 'test-idea.md',
    from: ['factor', 'action'],
  },
  monitor: {
    says: 'Monitor idea',
    about: 'A signal, the question it answers, and how it is tried out.',
    fileName: 'monitor-idea.md',
    from: ['factor', 'action'],
  },
  agents: {
    says: 'Limit for agents',
    about: 'A line for AGENTS.md, with the reason and what enforces it.',
    fileName: 'AGENTS.md',
    from: ['factor', 'action'],
  },
} as const satisfies Readonly<Record<string, FeedShape>>

/** Name of a kind of draft. */
export type FeedKind = keyof typeof feedShapes

/** What a draft is made from: one factor or one action of a record, by its position. */
export interface FeedSource {
  readonly record: EditionRecord
  /** Where the review can be read: the whole address. */
  readonly address: string
  readonly subject: { readonly of: 'factor' | 'action'; readonly position: number }
}

/** The draft, or null when the record has no such row. */
export function feedText(kind: FeedKind, source: FeedSource): string | null {
  const facts = factsOf(source)
  return facts === null
    ? null
    : `${makers[kind](facts)
        .filter((block) => block !== '')
        .join('\n\n')}\n`
}

interface Facts {
  readonly record: EditionRecord
  /** A link to the review, as Markdown. */
  readonly link: string
  readonly action: EditionAction | null
  readonly factors: readonly EditionFactor[]
  readonly actions: readonly EditionAction[]
}

/** A factor brings the actions that change it, an action the factors it changes. */
function factsOf({ record, address, subject: { of, position } }: FeedSource): Facts | null {
  const link = `[${record.reference} ${lineOf(record.title).replace(/[[\]]/g, '\\$&')}](<${address.replace(/[<>\s]/g, encodeURIComponent)}>)`
  const row = of === 'factor' ? record.factors[position] : record.actions[position]
  if (row === undefined) return null
  if ('statement' in row) {
    const actions = record.actions.filter(({ factors }) => factors.includes(position))
    return { record, link, action: null, factors: [row], actions }
  }
  const factors = row.factors.flatMap((each) => record.factors[each] ?? [])
  return { record, link, action: row, factors, actions: [row] }
}

const makers: Readonly<Record<FeedKind, (facts: Facts) => readonly string[]>> = {
  adr: ({ link, action, factors, record }) => [
    `# ${lineOf(action?.title ?? subjectOf(factors))}`,
    `Status: draft, from ${link}`,
    '## Context',
    ...contextOf(record, factors),
    '## Decision',
    action === null ? 'To be written.' : `We will do this: ${sentence(action.title)}`,
    '## Consequences',
    listOf([
      ['Done when', action?.howWeWillKnow],
      ['Works when', action?.plan?.measure],
      ['A patch until', action?.plan?.isPatch === true ? action.plan.expiresOn || 'its fix is there' : ''],
    ]),
    'What new trouble could it bring, and for whom? What becomes harder?',
  ],
  risk: ({ link, factors, actions, record }) => [
    `## ${lineOf(subjectOf(factors))}`,
    listOf([
      ['Seen in', link],
      ['Kind of condition', factors.map(({ code }) => `${factorName(code)} (${code})`).join(', ')],
      ['How sure we are', factors.map(({ certainty }) => certainties[certainty]).join(' ')],
      ['Could return as', `${record.severity} or worse`],
      ['Changed by', actions.map(actionLine).join('; ')],
      ['Lived with', livedWith(record, factors)],
    ]),
    'Where else is the same condition true? On which day do we look at this again?',
  ],
  runbook: ({ link, record, action, factors }) => [
    `## ${lineOf(record.title)}`,
    `From ${link}. ${sentence(action?.title ?? subjectOf(factors))}`,
    '### First signs',
    bullets(told(record, ['alert', 'page', 'observation'])),
    '### What brought it back',
    bullets(told(record, ['mitigation', 'recovery', 'config-change'])),
    '### What helped, and where we were lucky',
    bullets(record.lessons.filter(({ kind }) => kind !== 'could-improve').map(({ text }) => text)),
    'Which of these steps has somebody else walked through since?',
  ],
  test: ({ link, action, factors }) => [
    `## Test: ${lineOf(action?.title ?? subjectOf(factors))}`,
    `From ${link}.`,
    listOf([
      ['Given', factors.map(({ statement }) => statement).join(' ')],
      ['When', 'the step of that day is taken again'],
      ['Then', action?.howWeWillKnow || 'it is refused, bounded or restored without anybody acting'],
    ]),
    'It fails before the change and holds after it; a test that never failed shows nothing.',
  ],
  monitor: ({ link, record, action, factors }) => [
    `## Signal: ${lineOf(action?.title ?? subjectOf(factors))}`,
    `From ${link}.`,
    listOf([
      ['The question it answers', factors.map(({ code }) => factorEntry(code)?.ask ?? '').join(' ')],
      ['What was first visible that day', told(record, ['alert', 'observation'])[0]],
      ['Works when', action?.plan?.measure],
      ['Tried out by', 'making it happen once on purpose, and seeing the signal arrive'],
    ]),
    'Who hears it, what can they do within its first minutes, and when is it silent?',
  ],
  agents: ({ link, action, factors }) => [
    `- ${sentence(action?.title ?? subjectOf(factors))} Because: ${factors.map(({ statement }) => sentence(statement)).join(' ')} From ${link}.`,
    `  Enforced by: ${action === null ? 'nothing yet' : `${actionKinds[action.kind].toLowerCase()}, strength ${action.strength} of 5`}. A limit that is only asked for in words is no limit; which part of the platform refuses the step?`,
  ],
}

function subjectOf(factors: readonly EditionFactor[]): string {
  return factors[0]?.statement ?? 'A condition without a statement'
}

function contextOf(record: EditionRecord, factors: readonly EditionFactor[]): readonly string[] {
  const summary = record.sections.find(({ heading }) => /^summary$/i.test(heading.trim()))?.text.trim() ?? ''
  return [summary, bullets(factors.map(({ statement, code }) => `${statement} (${factorName(code)})`))]
}

/** What the timeline tells of some kinds, in its order; enough to recognise it by. */
function told(record: EditionRecord, kinds: readonly string[]): readonly string[] {
  return record.timeline
    .filter(({ kind }) => kinds.includes(kind))
    .slice(0, 8)
    .map(({ text }) => text)
}

function livedWith({ acceptances, factors: all }: EditionRecord, factors: readonly EditionFactor[]): string {
  return (acceptances ?? [])
    .filter(({ factor }) => factor !== null && factors.some((each) => each === all[factor]))
    .map(
      ({ because, agreedByRole, reviewOn }) =>
        `${sentence(because)} Agreed by ${agreedByRole} until ${reviewOn}.`,
    )
    .join(' ')
}

function actionLine({ title, state, ownerRole, dueOn }: EditionAction): string {
  const facts = [state, ownerRole, dueOn].filter((fact) => fact !== '').join(', ')
  return `${title} (${facts})`
}

function listOf(rows: readonly (readonly [label: string, words: string | undefined])[]): string {
  return rows
    .filter(([, words]) => words !== undefined && words.trim() !== '')
    .map(([label, words]) => `- **${label}:** ${lineOf(words ?? '')}`)
    .join('\n')
}

function bullets(lines: readonly string[]): string {
  return lines.length === 0
    ? '- Nothing is told about this yet.'
    : lines.map((line) => `- ${lineOf(line)}`).join('\n')
}

function sentence(text: string): string {
  const line = lineOf(text)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
