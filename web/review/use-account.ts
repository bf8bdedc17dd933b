import type { OwnAccount } from '@secondstory/review/model/accounts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ask, Refused } from '../client.ts'
import {
  type AccountEntry,
  type AccountSaving,
  confirmedAccount,
  type KeptAccount,
  metAccount,
  missedAccount,
  openedAccount,
  pauseOf,
  readKeptAccount,
  sendingAccount,
  typedAccount,
} from './account-saving.ts'
import { onDevice } from './on-device.ts'

const keyOf = (id: string) => `account:${id}`

/** What this device kept of an account; undefined while it is being read. */
export function useKeptAccount(id: string): KeptAccount | null | undefined {
  const [kept, setKept] = useState<KeptAccount | null>()
  useEffect(() => {
    void onDevice.read(keyOf(id)).then((value) => setKept(readKeptAccount(value)))
  }, [id])
  return kept
}

interface Writing {
  readonly account: OwnAccount
  readonly kept: KeptAccount | null
  readonly onSaved: (account: OwnAccount) => void
}

/**
 * An account while it is written: kept on this device with every key, sent after a pause. One that is released already
 * is sent only when its author says so, because others read it.
 */
export function useAccount({ account, kept, onSaved }: Writing) {
  const [saving, setSaving] = useState(() => openedAccount(account, kept))
  const [problem, setProblem] = useState('')
  const saved = useRef(onSaved)
  saved.current = onSaved
  const [keeping] = useState(() =>
    openKeeping(saving, account, {
      onState: setSaving,
      onProblem: setProblem,
      onSaved: (answer) => saved.current(answer),
    }),
  )
  useEffect(() => {
    keeping.schedule()
    const sendNow = () => void keeping.send()
    window.addEventListener('online', sendNow)
    window.addEventListener('pagehide', keeping.keep)
    return () => {
      window.removeEventListener('online', sendNow)
      window.removeEventListener('pagehide', keeping.keep)
      keeping.stop()
    }
  }, [keeping])
  return useMemo(
    () => ({ saving, problem, type: keeping.type, send: keeping.send, forget: keeping.forget }),
    [saving, problem, keeping],
  )
}

interface Told {
  readonly onState: (saving: AccountSaving) => void
  /** The sentence of a no that trying again would not change; empty when there is none. */
  readonly onProblem: (sentence: string) => void
  readonly onSaved: (account: OwnAccount) => void
}

function openKeeping(start: AccountSaving, account: OwnAccount, told: Told) {
  const key = keyOf(account.id)
  const isSentByItself = account.state !== 'released'
  let now = start
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    if (now.state === 'saved') void onDevice.forget(key)
    else void onDevice.write(key, { entry: now.entry, base: now.base })
  }
  const schedule = () => {
    clearTimeout(timer)
    const pause = pauseOf(now)
    if (pause !== null && isSentByItself) timer = setTimeout(() => void send(), pause)
  }
  const go = (next: AccountSaving) => {
    now = next
    told.onState(now)
    keep()
    schedule()
  }
  const send = async (): Promise<boolean> => {
    if (now.state === 'saved') return true
    if (now.state === 'sending') return false
    go(sendingAccount(now))
    const answer = await ask('correctAccount', {
      id: account.id,
      version: now.version,
      ...sendable(now.entry),
    }).catch((error: unknown) => error)
    if (isOwnAccount(answer)) {
      told.onProblem('')
      go(confirmedAccount(now, answer))
      told.onSaved(answer)
      return true
    }
    const theirs = answer instanceof Refused && answer.kind === 'conflict' ? answer.current : null
    if (isOwnAccount(theirs)) go(metAccount(now, theirs))
    else {
      const isFinal = answer instanceof Refused && (answer.kind === 'not-ready' || answer.kind === 'invalid')
      told.onProblem(isFinal ? (answer.blockers[0]?.sentence ?? answer.sentence) : '')
      go(missedAccount(now))
    }
    return false
  }
  return {
    send,
    keep,
    schedule,
    type: (more: Partial<AccountEntry>) => go(typedAccount(now, more)),
    /** The account is gone: nothing of it may come back from this device. */
    forget: () => {
      clearTimeout(timer)
      now = { ...now, state: 'saved' }
      return onDevice.forget(key)
    },
    stop: () => {
      clearTimeout(timer)
      if (now.state === 'changed' && isSentByItself) void send()
      else keep()
    },
  }
}

function sendable({ eventIds, ...entry }: AccountEntry) {
  return { ...entry, eventIds: [...eventIds] }
}

function isOwnAccount(value: unknown): value is OwnAccount {
  return typeof value === 'object' && value !== null && 'words' in value && 'savedAt' in value
}
