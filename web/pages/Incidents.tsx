import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, buttonClass } from '../kit/Button.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { type Filters, paths } from '../paths.ts'
import { type IncidentFilter, incidentsQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Page } from './Page.tsx'
import { IncidentRow, RowList, stageWord, useRowKeys } from './rows.tsx'
import { oneOf, useFilters, useTypedFilter } from './use-filters.ts'

const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const
const kinds = ['incident', 'near-miss'] as const
const stages = ['gathering', 'drafting', 'calibrating', 'published', 'followed-up'] as const

/** The filter of the operation from the filters of the address. */
function filterOf(search: Filters): IncidentFilter {
  const severity = oneOf(severities, search.severity)
  const kind = oneOf(kinds, search.kind)
  const stage = oneOf(stages, search.stage)
  const text = search.text?.slice(0, 200)
  return {
    ...(severity === undefined ? {} : { severity }),
    ...(kind === undefined ? {} : { kind }),
    ...(stage === undefined ? {} : { stage }),
    ...(text === undefined || text === '' ? {} : { text }),
  }
}

function FilterBar({
  search,
  change,
}: {
  readonly search: Filters
  readonly change: (next: Filters) => void
}) {
  const [text, setText] = useTypedFilter(search.text ?? '', (next) => change({ text: next }))
  return (
    <search className="mb-5 grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,1fr)_9rem_9rem_11rem]">
      <Field
        label="Search incidents"
        isLabelHidden
        type="search"
        placeholder="Title, component or INC-42"
        className="col-span-2 sm:col-span-1"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Select
        label="Severity"
        isLabelHidden
        value={search.severity ?? ''}
        onChange={(event) => change({ severity: event.target.value })}
        options={[
          { value: '', label: 'Any severity' },
          ...severities.map((each) => ({ value: each, label: each })),
        ]}
      />
      <Select
        label="Kind"
        isLabelHidden
        value={search.kind ?? ''}
        onChange={(event) => change({ kind: event.target.value })}
        options={[
          { value: '', label: 'Any kind' },
          { value: 'incident', label: 'Incidents' },
          { value: 'near-miss', label: 'Near misses' },
        ]}
      />
      <Select
        label="Stage"
        isLabelHidden
        className="col-span-2 sm:col-span-1"
        value={search.stage ?? ''}
        onChange={(event) => change({ stage: event.target.value })}
        options={[
          { value: '', label: 'Any stage' },
          ...stages.map((each) => ({ value: each, label: stageWord(each) })),
        ]}
      />
    </search>
  )
}

/** Every incident, newest first. */
export function Incidents() {
  const [search, change] = useFilters(paths.incidents)
  const filter = filterOf(search)
  const found = useInfiniteQuery(incidentsQuery(filter))
  const lines = found.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(filter).length > 0
  useRowKeys('Incidents')
  return (
    <Page
      title="Incidents"
      action={
        <PathLink to={paths.openIncident()} className={buttonClass('accent')}>
          Open an incident
        </PathLink>
      }
    >
      <FilterBar search={search} change={change} />
      <RefusalNotice error={found.error} />
      {found.isPending && <Skeleton lines={5} />}
      <RowList>
        {lines.map((line) => (
          <IncidentRow key={line.id} line={line} />
        ))}
      </RowList>
      {found.isSuccess && lines.length === 0 && isFiltered && (
        <Empty
          title="No incident matches"
          sentence="Nothing here has these words and this severity, kind and stage together."
          action={
            <Button onClick={() => change({ text: '', severity: '', kind: '', stage: '' })}>
              Show all incidents
            </Button>
          }
        />
      )}
      {found.isSuccess && lines.length === 0 && !isFiltered && (
        <Empty
          title="No incidents yet"
          sentence="An incident is anything that went differently from what we meant, whether or not anyone noticed. A near miss is one that hurt nobody yet."
          example="“Checkout writes were refused for 47 minutes.” A title like that and a severity are enough to begin."
        />
      )}
      {found.hasNextPage && (
        <Button className="mt-6" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show older incidents
        </Button>
      )}
    </Page>
  )
}
