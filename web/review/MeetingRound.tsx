import { callerOf, type Round } from '@secondstory/review/model/meetings'
import { Button } from '../kit/Button.tsx'
import { useMayHere } from '../record.ts'
import { counted } from '../words.ts'
import type { OpenMeeting } from './use-meeting.ts'

/** A silent round on the wall: the question while everybody writes, then every paper at once. */
export function MeetingRound({ meeting, round }: { readonly meeting: OpenMeeting; readonly round: Round }) {
  const guides = useMayHere()('write')
  if (round.releasedAt !== null) return <Papers round={round} />
  return (
    <section aria-label="Silent round" className="flex flex-col gap-6">
      <p className="title text-2xl text-balance sm:text-[2.75rem] sm:leading-[1.2]">{round.ask}</p>
      <p role="status" className="text-md text-soft">
        Everybody writes, nobody reads yet. {counted(round.written, 'paper')} on the table.
      </p>
      {guides && (
        <div>
          <Button
            look="accent"
            disabled={round.written === 0}
            onClick={() => void meeting.change('releaseRound', { meetingId: meeting.wall.id })}
          >
            Read all of them
          </Button>
        </div>
      )}
    </section>
  )
}

/** The papers of a round that was read. */
export function Papers({ round }: { readonly round: Pick<Round, 'ask' | 'papers'> }) {
  return (
    <section aria-label="What was written">
      <h2 className="overline-label">{round.ask}</h2>
      <ul className="mt-2 grid gap-x-10 sm:grid-cols-2">
        {round.papers.map((paper) => (
          <li key={paper.id} className="border-t border-line py-3">
            <p className="font-serif text-lg [overflow-wrap:anywhere]">{paper.text}</p>
            <p className="text-sm text-faint first-letter:uppercase">{callerOf(paper.toldBy)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
