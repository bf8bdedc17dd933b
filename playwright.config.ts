import { defineConfig } from '@playwright/test'

interface Chromium {
  readonly path: string
  readonly args: string[]
  readonly env: Record<string, string>
}

/** Plain JavaScript without types of its own: it also runs before anything is installed. */
const found: { readonly findChromium: () => Promise<Chromium> } = await import(
  new URL('run/chromium.mjs', import.meta.url).href
)
const chromium = await found.findChromium()

/** Stories in a real Chromium against the built server, each worker with a server and a database of its own. */
export default defineConfig({
  testDir: 'web/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  workers: 2,
  // Once, and said: the run ends with how many stories passed only when tried again.
  retries: 1,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: chromium.path,
      args: chromium.args,
      env: { ...process.env, ...chromium.env },
    },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
})
