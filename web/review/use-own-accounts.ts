import type { OwnAccount } from '@secondstory/review/model/accounts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, Refused } from '../client.ts'
import { offerUndo } from '../kit/Undo.tsx'
import { keys, ownAccountsQuery } from '../queries.ts'
import { useWorking } from './working.tsx'

/** What the person here tells of this incident, and what can be done with it. */
export function useOwnAccounts() {
  const { record, reference, refresh } = useWorking()
  const client = useQueryClient()
  const incidentId = record.incident.id
  const own = useQuery(ownAccountsQuery(reference, incidentId))
  const key = keys.ownAccounts(reference)
  const write = (change: (all: readonly OwnAccount[]) => readonly OwnAccount[]) =>
    client.setQueryData<readonly OwnAccount[]>(key, (all) => change(all ?? []))
  const put = (account: OwnAccount) => {
    write((all) =>
      all.some(({ id }) => id === account.id)
        ? all.map((each) => (each.id === account.id ? account : each))
        : [...all, account],
    )
    if (account.state === 'released') void refresh().catch(() => undefined)
  }

  /** Begins one, or begins it again with the words it had; answers its id, or why it cannot be. */
  const begin = async (
    wanted: Pick<OwnAccount, 'role' | 'isAsTold'> &
      Partial<Pick<OwnAccount, 'words' | 'eventIds' | 'stretch'>>,
  ): Promise<{ readonly id: string } | { readonly problem: string }> => {
    const { role, isAsTold, words, eventIds, stretch } = wanted
    const input = { incidentId, role, isAsTold, words, stretch, eventIds: [...(eventIds ?? [])] }
    const answer = await ask('addAccount', input).catch((error: Refused) => error)
    if (answer instanceof Refused) return { problem: answer.blockers[0]?.sentence ?? answer.sentence }
    put(answer)
    return { id: answer.id }
  }

  const takeBack = async (id: string): Promise<string | null> => {
    const answer = await ask('undoRelease', { id }).catch((error: Refused) => error)
    if (answer instanceof Refused) return answer.blockers[0]?.sentence ?? answer.sentence
    put(answer)
    await refresh().catch(() => undefined)
    return null
  }

  /** Releases what the server has of it; answers why it cannot be, or null. */
  const release = async (id: string): Promise<string | null> => {
    const account = client.getQueryData<readonly OwnAccount[]>(key)?.find((each) => each.id === id)
    if (account === undefined) return 'This account is not here any more.'
    const answer = await ask('releaseAccount', { id, version: account.version }).catch(
      (error: Refused) => error,
    )
    if (answer instanceof Refused) return answer.blockers[0]?.sentence ?? answer.sentence
    put(answer)
    offerUndo(`Released, as ${answer.role}.`, () => void takeBack(id))
    return null
  }

  const drop = (id: string) => write((all) => all.filter((each) => each.id !== id))
  return { all: own.data, error: own.error, put, begin, release, takeBack, drop }
}
