import { Button } from '../kit/Button.tsx'
import type { Meeting } from './use-versions.ts'

/** Two people changed one thing: what both changed stands side by side, and the person at hand chooses. */
export function TwoVersions({ noun, meeting }: { readonly noun: string; readonly meeting: Meeting }) {
  return (
    <section
      aria-label="Two versions"
      className="rounded-lg border border-amber-line bg-raised p-4 text-start"
    >
      <p className="mb-3" role="alert">
        While you were writing, {noun} was changed elsewhere. Which words should stand?
      </p>
      <div aria-hidden="true" className="hidden gap-x-6 border-b border-line pb-1.5 sm:grid sm:grid-cols-2">
        <span className="overline-label">Yours</span>
        <span className="overline-label">Theirs</span>
      </div>
      <dl>
        {meeting.differences.map((each) => (
          <div key={each.label} className="border-b border-line py-2.5">
            <dt className="text-sm text-faint">{each.label}</dt>
            <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
              <Words of="Yours" text={each.mine} />
              <Words of="Theirs" text={each.theirs} />
            </div>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onClick={meeting.onKeep}>Keep mine</Button>
        <Button onClick={meeting.onTake}>Take theirs</Button>
        <Button look="quiet" onClick={meeting.onBack}>
          Back to the form
        </Button>
      </div>
    </section>
  )
}

function Words({ of, text }: { readonly of: 'Yours' | 'Theirs'; readonly text: string }) {
  return (
    <dd className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">
      <span className="text-sm text-faint sm:sr-only">{of}: </span>
      {text === '' ? <span className="text-faint">nothing</span> : text}
    </dd>
  )
}
