import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { SeverityMark } from '../kit/SeverityMark.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { editionsQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { dayInWords } from '../words.ts'
import { Page } from './Page.tsx'

/** Drills begin here: an edition is chosen, and a link goes to those who take part. */
export function Drills() {
  const go = useGo()
  const found = useInfiniteQuery(editionsQuery({}))
  const open = useChange('openDrill', {
    touches: () => [],
    // The secret of the link stays in the address of this page, where no server reads it.
    onDone: ({ id, secret }) => go(`${paths.drill(id)}#${secret}`),
  })
  const editions = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page
      title="Practice"
      about="One of us leads a published review step by step, the future hidden. Everyone chooses at each decision before history does. Nothing is kept about anyone."
    >
      <RefusalNotice error={found.error ?? open.error} />
      {found.isPending && <Skeleton lines={4} />}
      {found.data !== undefined && editions.length === 0 && (
        <Empty
          title="A drill is made from a review that is out"
          sentence="As soon as an edition with a decision point is published, a group can walk through it here."
          example="An hour, five people, and the question: what would you do, with what could be seen at 14:16?"
          action={null}
        />
      )}
      <ul>
        {editions.map((line) => (
          <li key={line.id} className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line py-4">
            <div className="min-w-0 flex-1 basis-72">
              <p className="title text-md text-pretty">{line.title}</p>
              <p className="flex flex-wrap gap-x-3 text-sm text-faint">
                <SeverityMark severity={line.severity} />
                <span>{line.reference}</span>
                <span>published {dayInWords(line.publishedAt)}</span>
                {line.isSample && <span>Sample, invented</span>}
              </p>
            </div>
            <Button
              isBusy={open.isPending && open.variables.editionId === line.id}
              onClick={() => open.mutate({ editionId: line.id })}
            >
              Lead a drill<span className="sr-only">: {line.title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button className="mt-4" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  )
}
