import { formOf } from '@secondstory/review/model/integrations'
import { issueLinkSentence } from '@secondstory/review/model/issue-links'
import type { TrackerKind } from '@secondstory/review/model/trackers'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Checkbox, Field } from '../kit/Field.tsx'
import { Icon } from '../kit/Icon.tsx'
import { keys, trackerQuery, useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { agoInWords, instantInWords, useNow } from '../words.ts'
import type { IntegrationLine } from './Integrations.tsx'

type TrackerSettings = Pick<IntegrationLine['settings'], 'baseAddress' | 'account' | 'keepsIssues'>

/** What a tracker needs beside its project and its token. */
export function TrackerFields<Settings extends TrackerSettings>({
  kind,
  settings,
  onChange,
}: {
  readonly kind: TrackerKind
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
}) {
  const { says } = formOf(kind)
  const isJira = kind === 'jira'
  return (
    <>
      {kind !== 'linear' && (
        <Field
          label={isJira ? 'Address of Jira' : `Address of a ${says} of your own`}
          hint={
            isJira
              ? 'Where people open it, such as https://acme.atlassian.net.'
              : `Left empty it is ${says} itself.`
          }
          isOptional={!isJira}
          type="url"
          autoComplete="off"
          maxLength={300}
          value={settings.baseAddress}
          onChange={(event) => onChange({ ...settings, baseAddress: event.target.value })}
        />
      )}
      {isJira && (
        <Field
          label="Account the token belongs to"
          hint="The e-mail of the account, for Jira Cloud. A Jira of your own needs none."
          isOptional
          autoComplete="off"
          maxLength={254}
          value={settings.account}
          onChange={(event) => onChange({ ...settings, account: event.target.value })}
        />
      )}
      <Checkbox
        label="Actions may be issues there"
        hint="They can be made and linked from an action, and their state is kept in step, both ways."
        checked={settings.keepsIssues}
        onChange={(event) => onChange({ ...settings, keepsIssues: event.target.checked })}
      />
    </>
  )
}

/** How keeping in step stands: when the tracker was asked last, why it rests, and what was given up. */
export function TrackerPart({ integration }: { readonly integration: IntegrationLine }) {
  const { id, kind, settings } = integration
  const standing = useQuery(trackerQuery(id))
  const trial = useChange('checkTracker', { touches: () => [keys.tracker(id)] })
  const now = useNow()
  const { says } = formOf(kind)
  if (!settings.keepsIssues)
    return (
      <p className="text-soft">
        Actions are not issues there yet. Turn that on below, and an action can be made an issue with one
        click.
      </p>
    )
  const { objection, askedAt, restingUntil, because, givenUp } = standing.data ?? NOTHING
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="text-pretty">
          {objection ??
            (restingUntil === null
              ? 'Actions and their issues are kept in step.'
              : `${because} It is asked again ${instantInWords(restingUntil)}; nothing here waits for it.`)}
        </p>
        {askedAt !== null && (
          <p className="tabular text-sm text-soft">
            Asked for changes {agoInWords(askedAt, now)}; what it delivers is looked at sooner.
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button isBusy={trial.isPending} onClick={() => trial.mutate({ id })}>
          Ask {says} now
        </Button>
        <p role="status" className="flex min-w-0 flex-1 basis-64 gap-2 text-soft">
          {trial.data !== undefined && (
            <>
              <span className={classes('shrink-0', trial.data.passed ? 'text-accent' : 'text-amber')}>
                <Icon name={trial.data.passed ? 'check' : 'close'} size={18} />
              </span>
              {trial.data.sentence}
            </>
          )}
        </p>
      </div>
      <RefusalNotice error={standing.error ?? trial.error} />
      {givenUp.length > 0 && (
        <div>
          <p className="font-medium">Nothing is tried for these any more</p>
          <ul className="mt-1 flex flex-col gap-1">
            {givenUp.map((link) => (
              <li key={link.id} className="text-pretty text-soft">
                {link.key === '' ? 'An issue that was to be made: ' : ''}
                {issueLinkSentence(link, says)}
              </li>
            ))}
          </ul>
          <p className="mt-1 text-sm text-faint">Each can be tried again on the card of its action.</p>
        </div>
      )}
    </div>
  )
}

const NOTHING = { objection: null, askedAt: null, restingUntil: null, because: '', givenUp: [] } as const
