/** What those who were there tell, in the order of an account's life, and what is said to them for it. */
import * as accounts from './accounts.ts'
import * as thanks from './thanks.ts'

/** A part of the one list of operations. */
export const ofAccounts = [
  accounts.listAccounts,
  accounts.listOwnAccounts,
  accounts.addAccount,
  accounts.correctAccount,
  accounts.releaseAccount,
  accounts.undoRelease,
  accounts.removeAccount,
  thanks.addThanks,
  thanks.listOwnThanks,
  thanks.removeThanks,
] as const
