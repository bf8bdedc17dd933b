#!/usr/bin/env node
// Starts the terminal program: the built bundle when there is one; inside a checkout without it, bundles it once first.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const bundle = join(here, 'dist', 'main.js')

if (!existsSync(bundle)) {
  process.stderr.write('Second Story: building the terminal program once…\n')
  const built = spawnSync(process.execPath, [join(here, 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (built.status !== 0) {
    process.stderr.write('Second Story could not build its terminal program; `npm install` in the checkout brings what is missing.\n')
    process.exit(2)
  }
}
await import(pathToFileURL(bundle).href)
