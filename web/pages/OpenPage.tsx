import type { ReactNode } from 'react'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'

const link =
  'target flex items-center rounded-md px-2.5 text-base text-soft transition-colors hover:bg-sunk hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8'

/** A page anyone may read: a line with the name of the house and the way in, and the page below. It asks the server nothing. */
export function OpenPage({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[74rem] flex-col px-4 sm:px-8">
      <header className="no-print -mx-2.5 flex flex-wrap items-center gap-x-1 py-3 md:py-5">
        <PathLink to={paths.home()} isExact className="title target flex items-center px-2.5 text-lg">
          Second Story
        </PathLink>
        <span className="flex-1" />
        <nav aria-label="Main" className="flex items-center gap-x-1">
          <PathLink to={paths.playground()} className={link}>
            Try a text
          </PathLink>
          <PathLink to={paths.rules()} className={link}>
            The rules
          </PathLink>
          <PathLink to={paths.signIn()} className={link}>
            Sign in
          </PathLink>
        </nav>
      </header>
      <main id="main" className="flex-1 pt-4 pb-16 md:pt-8">
        {children}
      </main>
    </div>
  )
}
