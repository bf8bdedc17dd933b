import { defineConfig } from 'vitest/config'

/**
 * Two groups: `server` gets a real PostgreSQL, started once and only when one of its files runs; `plain` needs
 * nothing but Node. Two workers, because the smallest machine we care for has two cores.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Modules are loaded once in a worker, not once in a file: half of a run was loading. Each file makes its own
    // database and closes what it opened, so that nothing of one is seen by the next.
    isolate: false,
    // Limits are for what hangs, not for what is slow on a busy machine: speed is measured by the bench.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['run/generated-cases.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/**/*.test.ts'],
          globalSetup: ['server/store/testing-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['{language,review,cli,tidy,web,run,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**', 'web/e2e/**'],
        },
      },
    ],
  },
})
