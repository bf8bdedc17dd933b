import { followUpBlockers } from '@secondstory/review/model/gate-policy'
import type { Stage } from '@secondstory/review/model/reviews'
import { useState } from 'react'
import { ask, Refused } from '../client.ts'
import { Button, buttonClass } from '../kit/Button.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { counted } from '../words.ts'
import { StepLink } from './StepLink.tsx'
import { useWorking } from './working.tsx'

/** The last step: once an edition is out, the review is closed when what came of it is known, and opened again if it has to be. */
export function CloseReview() {
  const { record, reference, change } = useWorking()
  const { review, actions } = record
  const [problem, setProblem] = useState('')
  if (review.editionNumber === null) return null
  const isClosed = review.stage === 'followed-up'
  const move = async (stage: Stage) => {
    const answer = await change({
      send: () => ask('correctReview', { incidentId: review.incidentId, version: review.version, stage }),
      settle: (row, answered) => ({ ...row, review: answered }),
      isShownInPlace: true,
    })
    setProblem(answer instanceof Refused ? answer.sentence : '')
  }
  const blockers = isClosed ? [] : followUpBlockers(review.answers)
  const open = actions.filter(({ state }) => state === 'open' || state === 'proposed').length
  return (
    <section aria-labelledby="closing-title" className="mt-8 border-t border-line pt-5">
      <h2 id="closing-title" className="title text-lg">
        {isClosed ? 'This review is closed' : 'When what came of it is known'}
      </h2>
      <p className="mt-1 text-soft">
        {isClosed
          ? 'Its edition stays, and its actions go on being followed. A later edition opens it again.'
          : open === 0
            ? 'Every action is done or dropped. Closing says that we looked at what came of them.'
            : `${counted(open, 'action is', 'actions are')} still open and will be followed after closing as before.`}{' '}
        {open > 0 && (
          <PathLink
            to={paths.incident(reference, 'actions')}
            className="text-accent underline underline-offset-2"
          >
            See the actions
          </PathLink>
        )}
      </p>
      {blockers.map(({ rule, sentence, place }) => (
        <p key={rule} className="mt-3 border-s-2 border-amber-line ps-3">
          {sentence}{' '}
          <StepLink place={place} className={buttonClass('quiet', 'text-accent!')}>
            Go there
          </StepLink>
        </p>
      ))}
      {problem !== '' && (
        <p role="alert" className="mt-3 border-s-2 border-amber-line ps-3 text-amber">
          {problem}
        </p>
      )}
      <Button
        className="mt-3"
        disabled={blockers.length > 0}
        onClick={() => void move(isClosed ? 'published' : 'followed-up')}
      >
        {isClosed ? 'Open it again' : 'Close the review'}
      </Button>
    </section>
  )
}
