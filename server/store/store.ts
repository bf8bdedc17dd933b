/**
 * What operations are handed: one query at a time through `queries`, or several that stand or fall together through
 * `transaction`. The functions that read and write stand in one file per noun and take either.
 */
import type { Database } from './database.ts'

export type Store = Pick<Database, 'queries' | 'transaction'>
