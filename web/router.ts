import type { QueryClient } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { mayAs } from './access.ts'
import { PageFailed } from './pages/Lost.tsx'
import { PageLoading } from './pages/PageLoading.tsx'
import { plainSearch } from './plain-search.ts'
import { recordQuery, selfQuery } from './queries.ts'
import { tree } from './routes.tsx'

/** The router of the app. */
export function makeRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PageLoading,
    defaultPendingMs: 200,
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(plainSearch(search)).toString()
      return text === '' ? '' : `?${text}`
    },
  })
  // The routes wait for one another: who is here, then the code of the page, then its record. Nothing needs that
  // order, so all three are asked for at once; whoever turns out to be signed out has fetched a chunk too many.
  router.subscribe('onBeforeLoad', ({ toLocation }) => {
    const matches: readonly { readonly routeId: string }[] = router.matchRoutes(toLocation)
    for (const route of Object.values(router.routesById)) {
      if (matches.some(({ routeId }) => routeId === route.id)) void route.options.component?.preload?.()
    }
    const reference = /^\/incidents\/(INC-\d+)\/(?!foresight$)/.exec(toLocation.pathname)?.[1]
    const self = client.getQueryData(selfQuery.queryKey)
    const isRefused = self !== undefined && !mayAs(self.person)('readIncident')
    if (reference !== undefined && !isRefused) void client.prefetchQuery(recordQuery(reference))
  })
  return router
}
