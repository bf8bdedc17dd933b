import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Obstacle, root, step, tool } from './progress.mjs'

/**
 * Everything that must hold, in order of how soon it tells. Every check runs even when an earlier one failed, so that
 * one run shows all there is to mend. A check answers `{ passed, failed, note, output }`; output is shown on failure.
 */
const checks = [
  { name: 'types', isQuick: true, work: checkTypes },
  { name: 'lint', isQuick: true, work: checkLint },
  { name: 'format', isQuick: true, work: () => whole(tool('@biomejs/biome/bin/biome', ['format', '.'])) },
  { name: 'tests', isQuick: true, work: runTests },
  { name: 'build', isQuick: false, work: checkBuild },
  { name: 'browser', isQuick: false, work: runBrowser },
]

/** Runs the checks, ends with the line `N passed, N failed`, and answers the exit code. */
export async function runChecks({ isQuick }) {
  const scratch = mkdtempSync(join(tmpdir(), 'second-story-check-'))
  let passed = 0
  let failed = 0
  try {
    for (const check of checks.filter((one) => one.isQuick || !isQuick)) {
      const result = await runCheck(check, scratch)
      passed += result.passed
      failed += result.failed
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}

async function runCheck(check, scratch) {
  let result = null
  try {
    await step(check.name, async () => {
      result = await check.work(scratch)
      if (result.failed > 0) throw new Obstacle(check.name)
    })
  } catch (error) {
    // A check that breaks instead of answering has failed; the reason is all there is to show.
    result ??= {
      passed: 0,
      failed: 1,
      output: error instanceof Obstacle ? error.message : String(error?.stack),
    }
  }
  if (result.failed > 0) console.log(result.output.trim())
  if (result.note) console.log(`  ${result.note}`)
  return result
}

/** A tool that answers yes or no as a whole counts as one. */
async function whole(...runs) {
  const results = await Promise.all(runs)
  const failures = results.filter((result) => result.code !== 0)
  const isRight = failures.length === 0
  return {
    passed: isRight ? 1 : 0,
    failed: isRight ? 0 : 1,
    output: failures.map((one) => one.output).join('\n'),
  }
}

/** The root project covers tests and tools; the others prove that no room uses what its floor does not have. */
async function checkTypes() {
  const projects = ['.', 'language', 'review', 'server', 'web']
  const results = []
  for (const project of projects) results.push(await tool('typescript/bin/tsc', ['-p', project, '--noEmit']))
  return whole(...results)
}

function checkLint() {
  return whole(
    tool('@biomejs/biome/bin/biome', ['check', '--formatter-enabled=false', '.']),
    // Only for promises nobody waits for: the one question that needs types and that biome answers unreliably.
    tool('oxlint/bin/oxlint', ['--type-aware', '-c', '.oxlintrc.json', '.']),
  )
}

async function runTests(scratch) {
  const file = join(scratch, 'vitest.json')
  const words = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const { code, output } = await tool('vitest/vitest.mjs', words)
  const report = readReport(file)
  if (report === null) return { passed: 0, failed: 1, output }
  // A file that does not load has no test that failed, only a status.
  const broken = report.testResults.filter((result) => {
    return result.status === 'failed' && !result.assertionResults.some((one) => one.status === 'failed')
  })
  const skipped = report.numPendingTests + report.numTodoTests
  return counted({
    code,
    output,
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped,
  })
}

async function checkBuild() {
  const { ensureBuilt } = await import('./build.mjs')
  await ensureBuilt()
  return { passed: 1, failed: 0, output: '' }
}

async function runBrowser(scratch) {
  if (!existsSync(join(root, 'playwright.config.ts'))) {
    throw new Obstacle('playwright.config.ts is missing, so no browser story ran; restore it from git.')
  }
  const { findChromium } = await import('./chromium.mjs')
  await findChromium()
  const file = join(scratch, 'playwright.json')
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  const { code, output } = await tool('@playwright/test/cli.js', ['test', '--reporter=line,json'], { env })
  const stats = readReport(file)?.stats
  if (stats === undefined) return { passed: 0, failed: 1, output }
  const { expected, flaky, unexpected, skipped } = stats
  return counted({ code, output, passed: expected + flaky, failed: unexpected, skipped, flaky })
}

/** A runner that ends with an error although no test failed has seen one outside of the tests. */
function counted({ code, output, passed, failed, skipped, flaky = 0 }) {
  const outside = code !== 0 && failed === 0 ? 1 : 0
  const notes = [`${passed} passed`, `${failed + outside} failed`]
  if (skipped > 0) notes.push(`${skipped} skipped`)
  if (flaky > 0) notes.push(`${flaky} passed only when tried again`)
  return { passed, failed: failed + outside, output, note: notes.join(', ') }
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
