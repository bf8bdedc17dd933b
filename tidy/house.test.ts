import { describe, expect, test } from 'vitest'
import { objection, rooms } from './house.ts'
import { type Import, importsOf, nodesOf, sources, textOf, treeOf } from './source.ts'

const inHouse = sources().filter((file) => /^(language|review|server|web|cli)\//.test(file))
const isCheckedForArrows = (file: string) => !/\.(test|e2e)\.tsx?$|\/e2e\//.test(file)

describe('the house', () => {
  test('every arrow points down', () => {
    const floors = new Map(rooms.map((room) => [room.name, room.floor]))
    for (const room of rooms) {
      for (const seen of [...room.sees, ...room.seesTypesOf]) {
        expect(floors.get(seen), `${room.name} → ${seen}`).toBeLessThan(room.floor)
      }
    }
  })

  test('every import follows an arrow', () => {
    const objections = inHouse
      .filter(isCheckedForArrows)
      .flatMap(importsOf)
      .map(({ from, to, isTypeOnly }) => objection(from, to, isTypeOnly))
      .filter((sentence) => sentence !== null)
    expect(objections).toEqual([])
  })

  test('an import against the arrows is found and told its cure', () => {
    expect(objection('review/model/incident.ts', 'server/doors/http.ts', false)).toContain(
      'does not see server/doors',
    )
    expect(objection('web/client.ts', 'server/operations/index.ts', false)).toContain('Write `import type`')
    expect(objection('web/client.ts', 'server/operations/index.ts', true)).toBeNull()
    expect(objection('language/check.ts', 'review/model/incident.ts', true)).toContain('floor 1')
  })

  test('no file imports itself through a circle', () => {
    expect(circles(inHouse.filter(isCheckedForArrows).flatMap(importsOf))).toEqual([])
  })

  test('ARCHITECTURE.md lists the same rooms with the same arrows', () => {
    const page = textOf('ARCHITECTURE.md')
    for (const room of rooms) {
      const sees = [...room.sees, ...room.seesTypesOf.map((name) => `types of ${name}`)].join(', ') || '–'
      expect(page).toContain(`| ${room.floor} | ${room.name} | ${sees} | ${room.mayNot} |`)
    }
  })

  test('the pure rooms read no clock and no randomness', () => {
    const impure = inHouse
      .filter((file) => /^(language|review)\//.test(file) && isCheckedForArrows(file) && !/\/eval/.test(file))
      .flatMap((file) =>
        nodesOf(treeOf(file))
          .filter((node) => {
            if (node.type === 'NewExpression') {
              return (
                node.callee.type === 'Identifier' &&
                node.callee.name === 'Date' &&
                node.arguments.length === 0
              )
            }
            if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false
            const name = node.property.type === 'Identifier' ? node.property.name : ''
            return /^(Date\.now|Math\.random)$/.test(`${node.object.name}.${name}`)
          })
          .map(
            (node) =>
              `${file}:${node.loc?.start.line} reads the clock or randomness. Take it as an argument.`,
          ),
      )
    expect(impure).toEqual([])
  })

  test('SQL is spoken in server/store alone', () => {
    const speakers = inHouse.filter(
      (file) =>
        isCheckedForArrows(file) &&
        !file.startsWith('server/store/') &&
        /from 'kysely'|from 'pg'|\bsql`/.test(textOf(file)),
    )
    expect(speakers).toEqual([])
  })
})

/** Circles among run-time imports, each as the files it passes. */
function circles(imports: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, isTypeOnly } of imports) {
    if (!isTypeOnly) next.set(from, [...(next.get(from) ?? []), to])
  }
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) {
      found.push([...path.slice(start), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const following of next.get(file) ?? []) visit(following, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}
