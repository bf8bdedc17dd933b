import { useSyncExternalStore } from 'react'

/** The part of the address after `#`: the thing on this tab that a link meant. Empty when none was. */
export function useHash(): string {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener)
      window.addEventListener('popstate', listener)
      return () => {
        window.removeEventListener('hashchange', listener)
        window.removeEventListener('popstate', listener)
      }
    },
    () => decodeURIComponent(window.location.hash.slice(1).replace(/%(?![0-9a-f]{2})/gi, '')),
  )
}
