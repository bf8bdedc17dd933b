import { Link, useRouter } from '@tanstack/react-router'
import type { MouseEventHandler, ReactNode } from 'react'

/** An address made by `paths`, taken apart the way the router wants it. */
function parts(address: string): { to: string; search: Record<string, string>; hash: string } {
  const url = new URL(address, 'http://page')
  return {
    to: decodeURI(url.pathname),
    search: Object.fromEntries(url.searchParams),
    hash: url.hash.slice(1),
  }
}

/** A link's address and words, and the few attributes links here carry. */
export interface PathLinkProps {
  readonly to: string
  readonly isExact?: boolean
  /** It is the current one only when the filters agree too. */
  readonly withFilters?: boolean
  readonly children: ReactNode
  readonly className?: string
  readonly id?: string
  readonly title?: string
  readonly 'aria-label'?: string
  readonly 'data-row'?: string
  readonly onClick?: MouseEventHandler<HTMLAnchorElement>
}

/**
 * A link inside the app: `<PathLink to={paths.incidents()}>`. Hovering fetches the page's code beforehand.
 * It is `aria-current="page"` on its own page and below; with `isExact` on its own page only.
 */
export function PathLink({ to, isExact = false, withFilters = false, children, ...rest }: PathLinkProps) {
  return (
    <Link
      {...parts(to)}
      activeOptions={{ exact: isExact || withFilters, includeSearch: withFilters }}
      {...rest}
    >
      {children}
    </Link>
  )
}

/** Goes to an address made by `paths`. `replace` keeps the way back clean (filters while typing); `isHere` leaves the page scrolled as it is. */
export function useGo(): (
  address: string,
  options?: { readonly replace?: boolean; readonly isHere?: boolean },
) => void {
  const router = useRouter()
  return (address, { replace = false, isHere = false } = {}) => {
    void router.navigate({ ...parts(address), replace, resetScroll: !isHere })
  }
}
