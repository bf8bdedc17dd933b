import type { Finding } from '@secondstory/language'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button, IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { usePhrases } from './use-phrases.ts'
import { useRoster } from './use-roster.ts'

/** Text that reads like a page until someone writes in it: no box at rest, a box under the pointer and the focus. */
export const quietBox =
  'w-full rounded-md border border-transparent bg-transparent -mx-2.5 px-2.5 py-1 transition-colors field-sizing-content placeholder:text-faint placeholder:italic hover:border-edge/60 hover:bg-raised focus:border-accent focus:bg-raised'

/** One thing that is said: a label, the words, and below them what deserves another look while they are written. */
export function Said({
  label,
  prompt,
  value,
  onChange,
  look = 'prose',
  isLabelHidden = false,
}: {
  readonly label: string
  readonly prompt: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly look?: 'prose' | 'small'
  readonly isLabelHidden?: boolean
}) {
  const id = useId()
  const roster = useRoster()
  const findings = usePhrases(value, roster)
  return (
    <div>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'overline-label'}>
        {label}
      </label>
      <textarea
        id={id}
        rows={1}
        value={value}
        placeholder={prompt}
        aria-describedby={findings.length > 0 ? `${id}-found` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={classes(
          quietBox,
          'block w-[calc(100%+1.25rem)] resize-none',
          look === 'prose' ? 'prose-text' : 'text-base',
        )}
      />
      {findings.length > 0 && (
        <div role="status">
          <ul id={`${id}-found`} className="mt-1 flex flex-col gap-1.5">
            {findings.slice(0, 2).map((finding) => (
              <Phrase
                key={`${finding.from} ${finding.rule}`}
                finding={finding}
                onRewrite={(rewrite) =>
                  onChange(`${value.slice(0, rewrite.from)}${rewrite.text}${value.slice(rewrite.to)}`)
                }
              />
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function Phrase({
  finding,
  onRewrite,
}: {
  readonly finding: Finding
  readonly onRewrite: (rewrite: Finding['rewrites'][number]) => void
}) {
  const [rewrite] = finding.rewrites
  return (
    <li className="border-s-2 border-amber-line ps-3 text-sm text-soft">
      <span className="underline decoration-amber-line decoration-dotted underline-offset-4">
        {finding.quote}
      </span>{' '}
      {finding.because} <span className="font-serif text-base italic">{finding.ask}</span>
      {rewrite !== undefined && (
        <Button look="quiet" className="-my-1.5 ms-1 px-2 text-accent!" onClick={() => onRewrite(rewrite)}>
          {rewrite.text.trim() === '' ? 'Leave it out' : `“${rewrite.text.trim()}”`}
        </Button>
      )}
    </li>
  )
}

/** Several short things of one kind, each on a line that reads like a page. */
export function SaidList({
  label,
  prompt,
  values,
  onChange,
}: {
  readonly label: string
  readonly prompt: string
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="overline-label">
        {label}
      </h3>
      <ul className="flex flex-col">
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are plain texts; their place is what tells them apart.
          <li key={index} className="flex items-start gap-1">
            <span aria-hidden="true" className="pt-1.5 text-faint">
              –
            </span>
            <LineInput
              label={`${label}, ${index + 1}`}
              value={value}
              onChange={(text) => onChange(values.with(index, text))}
            />
            <IconButton
              label={`Take off: ${value.slice(0, 40)}`}
              icon="close"
              onClick={() => onChange(values.filter((_, each) => each !== index))}
            />
          </li>
        ))}
      </ul>
      <AddLine label={prompt} onAdd={() => onChange([...values, ''])} />
    </section>
  )
}

/** One line that reads like a page and grows with what is written. */
export function LineInput({
  label,
  value,
  prompt,
  onChange,
  className = '',
}: {
  readonly label: string
  readonly value: string
  readonly prompt?: string
  readonly onChange: (text: string) => void
  readonly className?: string
}) {
  const box = useRef<HTMLTextAreaElement>(null)
  // A line just added is there to be written: the button that added it had the focus. A page that opens keeps its own.
  useEffect(() => {
    const isAdded = document.activeElement instanceof HTMLButtonElement
    if (isAdded && box.current?.value === '') box.current.focus({ preventScroll: true })
  }, [])
  return (
    <textarea
      aria-label={label}
      rows={1}
      value={value}
      placeholder={prompt}
      ref={box}
      onChange={(event) => onChange(event.target.value.replace(/\n/g, ' '))}
      className={classes(quietBox, 'mx-0 min-w-0 flex-1 resize-none px-2 text-base', className)}
    />
  )
}

export function AddLine({ label, onAdd }: { readonly label: ReactNode; readonly onAdd: () => void }) {
  return (
    <Button look="quiet" icon="plus" className="-ms-2 px-2 text-faint!" onClick={onAdd}>
      {label}
    </Button>
  )
}
