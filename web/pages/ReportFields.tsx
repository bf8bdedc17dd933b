import { findNames } from '@secondstory/language'
import {
  blurred,
  findIdentifiers,
  type Identifier,
  identifierKinds,
} from '@secondstory/review/model/identifiers'
import {
  type Catch,
  catches,
  type ReportPart,
  type ReportWords,
  reportParts,
} from '@secondstory/review/model/reports'
import { useDeferredValue } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field, Select, TextArea } from '../kit/Field.tsx'

const catchOptions = Object.entries(catches).map(([value, { says, means }]) => ({
  value,
  label: `${says}. ${means}`,
}))

function isCatch(value: string): value is Catch {
  return Object.hasOwn(catches, value)
}

/** The five fields of a report, each with what in it could lead back to somebody. */
export function ReportFields({
  words,
  onChange,
  hasTried,
}: {
  readonly words: ReportWords
  readonly onChange: (words: ReportWords) => void
  readonly hasTried: boolean
}) {
  return (
    <>
      {reportParts.map(({ part, question, hint }) => {
        const shared = {
          label: question,
          hint,
          isOptional: part !== 'happened',
          value: words[part],
          problem:
            hasTried && part === 'happened' && words.happened.trim() === ''
              ? 'One sentence about what happened is needed.'
              : undefined,
        }
        const write = (text: string) => onChange({ ...words, [part]: text })
        return (
          <div key={part} className="flex flex-col gap-2">
            {part === 'component' ? (
              <Field {...shared} maxLength={200} onChange={(event) => write(event.target.value)} />
            ) : (
              <TextArea {...shared} maxLength={8000} onChange={(event) => write(event.target.value)} />
            )}
            <Traces part={part} text={words[part]} onChange={write} />
            {part === 'stopped' && (
              <Select
                label="What sort of catch was it?"
                value={words.caught}
                options={catchOptions}
                onChange={(event) =>
                  isCatch(event.target.value) && onChange({ ...words, caught: event.target.value })
                }
              />
            )}
          </div>
        )
      })}
    </>
  )
}

/** What could lead back, with words to say instead. It is worked out in the page; nothing is sent for it. */
function Traces({
  part,
  text,
  onChange,
}: {
  readonly part: ReportPart
  readonly text: string
  readonly onChange: (text: string) => void
}) {
  const calm = useDeferredValue(text)
  const found = findIdentifiers(calm, findNames(calm))
  if (found.length === 0) return null
  const replace = (one: Identifier) => onChange(blurred(calm, [one]))
  return (
    <section
      aria-label={`Could lead back to somebody, in ${part}`}
      className="border-s-2 border-amber-line ps-3"
    >
      <p className="text-sm text-soft">This could lead back to somebody:</p>
      <ul className="flex flex-col">
        {found.map((one) => (
          <li key={one.from} className="flex flex-wrap items-center justify-between gap-x-4">
            <span className="min-w-0 text-sm break-words">
              <q className="font-medium">{one.quote}</q>{' '}
              <span className="text-soft">{identifierKinds[one.kind].says}</span>
            </span>
            <Button look="quiet" className="text-accent" onClick={() => replace(one)}>
              Say “{one.offer}”
            </Button>
          </li>
        ))}
      </ul>
      {found.length > 1 && (
        <Button look="quiet" className="text-accent" onClick={() => onChange(blurred(calm, found))}>
          Say all of it so
        </Button>
      )}
    </section>
  )
}
