/**
 * Operations that are asked of nobody: the page sends them without the cookie, and takes none back. The server says the
 * same of each; `untraced.test.ts` holds the two lists together.
 */
import type { OperationName } from './client.ts'

/** Sent without credentials. */
export const untraced: ReadonlySet<OperationName> = new Set<OperationName>([
  'readReportNotice',
  'checkReport',
  'addAnonymousReport',
  'readReportReceipt',
  'addReportMessage',
  'markThanksWelcome',
  'removeOwnReport',
  'readConduct',
  'addPulseAnswer',
  'readFirstDraft',
  'addObjection',
  'acceptPassage',
])
