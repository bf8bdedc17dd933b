/**
 * Runs before anything is installed and on any Node that reads modules, so it uses only old words of the language.
 * The rest of run/ is loaded after this check, because an old Node would stop at its first new word.
 */
export function checkNode() {
  const parts = process.versions.node.split('.').map(Number)
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return
  console.error(
    'This is Node ' +
      process.versions.node +
      ' and Second Story needs Node 20.19 or newer; install a newer Node and start again.',
  )
  process.exit(1)
}

/** Runs the work; an obstacle is printed as its sentence, anything else with its stack. */
export function runToEnd(work) {
  work().then(
    (code) => {
      process.exit(code)
    },
    (error) => {
      console.error(error && error.constructor.name === 'Obstacle' ? error.message : error)
      process.exit(1)
    },
  )
}
