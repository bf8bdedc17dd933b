#!/usr/bin/env node
// Starts the terminal program: the built bundle when there is one; inside a checkout without it, builds it first.
// CommonJS, and nothing required that a start does not need: it is measured against a bare `node`, and the loader of
// modules alone is a good part of that.
'use strict'
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const bundle = join(__dirname, 'dist', 'main.cjs')
// Only a checkout can be without it; what is published carries its bundle.
if (!existsSync(bundle)) {
  const { spawnSync } = require('node:child_process')
  // What the build says goes beside what the command says, so that findings can be read by programs.
  const build = [join(__dirname, '..', 'run', 'build.mjs'), '--terminal']
  const { status } = spawnSync(process.execPath, build, { stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(2)
}
// From Node 22.1 on, compiled code is kept between runs.
require('node:module').enableCompileCache?.()
require(bundle)
