#!/usr/bin/env node
// Starts the terminal program: the built bundle when there is one; inside a checkout without it, builds it first.
// Nothing is imported here that a start does not need: it is measured against a bare `node`.
import { existsSync } from 'node:fs'
import module from 'node:module'

// Only a checkout can be without it; what is published carries its bundle.
if (!existsSync(new URL('./dist/main.js', import.meta.url))) {
  const { spawnSync } = await import('node:child_process')
  const { fileURLToPath } = await import('node:url')
  const build = fileURLToPath(new URL('../run/build.mjs', import.meta.url))
  // What the build says goes beside what the command says, so that findings can be read by programs.
  const { status } = spawnSync(process.execPath, [build, '--terminal'], { stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(2)
}
// From Node 22.1 on, compiled code is kept between runs.
module.enableCompileCache?.()
await import('./dist/main.js')
