import type { Choice, DecisionPoint } from '@secondstory/review/model/decisions'
import { IconButton } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { AddLine, LineInput } from './Said.tsx'

/** What could have been done: seen then in ink, seen afterwards grey and saying so. One of them was chosen. */
export function DecisionOptions({
  decision,
  onChange,
}: {
  readonly decision: Pick<DecisionPoint, 'options' | 'chosen' | 'decider'>
  readonly onChange: (more: Partial<Pick<DecisionPoint, 'options' | 'chosen'>>) => void
}) {
  const { options, chosen } = decision
  const put = (index: number, more: Partial<Choice>) =>
    onChange({ options: options.map((each, at) => (at === index ? { ...each, ...more } : each)) })
  return (
    <section aria-label="Options">
      <h2 className="title text-lg">
        {decision.decider === 'agent' ? 'Tools it was allowed' : 'What was on the table'}
      </h2>
      <p className="text-sm text-faint">
        Waiting is an option too. One we only see now stays, grey, so that nobody mistakes it for one they
        had.
      </p>
      <ol className="mt-3 flex flex-col border-t border-line">
        {options.map((option, index) => (
          <OptionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the options are plain texts; their place is what tells them apart.
            key={index}
            option={option}
            place={index + 1}
            isChosen={option.text.trim() !== '' && option.text.trim() === chosen.trim()}
            onChange={(more) => {
              const isRenamed = more.text !== undefined && option.text === chosen && chosen !== ''
              if (!isRenamed) return put(index, more)
              onChange({
                chosen: more.text ?? chosen,
                options: options.map((each, at) => (at === index ? { ...each, ...more } : each)),
              })
            }}
            onChoose={() => onChange({ chosen: option.text.trim() === chosen.trim() ? '' : option.text })}
            onRemove={() => onChange({ options: options.filter((_, at) => at !== index) })}
          />
        ))}
      </ol>
      <AddLine
        label="An option"
        onAdd={() => onChange({ options: [...options, { text: '', costThen: '', seenThen: true }] })}
      />
    </section>
  )
}

function OptionRow({
  option,
  place,
  isChosen,
  onChange,
  onChoose,
  onRemove,
}: {
  readonly option: Choice
  readonly place: number
  readonly isChosen: boolean
  readonly onChange: (more: Partial<Choice>) => void
  readonly onChoose: () => void
  readonly onRemove: () => void
}) {
  return (
    <li
      className={classes(
        'grid items-start gap-x-3 border-b border-line py-1.5 sm:grid-cols-[1.4fr_1fr_auto]',
        !option.seenThen && 'text-faint italic',
      )}
    >
      <div className="flex min-w-0 items-start">
        <button
          type="button"
          aria-pressed={isChosen}
          aria-label={isChosen ? `Chosen: ${option.text}` : `Mark as chosen: ${option.text}`}
          disabled={!option.seenThen || option.text.trim() === ''}
          onClick={onChoose}
          className="target flex w-8 shrink-0 items-center justify-center"
        >
          <span
            aria-hidden="true"
            className={classes(
              'size-3.5 rounded-full border-[1.5px]',
              isChosen ? 'border-accent bg-accent' : 'border-edge',
              !option.seenThen && 'border-dashed opacity-60',
            )}
          />
        </button>
        <LineInput
          label={`Option ${place}`}
          prompt="What could be done?"
          value={option.text}
          onChange={(text) => onChange({ text })}
          className={classes('text-md', isChosen && 'font-medium')}
        />
      </div>
      <div className="flex min-w-0 ps-8 sm:ps-0">
        <LineInput
          label={`What option ${place} would have cost at that hour`}
          prompt="its cost at that hour"
          value={option.costThen}
          onChange={(costThen) => onChange({ costThen })}
          className="text-soft"
        />
      </div>
      <div className="flex items-center justify-end gap-1 ps-8 not-italic sm:ps-0">
        <label className="target inline-flex items-center gap-2 text-sm whitespace-nowrap">
          <input
            type="checkbox"
            className="size-4"
            checked={option.seenThen}
            onChange={(event) => onChange({ seenThen: event.target.checked })}
          />
          {option.seenThen ? 'seen then' : 'seen afterwards'}
        </label>
        <IconButton
          label={`Take off the option: ${option.text.slice(0, 40)}`}
          icon="close"
          onClick={onRemove}
        />
      </div>
    </li>
  )
}
