/**
 * Another key for everything that is sealed: opened with the former one, sealed with the present one, row by row, so that
 * it can be broken off and run again. Done by whoever runs the installation, with both keys, and by nobody over a network.
 */
import { appendAudit } from '../store/audit.ts'
import {
  listSealed,
  listSealedLetters,
  SEALED_LETTER,
  saveSealed,
  saveSealedLetter,
  sealedColumns,
} from '../store/sealed.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'

/** What was done for one kind of secret. */
export interface Rotated {
  readonly holds: string
  /** Sealed anew now. */
  readonly renewed: number
  /** Under the present key before this began. */
  readonly already: number
  /** Under neither key: nothing here opens them. */
  readonly lost: number
}

/** Both keys, each as a strongbox that knows it alone. */
export interface Keys {
  readonly present: Strongbox
  readonly former: Strongbox
}

interface Sealed {
  readonly bytes: Buffer
  readonly belongsTo: string
  readonly save: (after: Buffer) => Promise<boolean>
}

/** Seals everything with the present key and answers what was done. Running it again changes nothing more. */
export async function rotateKey(
  { store, now }: { readonly store: Store; readonly now: string },
  keys: Keys,
): Promise<readonly Rotated[]> {
  const { queries } = store
  const done: Rotated[] = []
  for (const place of sealedColumns) {
    const rows = (await listSealed(queries, place)).map(({ key, bound, sealed }) => ({
      bytes: sealed,
      belongsTo: place.belongsTo(bound),
      save: (after: Buffer) => saveSealed(queries, place, { key, before: sealed, after }),
    }))
    done.push({ holds: place.holds, ...(await renewAll(rows, keys)) })
  }
  const letters = (await listSealedLetters(queries)).map(({ id, sealed }) => ({
    bytes: sealed,
    belongsTo: SEALED_LETTER,
    save: (after: Buffer) => saveSealedLetter(queries, { id, before: sealed, after }),
  }))
  done.push({ holds: 'letters that wait', ...(await renewAll(letters, keys)) })
  const deed = { operation: 'rotateKey', noun: 'key', rowId: null } as const
  await store.transaction((inside) => appendAudit(inside, deed, { personId: null, at: now }))
  return done
}

async function renewAll(rows: readonly Sealed[], keys: Keys): Promise<Omit<Rotated, 'holds'>> {
  let [renewed, already, lost] = [0, 0, 0]
  for (const { bytes, belongsTo, save } of rows) {
    if (keys.present.open(bytes, belongsTo) !== null) {
      already += 1
      continue
    }
    const secret = keys.former.open(bytes, belongsTo)
    if (secret === null) lost += 1
    // What changed in between was sealed by a server that runs; the next run looks at it.
    else if (await save(keys.present.seal(secret, belongsTo))) renewed += 1
  }
  return { renewed, already, lost }
}

/** What was done, one line for each kind there is, and what is still needed. */
export function rotationInWords(done: readonly Rotated[]): string {
  const lines = done
    .filter(({ renewed, already, lost }) => renewed + already + lost > 0)
    .map(({ holds, renewed, already, lost }) => {
      const open = lost === 0 ? '' : `, ${lost} open with neither key and have to be entered again`
      return `${holds}: ${renewed} sealed anew, ${already} were already${open}`
    })
  const none = lines.length === 0 ? ['Nothing is sealed here yet.'] : lines
  return `${none.join('\n')}\n`
}
