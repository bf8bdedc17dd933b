import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKnowledgeFile } from './knowledge-file.ts'

const api = {
  component: 'api',
  files: 3,
  knownBy: 1,
  withoutPerson: 0,
  byAgentsOnly: 0,
  personChangedAt: '2026-01-02T00:00:00Z',
}

test('counts come back, and nothing that could be a name comes with them', () => {
  const text = JSON.stringify({ components: [{ ...api, author: 'Mara Lind' }], leftOut: {} })
  expect(readKnowledgeFile(text)).toEqual([api])
})

test('a row that is not whole is left out, and a text that is no such file is null', () => {
  const rows = [{ ...api, knownBy: 7 }, { ...api, files: -1 }, { component: 'api' }, 'api', null, api]
  expect(readKnowledgeFile(JSON.stringify({ components: rows }))).toEqual([api])
  for (const text of ['', '{', '[]', '{"components": 1}', 'null']) expect(readKnowledgeFile(text)).toBeNull()
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (any) => void readKnowledgeFile(any)))
})
