import { describe, expect, it } from 'vitest'
import { type FieldInWords, meet } from './two-versions.ts'

interface Entry {
  readonly text: string
  readonly owner: string
  readonly ids: readonly string[]
}

const fields: readonly FieldInWords<Entry>[] = [
  { key: 'text', label: 'What', inWords: (entry) => entry.text },
  { key: 'owner', label: 'Who', inWords: (entry) => entry.owner },
  { key: 'ids', label: 'Which', inWords: (entry) => entry.ids.join(' and ') },
]
const base: Entry = { text: 'a limit', owner: 'storage lead', ids: ['1'] }

describe('two versions of one row', () => {
  it('are joined without a question when each changed another field', () => {
    const met = meet(fields, {
      base,
      mine: { ...base, text: 'no limit' },
      theirs: { ...base, ids: ['1', '2'] },
    })
    expect(met.differences).toEqual([])
    expect(met.withMine).toEqual({ ...base, text: 'no limit', ids: ['1', '2'] })
  })

  it('are shown side by side where both changed the same field', () => {
    const met = meet(fields, {
      base,
      mine: { ...base, text: 'no limit', owner: 'deploy lead' },
      theirs: { ...base, text: 'a limit too high' },
    })
    expect(met.differences).toEqual([{ label: 'What', mine: 'no limit', theirs: 'a limit too high' }])
    expect(met.withMine).toEqual({ ...base, text: 'no limit', owner: 'deploy lead' })
    expect(met.withTheirs).toEqual({ ...base, text: 'a limit too high', owner: 'deploy lead' })
  })

  it('that say the same are no conflict', () => {
    const same = { ...base, text: 'no limit' }
    expect(meet(fields, { base, mine: same, theirs: { ...same } })).toEqual({
      withMine: same,
      withTheirs: same,
      differences: [],
    })
  })
})
