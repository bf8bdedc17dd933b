// What the other packages and the page may use. The rest of this package is for its own rooms.

export { check, openChecker, outlineOf } from './check.ts'
export type {
  Context,
  Finding,
  Format,
  Level,
  LevelChoice,
  OwnRule,
  Person,
  Rewrite,
  Roster,
  SectionKind,
} from './finding.ts'
export { type Keep, readKeeps, writeKeep } from './keep.ts'
export { type Mirrored, mirror } from './mirror.ts'
export { isNullAction } from './null-action.ts'
export { phraseProblem } from './own-rules.ts'
export { findNames, type NameFound } from './people.ts'
export { isPersonShaped, type PersonShape } from './person-shaped.ts'
export { rules } from './rules/index.ts'
export type { Rule } from './rules/rule.ts'
export type { Block, Outline, OutlineReader } from './text/blocks.ts'
