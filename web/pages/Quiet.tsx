import { type ReactNode, useEffect } from 'react'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { Page } from './Page.tsx'

/** A page that asks nobody who they are: no frame, so nothing around it asks the server for a session. */
export function Quiet({
  title,
  about,
  children,
}: {
  readonly title: string
  readonly about: ReactNode
  readonly children: ReactNode
}) {
  // Reading starts at the title, as it does on the pages of the frame.
  useEffect(() => document.querySelector('h1')?.focus(), [])
  return (
    <div className="min-h-dvh">
      <header className="no-print flex flex-wrap items-center justify-between gap-x-6 border-b border-line bg-sunk px-4 py-1.5 sm:px-8">
        <PathLink to={paths.home()} className="title target flex items-center text-lg">
          Second Story
        </PathLink>
        <nav aria-label="Reports" className="flex flex-wrap gap-x-5 text-soft">
          <PathLink to={paths.report()} isExact className="target flex items-center hover:text-ink">
            Report
          </PathLink>
          <PathLink to={paths.reportReceipt()} className="target flex items-center hover:text-ink">
            Your receipt
          </PathLink>
          <PathLink to={paths.conduct()} className="target flex items-center hover:text-ink">
            Conduct
          </PathLink>
        </nav>
      </header>
      <main id="main" className="px-4 pt-7 pb-20 sm:px-8 md:pt-10">
        <Page width="form" title={title} about={about}>
          {children}
        </Page>
      </main>
    </div>
  )
}
