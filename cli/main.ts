import process from 'node:process'
import { nearest } from '@secondstory/language/nearest'
import { lint } from './commands/lint.ts'
import { err, out, watchStreams } from './output.ts'

// The commands, in the order the help shows them. All but the one most runs are for are loaded only when they are asked for.

interface Command {
  readonly about: string
  /** Gets the arguments after the command's name and answers with the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>
}

const commands: Readonly<Record<string, Command>> = {
  lint: {
    about: 'find blame, hindsight and empty actions in files',
    run: lint,
  },
  check: {
    about: 'find what a post-mortem in a file still lacks: parts, zones, owners, dates',
    run: async (args) => (await import('./commands/check.ts')).check(args),
  },
  lsp: {
    about: 'find the same wording in your editor, over the language server protocol',
    run: async (args) => (await import('./commands/lsp.ts')).lsp(args),
  },
  import: {
    about: 'propose a timeline from chat, alerts, deploys, transcripts and notes',
    run: async (args) => (await import('./commands/import.ts')).importRecord(args),
  },
  knowledge: {
    about: 'find the parts of a repository that one person, or nobody, is known to be able to repair',
    run: async (args) => (await import('./commands/knowledge.ts')).knowledge(args),
  },
  report: {
    about: 'tell an installation what almost happened: named, in confidence, or as nobody',
    run: async (args) => (await import('./commands/report.ts')).report(args),
  },
  audit: {
    about: 'check that no line of the audit log was changed or taken out',
    run: async (args) => (await import('./commands/audit.ts')).audit(args),
  },
  key: {
    about: 'seal everything in an installation with another key',
    run: async (args) => (await import('./commands/key.ts')).key(args, process.env),
  },
  serve: {
    about: 'run Second Story on this machine',
    run: async () => (await import('./commands/serve.ts')).serve(process.env),
  },
  settings: { about: 'list every setting with its value and why it exists', run: listSettings },
}

async function listSettings(args: readonly string[]): Promise<number> {
  const answer = (await import('./commands/settings.ts')).listSettings(process.env, args.includes('--json'))
  out.write(answer.out)
  err.write(answer.complaint)
  return answer.code
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(width)}  ${command.about}`)
  return [
    'Usage: secondstory COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    '`secondstory COMMAND --help` says more. Exit codes: 0 nothing found, 1 something found, 2 trouble.',
    '',
  ].join('\n')
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    out.write(help())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const meant = nearest(name, Object.keys(commands))
    const hint = meant ? ` Did you mean “${meant}”?` : ' `secondstory --help` lists the commands.'
    err.write(`There is no command “${name}”.${hint}\n`)
    return 2
  }
  // `lint` does without the streams.
  if (command.run !== lint) watchStreams()
  return command.run(rest)
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    err.write(`Second Story stopped: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  },
)
