import { CONDUCT_UNSAID, conductRules } from '@secondstory/review/model/conduct'
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '../kit/Skeleton.tsx'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { conductQuery } from '../settings-queries.ts'
import { Quiet } from './Quiet.tsx'

/** The way out: a text and no form. Nothing about such a matter has a place here. */
export function Conduct() {
  const conduct = useQuery(conductQuery)
  const text = conduct.data?.text.trim() ?? ''
  return (
    <Quiet
      title="Matters of conduct"
      about="Reviews here look at systems. When the matter is what a person meant to do, or has to answer for, this is not the place."
    >
      <RefusalNotice error={conduct.error} />
      <section>
        <h2 className="title text-lg">Where it goes</h2>
        {conduct.data === undefined && conduct.error === null && <Skeleton lines={2} />}
        {conduct.data !== undefined && (
          <p className="prose-text mt-2 whitespace-pre-line">{text === '' ? CONDUCT_UNSAID : text}</p>
        )}
      </section>
      <section className="mt-9">
        <h2 className="title text-lg">What this product does about it</h2>
        <ul className="mt-2 flex list-disc flex-col gap-2 ps-5">
          {conductRules.map((rule) => (
            <li key={rule} className="prose-text">
              {rule}
            </li>
          ))}
        </ul>
      </section>
    </Quiet>
  )
}
