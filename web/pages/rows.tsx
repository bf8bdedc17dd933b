import { reference } from '@secondstory/review/model/incident'
import { stageRules } from '@secondstory/review/model/policy'
import type { Stage } from '@secondstory/review/model/reviews'
import type { ReactNode } from 'react'
import type { OperationOutput } from '../client.ts'
import { buttonClass } from '../kit/Button.tsx'
import { classes, dottedFactClass, factRowClass } from '../kit/classes.ts'
import { SeverityMark } from '../kit/SeverityMark.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { counted, dayInWords, dueDayInWords, dueInWords, useNow } from '../words.ts'

/** A line of the list of incidents. */
export type IncidentLine = OperationOutput<'listIncidents'>['items'][number]
/** An action with the incident it came from. */
export type ActionLine = OperationOutput<'listActions'>[number]
/** A line of the library. */
export type EditionLine = OperationOutput<'listEditions'>['items'][number]

/** A stage with the word people read. */
export function stageWord(stage: Stage): string {
  return stageRules.find((rule) => rule.stage === stage)?.name ?? stage
}

/** The list rows stand in, with hairlines between them. */
export function RowList({ children }: { readonly children: ReactNode }) {
  return <ul className="flex flex-col divide-y divide-line/70">{children}</ul>
}

/** The look of a row that is a link. */
export const rowClass =
  'group -mx-3 flex gap-4 rounded-md px-3 py-3 transition-colors hover:bg-sunk focus-visible:bg-sunk'

/** j and k walk the rows of a page; Enter opens, because a row is a link. */
export function useRowKeys(name: string): void {
  const step = (by: number) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
    const here = document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1
    const next = here === -1 ? (by > 0 ? 0 : rows.length - 1) : here + by
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
  }
  useShortcuts(name, [
    { keys: 'j', about: 'Next row', run: () => step(1) },
    { keys: 'k', about: 'Previous row', run: () => step(-1) },
  ])
}

/** Facts of a row, divided by dots. `lead` stands first on a phone, where the columns beside the title fold in. */
function Facts({
  facts,
  lead,
}: {
  readonly facts: readonly (ReactNode | null)[]
  readonly lead?: ReactNode
}) {
  return (
    <span className={classes(factRowClass, 'text-sm text-soft')}>
      {lead !== undefined && <span className="flex gap-x-3 sm:hidden">{lead}</span>}
      {facts
        .filter((fact) => fact !== null)
        .map((fact, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: facts of one row never change their order.
            key={index}
            className={index === 0 ? undefined : dottedFactClass}
          >
            {fact}
          </span>
        ))}
    </span>
  )
}

/** One incident. With `withRule` it says which rule made its review due. */
export function IncidentRow({
  line,
  withRule = false,
}: {
  readonly line: IncidentLine
  readonly withRule?: boolean
}) {
  const now = useNow()
  const name = reference(line)
  const isOver = line.stage === 'published' || line.stage === 'followed-up'
  const due = line.dueAt === null || isOver || line.isSample ? null : dueInWords(line.dueAt, now)
  return (
    <li>
      <PathLink to={paths.incident(name)} data-row={line.id} className={rowClass}>
        <SeverityMark
          severity={line.severity}
          className="w-[4.5rem] shrink-0 self-start pt-0.5 max-sm:hidden"
        />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="title text-md text-pretty group-hover:text-accent-deep">{line.title}</span>
          <Facts
            lead={
              <>
                <SeverityMark severity={line.severity} className="text-ink" />
                {due !== null && <span className="tabular">{due}</span>}
              </>
            }
            facts={[
              <span key="name" className="tabular font-mono text-xs leading-5 text-faint">
                {name}
              </span>,
              line.kind === 'near-miss' ? 'Near miss' : null,
              dayInWords((line.startedAt ?? line.detectedAt)?.at ?? line.openedAt),
              stageWord(line.stage),
              line.openActions > 0 ? counted(line.openActions, 'open action') : null,
              line.isSample ? 'Sample, invented' : null,
            ]}
          />
          {withRule && !line.isSample && <span className="text-sm text-faint">{line.dueBecause}</span>}
        </span>
        {due !== null && (
          <span className="tabular shrink-0 pt-0.5 text-sm text-soft max-sm:hidden">{due}</span>
        )}
      </PathLink>
    </li>
  )
}

