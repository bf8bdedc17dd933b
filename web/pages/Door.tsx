import type { ReactNode } from 'react'
import { useTitle } from './Page.tsx'

/** A page before the frame: signing in, setting up, accepting an invitation. */
export function Door({
  title,
  about,
  children,
}: {
  readonly title: string
  readonly about: ReactNode
  readonly children: ReactNode
}) {
  useTitle(title)
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] md:grid-rows-1 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="flex flex-col justify-between gap-6 border-b border-line bg-sunk px-6 py-6 sm:px-10 md:border-e md:border-b-0 md:py-10">
        <p className="title text-lg">Second Story</p>
        <p className="title hidden max-w-[24rem] text-xl text-balance text-soft md:block">
          The first story asks who.
          <br />
          <span className="text-ink">The second story asks how.</span>
        </p>
        <p className="hidden text-sm text-faint md:block">
          Reviews of what went differently, and of what almost did.
        </p>
      </div>
      <main id="main" className="flex flex-col justify-start px-6 py-10 sm:px-12 md:justify-center md:px-20">
        <div className="w-full max-w-[24rem]">
          <h1 className="title text-2xl">{title}</h1>
          <p className="mt-2 mb-7 text-md text-soft">{about}</p>
          {children}
        </div>
      </main>
    </div>
  )
}
