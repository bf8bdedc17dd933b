import { askingWords, rolesWithoutAccount } from '@secondstory/review/model/accounts'
import { paths } from '../paths.ts'
import { CopyButton } from './AccountMoments.tsx'
import { useWorking } from './working.tsx'

/** Roles that act on the timeline and whose view is not here yet. It knows nothing of who is writing, or was asked. */
export function MissingViews() {
  const { record, reference } = useWorking()
  const roles = rolesWithoutAccount(record.timeline, record.accounts)
  if (roles.length === 0) return null
  return (
    <section aria-labelledby="missing" className="mt-12">
      <h2 id="missing" className="title text-xl">
        Which view is missing?
      </h2>
      <p className="mt-1 max-w-[42rem] text-soft">
        Nobody has to tell anything. Asking costs a sentence, and the link leads straight to a page that is
        theirs alone.
      </p>
      <ul className="mt-3 flex flex-col">
        {roles.map((role) => (
          <li
            key={role}
            className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line/70 py-1.5"
          >
            <p className="min-w-0">
              The {role.replace(/^the /i, '')} acts on the timeline; how it looked from there is not told yet.
            </p>
            <CopyButton
              look="plain"
              label="Copy a text that asks"
              about={role}
              text={askingWords(
                role,
                record.incident.title,
                `${location.origin}${paths.giveAccount(reference, role)}`,
              )}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
