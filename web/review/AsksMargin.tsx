import type { QuestionPlace } from '@secondstory/review/model/questions'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { ask } from '../client.ts'
import { buttonClass } from '../kit/Button.tsx'
import { keys } from '../queries.ts'
import { isTakenHere, nextStep } from './next-step.ts'
import { Questions } from './Questions.tsx'
import { StageList, useStageTasks } from './StageList.tsx'
import { StepLink } from './StepLink.tsx'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

/** What stands in the way of publishing, kept while the record stays as it is. */
export function useBlockers() {
  const { record, reference } = useWorking()
  return useQuery({
    queryKey: keys.blockers(reference),
    queryFn: ({ signal }) => ask('listBlockers', { incidentId: record.incident.id }, signal),
  })
}

/** The margin: for those who write, one next step in words; then a question worth asking here. */
export function AsksMargin({ place }: { readonly place: QuestionPlace }) {
  const { record, reference } = useWorking()
  const { pathname } = useLocation()
  const blockers = useBlockers()
  const tasks = useStageTasks().data ?? []
  // A day is asked for where the policy gives the review one to be due.
  const open = tasks.filter((task) => !task.isDone && task.leftOut === '' && task.dueAt !== null)
  const step = nextStep(record, blockers.data?.blockers ?? [], new Set(open.map(({ id }) => id)))
  return (
    <section aria-label="What the review asks" className="flex flex-col gap-6">
      <Whoever may="write">
        <div>
          <h2 className="overline-label mb-2">Next</h2>
          <div className="border-s-2 border-accent ps-4">
            <p className="title text-md leading-6">{step.sentence}</p>
            <p className="mt-1 text-soft">{step.because}</p>
            {!isTakenHere(step, reference, pathname) && (
              <StepLink place={step} className={buttonClass('quiet', '-ms-3.5 mt-1 text-accent!')}>
                {step.tab === 'incident' ? 'Say it here' : 'Go there'}
              </StepLink>
            )}
          </div>
        </div>
        <StageList />
      </Whoever>
      <Questions place={place} />
    </section>
  )
}
