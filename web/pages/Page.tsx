import { type ReactNode, useEffect } from 'react'
import { classes } from '../kit/classes.ts'

/** Names the page in the window's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Second Story' ? title : `${title} · Second Story`
  }, [title])
}

/** A page of the frame: its title as the one `h1`, a sentence below it, and what to do at its right. */
export function Page({
  title,
  about,
  action,
  width = 'list',
  children,
}: {
  readonly title: string
  readonly about?: ReactNode
  readonly action?: ReactNode
  readonly width?: 'list' | 'form'
  readonly children: ReactNode
}) {
  useTitle(title)
  return (
    <div className={classes('mx-auto w-full', width === 'form' ? 'max-w-[46rem]' : 'max-w-[60rem]')}>
      <header className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="title text-2xl">
            {title}
          </h1>
          {about !== undefined && (
            <p className="mt-1.5 max-w-[42rem] text-md text-pretty text-soft">{about}</p>
          )}
        </div>
        {action}
      </header>
      {children}
    </div>
  )
}

/** A part of a page with its heading. */
export function Part({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="mb-10">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-3 border-b border-line pb-2">
        <h2 className="title text-lg">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
