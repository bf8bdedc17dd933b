import { useState } from 'react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'

/** Something to paste elsewhere, with the button that copies it. A long text keeps its lines and scrolls by itself. */
export function Copied({
  label,
  text,
  isLong = false,
}: {
  readonly label: string
  readonly text: string
  readonly isLong?: boolean
}) {
  const [copied, setCopied] = useState('')
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(text),
      () => setCopied(''),
    )
  }
  return (
    <div className={classes('flex gap-2', isLong ? 'flex-col' : 'flex-wrap items-center')}>
      {isLong ? (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
          tabIndex={0}
          aria-label={label}
          className="max-h-72 overflow-auto rounded-md border border-line bg-sunk px-3 py-2"
        >
          <pre className="font-mono text-sm leading-5 select-all">{text}</pre>
        </section>
      ) : (
        <code className="min-w-0 flex-1 basis-64 rounded-md border border-line bg-sunk px-3 py-2 font-mono text-sm break-all select-all">
          {text}
        </code>
      )}
      <Button onClick={copy} aria-label={`Copy ${label}`} className="self-start">
        {copied === text ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
