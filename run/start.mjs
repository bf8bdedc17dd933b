import { checkNode, runToEnd } from './node.mjs'

checkNode()
runToEnd(async () => {
  const { ensureInstalled } = await import('./install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt()
  // In this process: a signal, or a kill, reaches the server and not a parent that has to pass it on.
  const { runServer } = await import(new URL('../server/dist/main.js', import.meta.url).href)
  return await runServer(process.env)
})
