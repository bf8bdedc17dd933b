import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refused } from './client.ts'
import { keys } from './queries.ts'
import { makeRouter } from './router.ts'
import './styles.css'

/** A session that ended while the page was open: ask again who is here, and the routes show the way to sign in. */
function onRefusal(error: Error): void {
  if (error instanceof Refused && error.kind === 'signed-out') {
    client.removeQueries({ queryKey: keys.self })
    void router.invalidate()
  }
}

/** Only a connection that came to nothing is worth trying again; a no stays a no. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof Refused && (error.kind === 'offline' || error.kind === 'away')
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: onRefusal }),
  mutationCache: new MutationCache({ onError: onRefusal }),
  defaultOptions: {
    queries: { staleTime: 5_000, retry: isWorthRetrying, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})
const router = makeRouter(client)

/*
 * The faces of the first screen, asked for before the first answer is there to be drawn in them. By a script and not by
 * a preload in the head: after a reload the browser serves the page from its cache and warns of a preload nobody took.
 */
for (const family of ['Inter Variable', 'Source Serif 4 Variable']) {
  // A face that does not arrive leaves the page to its fallback.
  document.fonts.load(`1rem "${family}"`).catch(() => undefined)
}

const root = document.getElementById('app')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
