import { formOf } from '@secondstory/review/model/integrations'
import { useId } from 'react'
import { Copied } from '../kit/Copied.tsx'
import { Fold } from '../kit/Fold.tsx'
import type { IntegrationLine } from './Integrations.tsx'

const pasted: Readonly<Partial<Record<IntegrationLine['kind'], string>>> = {
  slack: 'The manifest of the app',
  datadog: 'The payload template',
}

/** What to do on the other side, with everything that has to be carried there. */
export function IntegrationSteps({
  integration,
  secret = null,
}: {
  readonly integration: IntegrationLine
  /** Known only right after it was made. */
  readonly secret?: string | null
}) {
  const id = useId()
  const { says, verified } = formOf(integration.kind)
  return (
    <div className="flex flex-col gap-5">
      <ol className="flex list-decimal flex-col gap-1.5 ps-5 marker:text-faint">
        {integration.steps.map((step) => (
          <li key={step} className="ps-1 text-pretty break-words">
            {secret === null ? step : step.replaceAll('••••••', secret)}
          </li>
        ))}
      </ol>
      <section aria-labelledby={`${id}-address`}>
        <h3 id={`${id}-address`} className="mb-1.5 font-medium">
          The address {says} sends to
        </h3>
        <Copied label="the address" text={integration.address} />
      </section>
      {secret !== null && (
        <section
          aria-labelledby={`${id}-secret`}
          className="border-s-2 border-accent bg-accent-wash px-4 py-3"
        >
          <h3 id={`${id}-secret`} className="font-medium">
            The secret
          </h3>
          <p className="mt-0.5 mb-3 text-sm text-soft">
            It is shown this once, and sealed here from now on. A new one can be made at any time.
          </p>
          <Copied label="the secret" text={secret} />
        </section>
      )}
      {integration.toPaste !== null && (
        <Fold
          label={pasted[integration.kind] ?? 'What to paste there'}
          isOpen={integration.signingSecrets === 0}
        >
          <div className="mt-2">
            <Copied label={pasted[integration.kind] ?? 'the text'} text={integration.toPaste} isLong />
          </div>
        </Fold>
      )}
      <p className="text-sm text-soft">{verified}</p>
    </div>
  )
}
