import { checkNode, runToEnd } from './node.mjs'

/**
 * `npm run crash`: kills the server, PostgreSQL or both, twenty times, in the middle of many writes, and looks
 * afterwards for every write that was answered with "done". `--sql` writes straight to the embedded database.
 */
checkNode()
runToEnd(async () => {
  const { ensureInstalled } = await import('./install.mjs')
  await ensureInstalled()
  const { ensureServerBuilt } = await import('./build.mjs')
  await ensureServerBuilt()
  const { runCrashes } = await import('./crashes.mjs')
  return await runCrashes({ rounds: 20, isSql: process.argv.includes('--sql') })
})
