#!/usr/bin/env node
// Starts the terminal program: the built bundle when there is one; inside a checkout without it, builds it first.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const bundle = join(here, 'dist', 'main.js')

// Only a checkout can be without it; what is published carries its bundle.
if (!existsSync(bundle)) {
  const { ensureTerminalBuilt } = await import('../run/build.mjs')
  await ensureTerminalBuilt().catch((error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  })
}
await import(pathToFileURL(bundle).href)
