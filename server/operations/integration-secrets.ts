/** The secrets of an integration, opened for those who sign, verify or ask with them. They are in no answer. */
import type { Queries } from '../store/database.ts'
import { listSecrets } from '../store/integrations.ts'
import type { Strongbox } from '../store/strongbox.ts'

/** Secrets as text. Whoever holds them keeps them out of answers, rows and logs. */
export interface IntegrationSecrets {
  /** What the other side signs with, newest first; several while one takes the place of another. */
  readonly signing: readonly string[]
  /** What the other side is asked with; null when none is known. */
  readonly api: string | null
  /** Some are here that the present key does not open: it is another key than the one they were sealed with. */
  readonly areLocked: boolean
}

/** How many signing secrets are valid at once: the new one and the one it replaces. */
export const KEPT_SECRETS = 2

/** What keepers read when the key does not fit. */
export const LOCKED =
  'The secrets of this integration were sealed with another key; set SECONDSTORY_KEY (or the key file in DATA_DIR) as it was, or enter the secret again.'

/** Opens the secrets of one integration. */
export async function openSecrets(
  queries: Queries,
  strongbox: Strongbox,
  integrationId: string,
): Promise<IntegrationSecrets> {
  const opened = (await listSecrets(queries, integrationId)).map(({ purpose, sealed }) => ({
    purpose,
    secret: strongbox.open(sealed, integrationId),
  }))
  const known = opened.flatMap(({ purpose, secret }) => (secret === null ? [] : [{ purpose, secret }]))
  return {
    signing: known.filter(({ purpose }) => purpose === 'signing').map(({ secret }) => secret),
    api: known.find(({ purpose }) => purpose === 'api')?.secret ?? null,
    areLocked: known.length < opened.length,
  }
}
