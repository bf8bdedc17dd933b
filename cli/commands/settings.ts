import { readEnvironment, type Setting, settings } from '@secondstory/server/environment'

/** What `secondstory settings` answers: text for standard output, one sentence for standard error, the exit code. */
export type SettingsAnswer = { readonly out: string; readonly complaint: string; readonly code: 0 | 1 }

/**
 * Prints every setting with the value a server started here would use. Exits with 1 when one is wrong, after the
 * table, so that a deployment script can check before it starts.
 */
export function listSettings(
  environment: Readonly<Record<string, string | undefined>>,
  isJson: boolean,
): SettingsAnswer {
  const rows = settings.map((setting) => rowOf(setting, environment))
  const problem = readEnvironment(environment)
  return {
    out: isJson ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows),
    complaint: typeof problem === 'string' ? `${problem}\n` : '',
    code: typeof problem === 'string' ? 1 : 0,
  }
}

type Row = {
  readonly name: string
  readonly type: string
  readonly default: string | null
  readonly value: string | null
  readonly why: string
}

function rowOf(setting: Setting, environment: Readonly<Record<string, string | undefined>>): Row {
  const text = environment[setting.name]?.trim() ?? ''
  const value = text === '' ? setting.default : setting.isSecret ? '(set, not shown)' : text
  return { name: setting.name, type: setting.type, default: setting.default, value, why: setting.why }
}

function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.name, row.value ?? '(unset)', row.default ?? '(unset)'] as const)
  const heads = ['Setting', 'Value', 'Default'] as const
  const widths = heads.map((head, column) =>
    Math.max(...[heads, ...cells].map((line) => line[column]?.length ?? head.length)),
  )
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const body = rows.flatMap((row, index) => [line(cells[index] ?? []), `    ${row.type}. ${row.why}`])
  return `${[line(heads), ...body].join('\n')}\n`
}
