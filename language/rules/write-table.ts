// Writes rules.md from the rules: npx tsx language/rules/write-table.ts
import { writeFileSync } from 'node:fs'
import { examplesByRule } from './examples/index.ts'
import { rules } from './index.ts'
import { tableOf } from './table.ts'

writeFileSync(new URL('../rules.md', import.meta.url), tableOf(rules, examplesByRule))
