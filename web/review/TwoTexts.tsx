import { differenceOf } from '@secondstory/review/model/text-difference'
import { Button } from '../kit/Button.tsx'
import { LineDifference } from './LineDifference.tsx'

/** Two people changed the same lines. Both texts are here; the person at hand decides, and nothing is lost meanwhile. */
export function TwoTexts({
  mine,
  theirs,
  onChoose,
}: {
  readonly mine: string
  readonly theirs: string
  readonly onChoose: (text: string) => void
}) {
  const both = differenceOf(theirs, mine)
    .map((line) => line.text)
    .join('\n')
  return (
    <section
      aria-label="Two versions of the text"
      className="mb-6 rounded-lg border border-amber-line bg-raised p-4"
    >
      <p className="mb-3">
        Someone else changed the same lines while you were writing. Theirs is struck, yours is marked; which
        should stand?
      </p>
      <div className="mb-4 max-h-96 overflow-y-auto">
        <LineDifference before={theirs} after={mine} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onChoose(mine)}>Keep mine</Button>
        <Button onClick={() => onChoose(theirs)}>Take theirs</Button>
        <Button look="quiet" onClick={() => onChoose(both)}>
          Put both in, I will sort it
        </Button>
      </div>
    </section>
  )
}
