import { type AccountPart, accountLabels, accountPrompts } from '@secondstory/review/model/accounts'
import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { TextArea } from '../kit/Field.tsx'
import { usePrivateFindings } from './use-private-findings.ts'
import { useRoster } from './use-roster.ts'

/** One of the five parts: the words, a question that helps to remember, and what a second look finds, for the writer alone. */
export function AccountPartField({
  part,
  isAsTold,
  text,
  onChange,
}: {
  readonly part: AccountPart
  readonly isAsTold: boolean
  readonly text: string
  readonly onChange: (text: string) => void
}) {
  const prompts = accountPrompts[part]
  const [position, setPosition] = useState(0)
  const label = isAsTold ? `${accountLabels[part].told}…` : accountLabels[part].mine
  return (
    <div>
      <TextArea
        label={label}
        hint={
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-serif text-md text-faint italic">{prompts[position % prompts.length]}</span>
            {prompts.length > 1 && (
              <Button
                look="quiet"
                className="-mx-2 min-h-0! px-2! py-0.5 text-sm"
                aria-label={`Another question about: ${label}`}
                onClick={() => setPosition(position + 1)}
              >
                Another question
              </Button>
            )}
          </span>
        }
        value={text}
        onChange={(event) => onChange(event.target.value)}
        rows={2}
        maxLength={8000}
      />
      <Findings text={text} />
    </div>
  )
}

function Findings({ text }: { readonly text: string }) {
  const findings = usePrivateFindings(text, useRoster())
  if (findings.length === 0) return null
  return (
    <ul
      aria-label="For you alone"
      className="mt-2 flex flex-col gap-1 border-s-2 border-dotted border-amber-line ps-3 text-sm text-soft"
    >
      {findings.slice(0, 3).map((finding) => (
        <li key={`${finding.from} ${finding.rule}`}>
          <span className="text-amber">“{finding.quote}”</span> {finding.because} {finding.ask}
        </li>
      ))}
    </ul>
  )
}
