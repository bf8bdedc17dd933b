import { SMALLEST_GROUP } from '@secondstory/review/model/bands'
import { exitQuestions } from '@secondstory/review/model/meetings'
import type { OpenMeeting } from './use-meeting.ts'

const choiceWords = { yes: 'Yes', partly: 'Partly', no: 'No' } as const

/** The two questions on the way out, in bands; below five answers nothing is shown. */
export function MeetingExits({ meeting }: { readonly meeting: OpenMeeting }) {
  const { exits, floor } = meeting.wall
  if (floor.pollAt === null) return null
  return (
    <section aria-label="On the way out" className="flex flex-col gap-4">
      <h2 className="overline-label">On the way out</h2>
      {exits.map(({ question, bands }) => (
        <div key={question}>
          <p className="text-md">{exitQuestions[question]}</p>
          {bands === null ? (
            <p className="text-sm text-faint">
              Shown once {SMALLEST_GROUP} have answered, as bands, never as numbers.
            </p>
          ) : (
            <ul className="mt-1 flex flex-wrap gap-x-8 text-soft">
              {bands.map(({ choice, band }) => (
                <li key={choice}>
                  {choiceWords[choice]}: {band}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  )
}