/** One action, as what will be different. `beside` stands at its end, `children` below it. */
export function ActionRow({
  line,
  withOwner = false,
  beside,
  children,
}: {
  readonly line: ActionLine
  readonly withOwner?: boolean
  readonly beside?: ReactNode
  readonly children?: ReactNode
}) {
  const now = useNow()
  return (
    <li>
      <div className="flex items-start gap-2">
        <PathLink
          to={paths.onIncident(line.incidentReference, { tab: 'actions', id: line.id })}
          data-row={line.id}
          className={classes(rowClass, 'min-w-0 flex-1')}
        >
          <span className="tabular w-[4.5rem] shrink-0 pt-0.5 font-medium text-soft max-sm:w-7">
            {line.priority}
          </span>
          <span className="flex min-w-0 flex-1 flex-col gap-0.5">
            <span className="title text-md text-pretty group-hover:text-accent-deep">{line.title}</span>
            <Facts
              lead={line.dueOn === null ? undefined : dueDayInWords(line.dueOn, now)}
              facts={[
                <span key="name" className="tabular font-mono text-xs leading-5 text-faint">
                  {line.incidentReference}
                </span>,
                line.incidentTitle,
                withOwner && line.owner !== null ? `${line.owner.name}, ${line.owner.role}` : null,
                line.state === 'proposed' ? 'Proposed' : null,
              ]}
            />
          </span>
          {line.dueOn !== null && (
            <span className="tabular shrink-0 pt-0.5 text-sm text-soft max-sm:hidden">
              {dueDayInWords(line.dueOn, now)}
            </span>
          )}
        </PathLink>
        {beside !== undefined && <span className="shrink-0 pt-1.5">{beside}</span>}
      </div>
      {children}
    </li>
  )
}

/** The first sentence of a text; all of it when it has no end. */
export function firstSentence(text: string): string {
  return /^.+?[.?!…](?=\s+\p{Lu}|\s*$)/su.exec(text)?.[0] ?? text
}

/** One edition: its title, its first sentences (or the first alone), or the words that matched. */
export function EditionRow({
  line,
  withOneSentence = false,
}: {
  readonly line: EditionLine
  readonly withOneSentence?: boolean
}) {
  return (
    <li className="relative">
      {/* Before the row: whoever practises must not read the end first. */}
      {!withOneSentence && (
        <PathLink
          to={paths.editionForesight(line.id)}
          aria-label={`Practise ${line.reference} with the future hidden`}
          className={buttonClass('quiet', 'absolute end-0 top-2 z-10 px-2.5 text-sm')}
        >
          Practise
        </PathLink>
      )}
      <a href={paths.edition(line.slug)} data-row={line.slug} className={rowClass}>
        <SeverityMark
          severity={line.severity}
          className="w-[4.5rem] shrink-0 self-start pt-0.5 max-sm:hidden"
        />
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span
            className={classes(
              'title text-md text-pretty group-hover:text-accent-deep',
              !withOneSentence && 'pe-20',
            )}
          >
            {line.title}
          </span>
          {line.snippet.length > 0 ? (
            <span className="prose-text text-md leading-6 text-soft">
              {line.snippet.map((run, index) =>
                run.isMatch ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: runs of text have nothing else to go by.
                  <mark key={index} className="rounded-sm bg-amber-wash px-0.5 text-ink">
                    {run.text}
                  </mark>
                ) : (
                  run.text
                ),
              )}
            </span>
          ) : (
            line.opening !== '' && (
              <span className="prose-text line-clamp-2 text-md leading-6 text-soft">
                {withOneSentence ? firstSentence(line.opening) : line.opening}
              </span>
            )
          )}
          <Facts
            lead={<SeverityMark severity={line.severity} className="text-ink" />}
            facts={[
              <span key="name" className="tabular font-mono text-xs leading-5 text-faint">
                {line.reference}
              </span>,
              line.kind === 'near-miss' ? 'Near miss' : null,
              `published ${dayInWords(line.publishedAt)}`,
              line.components.length > 0 ? line.components.join(', ') : null,
              line.isSample ? 'Sample, invented' : null,
            ]}
          />
        </span>
      </a>
    </li>
  )
}
