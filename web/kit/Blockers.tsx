import type { ReactNode } from 'react'

/** One thing in the way: a sentence, and the way to it. */
export interface BlockerLine {
  readonly key: string
  readonly sentence: string
  readonly link?: ReactNode
}

/** What stands in the way, as sentences with links. Nothing at all when nothing does. */
export function Blockers({
  title,
  lines,
}: {
  readonly title?: string
  readonly lines: readonly BlockerLine[]
}) {
  if (lines.length === 0) return null
  return (
    <section aria-label={title ?? 'What stands in the way'}>
      {title !== undefined && <h3 className="overline-label mb-2">{title}</h3>}
      <ul className="flex flex-col">
        {lines.map((line) => (
          <li
            key={line.key}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-s-2 border-amber-line py-1.5 ps-3"
          >
            <span className="min-w-0 flex-1 basis-56">{line.sentence}</span>
            {line.link}
          </li>
        ))}
      </ul>
    </section>
  )
}
