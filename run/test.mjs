import { checkNode, runToEnd } from './node.mjs'

checkNode()
runToEnd(async () => {
  const { ensureInstalled } = await import('./install.mjs')
  await ensureInstalled()
  const { runChecks } = await import('./checks.mjs')
  return await runChecks({ isQuick: process.argv.includes('--quick') })
})
