import { factorEntries, factorGroups } from '@secondstory/review/model/taxonomy'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '../kit/Button.tsx'
import { Chip } from '../kit/Chip.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { type Filters, paths } from '../paths.ts'
import { type EditionFilter, editionsQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { counted } from '../words.ts'
import { Page } from './Page.tsx'
import { EditionRow, RowList, useRowKeys } from './rows.tsx'
import { oneOf, useFilters, useTypedFilter } from './use-filters.ts'

const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const
const kinds = ['incident', 'near-miss'] as const
const plain = ['text', 'component', 'factor'] as const
const days = ['from', 'to'] as const

/** The filter of the operation from the filters of the address; what makes no sense is left out. */
function filterOf(search: Filters): EditionFilter {
  const severity = oneOf(severities, search.severity)
  const kind = oneOf(kinds, search.kind)
  const texts = plain.flatMap((name) => {
    const value = search[name]?.trim()
    return value === undefined || value === '' ? [] : [[name, value.slice(0, name === 'factor' ? 40 : 200)]]
  })
  const dates = days.flatMap((name) => {
    const value = search[name]
    return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? [[name, value]] : []
  })
  return {
    ...Object.fromEntries([...texts, ...dates]),
    ...(severity === undefined ? {} : { severity }),
    ...(kind === undefined ? {} : { kind }),
  }
}

const factorOptions = [
  { value: '', label: 'Any factor' },
  ...factorEntries.map((entry) => ({
    value: entry.code,
    label: `${factorGroups[entry.group]}: ${entry.name}`,
  })),
]

function Refinements({
  search,
  change,
}: {
  readonly search: Filters
  readonly change: (next: Filters) => void
}) {
  const [component, setComponent] = useTypedFilter(search.component ?? '', (next) =>
    change({ component: next }),
  )
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 pt-2 pb-1 lg:grid-cols-3">
      <Select
        label="Severity"
        value={search.severity ?? ''}
        onChange={(event) => change({ severity: event.target.value })}
        options={[
          { value: '', label: 'Any severity' },
          ...severities.map((each) => ({ value: each, label: each })),
        ]}
      />
      <Select
        label="Kind"
        value={search.kind ?? ''}
        onChange={(event) => change({ kind: event.target.value })}
        options={[
          { value: '', label: 'Any kind' },
          { value: 'incident', label: 'Incidents' },
          { value: 'near-miss', label: 'Near misses' },
        ]}
      />
      <Field
        label="Component"
        placeholder="payments-db"
        value={component}
        onChange={(event) => setComponent(event.target.value)}
      />
      <Select
        label="Contributing factor"
        value={search.factor ?? ''}
        onChange={(event) => change({ factor: event.target.value })}
        options={factorOptions}
      />
      <Field
        label="Published from"
        type="date"
        value={search.from ?? ''}
        onChange={(event) => change({ from: event.target.value })}
      />
      <Field
        label="Published until"
        type="date"
        value={search.to ?? ''}
        onChange={(event) => change({ to: event.target.value })}
      />
    </div>
  )
}

/** What is chosen, as chips that can be taken off one by one. */
function Chosen({
  filter,
  change,
}: {
  readonly filter: EditionFilter
  readonly change: (next: Filters) => void
}) {
  const chosen = Object.entries(filter).filter(([name]) => name !== 'text')
  if (chosen.length === 0) return null
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {chosen.map(([name, value]) => (
        <Chip key={name} onRemove={() => change({ [name]: '' })}>
          {name === 'factor'
            ? (factorOptions.find((each) => each.value === value)?.label ?? value)
            : `${name} ${value}`}
        </Chip>
      ))}
    </div>
  )
}

const nothing: Filters = { text: '', severity: '', kind: '', component: '', factor: '', from: '', to: '' }

/** What has been published, found by its words. The address carries the search, so it can be sent to someone. */
export function Library() {
  const [search, change] = useFilters(paths.library)
  const [text, setText] = useTypedFilter(search.text ?? '', (next) => change({ text: next }))
  const filter = filterOf(search)
  const found = useInfiniteQuery({ ...editionsQuery(filter), placeholderData: (before) => before })
  const lines = found.data?.pages.flatMap((page) => page.items) ?? []
  const total = found.data?.pages[0]?.total
  const isFiltered = Object.keys(filter).length > 0
  useRowKeys('Library')
  return (
    <Page
      title="Library"
      about="Published reviews: what happened, what let it through, and what changes because of it."
    >
      <search className="flex flex-col gap-2">
        <Field
          label="Search the library"
          isLabelHidden
          type="search"
          placeholder="Words in a review: dry run, connection pool, rollback"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Fold label="Narrow it down" isOpen={Object.keys(filter).some((name) => name !== 'text')}>
          <Refinements search={search} change={change} />
        </Fold>
      </search>
      <Chosen filter={filter} change={change} />
      <p role="status" className="mt-5 mb-1 h-5 text-sm text-faint">
        {total !== undefined && (total > 0 || isFiltered) && counted(total, 'edition')}
      </p>
      <RefusalNotice error={found.error} />
      {found.isPending && <Skeleton lines={5} />}
      <RowList>
        {lines.map((line) => (
          <EditionRow key={line.slug} line={line} />
        ))}
      </RowList>
      {found.isSuccess && lines.length === 0 && (
        <Empty
          title={isFiltered ? 'No edition has these words' : 'The library is empty'}
          sentence={
            isFiltered
              ? 'A single word, or part of a component’s name, finds more.'
              : 'When a review is published, its edition stands here for everyone: roles in place of names, and the parts others can use.'
          }
          action={isFiltered ? <Button onClick={() => change(nothing)}>Show everything</Button> : undefined}
        />
      )}
      {found.hasNextPage && (
        <Button className="mt-6" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  )
}
