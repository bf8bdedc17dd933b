import { useEffect, useRef, useState } from 'react'
import { Button, buttonClass } from '../kit/Button.tsx'
import { paths } from '../paths.ts'

/** A published edition: its address part and its number. */
export interface PublishedPlace {
  readonly slug: string
  readonly number: number
}

/**
 * Prints the edition from here. It is read into a frame of its own: a second window would not be ours to print (the
 * app keeps its windows apart), and the edition's scripts are not wanted on paper.
 */
async function printEdition(address: string): Promise<boolean> {
  const answer = await fetch(address).catch(() => null)
  if (answer?.ok !== true) return false
  const frame = document.createElement('iframe')
  frame.title = 'The edition, for the printer'
  frame.sandbox.add('allow-same-origin', 'allow-modals')
  // Out of sight, yet laid out: what is not laid out prints as an empty page.
  frame.style.cssText = 'position:fixed;inset-inline-start:-200vw;inline-size:60rem;block-size:80rem;border:0'
  frame.srcdoc = await answer.text()
  return new Promise((resolve) => {
    frame.addEventListener('load', () => {
      const page = frame.contentWindow
      if (page === null) return resolve(false)
      page.addEventListener('afterprint', () => frame.remove())
      void page.document.fonts.ready.then(() => {
        page.print()
        resolve(true)
      })
    })
    document.body.append(frame)
  })
}

/** The edition is out: its address, a way to copy it, and its other forms. */
export function PublishedEdition({
  edition,
  isNew,
}: {
  readonly edition: PublishedPlace
  readonly isNew: boolean
}) {
  const { slug, number } = edition
  const path = paths.edition(slug)
  const address = `${window.location.origin}${path}`
  const [copied, setCopied] = useState<'copied' | 'refused' | null>(null)
  const [isUnprinted, setUnprinted] = useState(false)
  const place = useRef<HTMLHeadingElement>(null)
  // The button that published is another one now; the news takes the focus, so that it is read out and seen.
  useEffect(() => {
    if (isNew) place.current?.focus()
  }, [isNew])
  const copy = () => {
    navigator.clipboard
      .writeText(address)
      .then(() => setCopied('copied'))
      .catch(() => setCopied('refused'))
  }
  return (
    <section
      aria-label="Published"
      className="mt-7 mb-7 rounded-e-lg border-s-2 border-accent bg-accent-wash px-5 py-4"
    >
      <h3 ref={place} tabIndex={-1} className="title text-lg outline-none">
        {isNew ? `Edition ${number} is published` : `Edition ${number} is out`}
      </h3>
      <p className="mt-1 [overflow-wrap:anywhere]">
        <a href={path} className="text-accent-deep underline underline-offset-2">
          {address}
        </a>
      </p>
      {number > 1 && (
        <p className="mt-1 text-sm text-soft">
          It took the place of edition {number - 1}, which stays{' '}
          <a href={`${path}?number=${number - 1}`} className="underline underline-offset-2">
            readable as it was
          </a>
          .
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button icon="link" onClick={copy}>
          {copied === 'copied' ? 'Copied' : 'Copy the address'}
        </Button>
        <a href={paths.editionMarkdown(slug)} download className={buttonClass('quiet')}>
          Markdown
        </a>
        <a href={paths.editionJson(slug)} download className={buttonClass('quiet')}>
          JSON
        </a>
        <Button
          look="quiet"
          onClick={() => void printEdition(path).then((isPrinting) => setUnprinted(!isPrinting))}
        >
          Print
        </Button>
      </div>
      <p role="status" className="text-sm text-soft">
        {isUnprinted && 'The edition did not arrive; it has a print button of its own at its address. '}
        {copied === 'refused' &&
          'The browser keeps the clipboard to itself; the address above can be selected.'}
      </p>
    </section>
  )
}
