import { changesOnly, differenceOf } from '@secondstory/review/model/text-difference'
import { classes } from '../kit/classes.ts'

/** Two texts as one column: what left is struck, what came is marked with a line at its side; never colour alone. */
export function LineDifference({ before, after }: { readonly before: string; readonly after: string }) {
  const lines = changesOnly(differenceOf(before, after))
  if (lines.every((line) => line === null || line.change === 'same'))
    return <p className="text-soft">The two texts are the same.</p>
  return (
    <div className="font-serif text-md leading-6">
      {lines.map((line, index) =>
        line === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are a fixed list made anew from two texts.
          <p key={index} aria-hidden="true" className="py-1 text-faint">
            ⋯
          </p>
        ) : (
          <p
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={index}
            className={classes(
              'min-h-6 border-s-2 ps-3 whitespace-pre-wrap [overflow-wrap:anywhere]',
              line.change === 'added' && 'border-accent bg-accent-wash',
              line.change === 'removed' && 'border-edge text-faint',
              line.change === 'same' && 'border-transparent text-soft',
            )}
          >
            {line.change === 'removed' && <del>{line.text}</del>}
            {line.change === 'added' && <ins className="no-underline">{line.text}</ins>}
            {line.change === 'same' && line.text}
          </p>
        ),
      )}
    </div>
  )
}
