import { useLocation } from '@tanstack/react-router'

/** The part of the address after `#`: the thing on this tab that a link meant. Empty when none was. */
export function useHash(): string {
  // The router's own: a link inside the app changes the address without a `hashchange`.
  return useLocation({ select: ({ hash }) => decodeURIComponent(hash.replace(/%(?![0-9a-f]{2})/gi, '')) })
}
