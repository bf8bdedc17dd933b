import type { Examples } from './examples/example.ts'
import type { Rule } from './rule.ts'

/** The page that describes every rule, as Markdown: reason, question, source, levels and examples both ways. */
export function tableOf(rules: readonly Rule[], examples: Readonly<Record<string, Examples>>): string {
  const rows = rules.map((rule) => {
    const { analysis, timeline, actions, other } = rule.levels
    return `| [${rule.id}](#${rule.id}) | ${rule.name} | ${analysis} | ${timeline} | ${actions} | ${other} |`
  })
  const intro = [
    '# The rules',
    '',
    'Made from the rules by `npx tsx language/rules/write-table.ts`; a test holds it fresh. Verbatim accounts, quotations, code and block quotes are not looked at.',
    '',
    '| rule | finds | analysis | timeline | actions | elsewhere |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ]
  return `${[...intro, ...rules.map((rule) => sectionOfRule(rule, examples[rule.id]))].join('\n')}\n`
}

const SHOWN = 5

function sectionOfRule(rule: Rule, examples: Examples | undefined): string {
  const pairs = (examples?.examples ?? [])
    .slice(0, SHOWN)
    .map((pair) => `| ${pair.blaming} | ${pair.better} |`)
  const leaves = (examples?.leaves ?? []).slice(0, SHOWN).map((leave) => `- ${leave}`)
  return [
    `## ${rule.id}`,
    '',
    `**${rule.name}.** ${rule.because}`,
    '',
    `Ask instead: *${rule.ask}*`,
    '',
    `Source: ${rule.source}.`,
    '',
    '| finds | better |',
    '|---|---|',
    ...pairs,
    '',
    'Leaves:',
    '',
    ...leaves,
    '',
  ].join('\n')
}
