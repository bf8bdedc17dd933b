import { useQuery } from '@tanstack/react-query'
import { tabClass } from '../kit/classes.ts'
import { Empty } from '../kit/Empty.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { actionsQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Page } from './Page.tsx'
import { ActionRow, RowList, useRowKeys } from './rows.tsx'
import { useFilters } from './use-filters.ts'

/** What was promised and is not done yet: mine, or everyone's. By date; never counted by person. */
export function Actions() {
  const [search] = useFilters(paths.actions)
  const isMine = search.mine === 'yes'
  const found = useQuery(actionsQuery({ state: 'open', ...(isMine ? { mine: true } : {}) }))
  useRowKeys('Actions')
  return (
    <Page title="Actions" about="What was agreed to change, and by when.">
      <nav aria-label="Which actions" className="mb-4 flex gap-6 border-b border-line">
        <PathLink to={paths.actions()} className={tabClass} withFilters>
          All open
        </PathLink>
        <PathLink to={paths.actions({ mine: 'yes' })} className={tabClass} withFilters>
          Mine
        </PathLink>
      </nav>
      <RefusalNotice error={found.error} />
      {found.isPending && <Skeleton lines={4} />}
      <RowList>
        {found.data?.map((line) => (
          <ActionRow key={line.id} line={line} withOwner={!isMine} />
        ))}
      </RowList>
      {found.data?.length === 0 && (
        <Empty
          title={isMine ? 'Nothing of yours is open' : 'No action is open'}
          sentence="Actions come out of reviews. One is opened when a person takes it and there is a date; until then it is a proposal."
          example="“A deploy without a dry run is refused in CI.” It works even when everyone has forgotten it."
        />
      )}
    </Page>
  )
}
