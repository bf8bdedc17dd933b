import type { ReactNode } from 'react'

/** A page with nothing on it yet: one sentence, one example, one button. It teaches; it does not apologise. */
export function Empty({
  title,
  sentence,
  example,
  action,
}: {
  readonly title: string
  readonly sentence: ReactNode
  readonly example?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <section className="measure py-6">
      <h2 className="title text-xl">{title}</h2>
      <p className="prose-text mt-3 text-soft">{sentence}</p>
      {example !== undefined && (
        <div className="prose-text mt-5 border-s-2 border-line ps-5 text-soft italic">{example}</div>
      )}
      {action !== undefined && <div className="mt-7 flex flex-wrap gap-2.5">{action}</div>}
    </section>
  )
}
